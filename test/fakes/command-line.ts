import { pino } from 'pino'
import { runCommandLine } from '../../server/cli/command-line.ts'
import type { Environment } from '../../server/cli/flags.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import type { ServeFlags } from '../../server/serve.ts'

export interface Outcome {
  readonly code: number
  readonly said: string
  /** The flags of the hall that would run. */
  readonly hall: ServeFlags | undefined
}

/** Runs a command of `nowserving` in this process, up to the hall that it would run. Rejects as the command does. */
export async function commandLine(line: string | readonly string[], environment: Environment = {}) {
  const said: string[] = []
  let code = 0
  let hall: ServeFlags | undefined
  await runCommandLine(typeof line === 'string' ? line.split(' ').filter(Boolean) : line, {
    fs,
    log: pino({ enabled: false }),
    environment,
    version: '1.2.3',
    pagesDirectory: '',
    print: (text) => said.push(text),
    printError: (text) => said.push(text),
    setExitCode(given) {
      code = given
    },
    stopOnSignal: () => undefined,
    exitWith(error) {
      throw error
    },
    async runHall(flags) {
      hall = flags
    },
  })
  return { code, said: said.join('\n'), hall } satisfies Outcome
}
