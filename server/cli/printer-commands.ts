import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Logger } from 'pino'
import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import { limits } from '../access/limits.ts'
import { lockDirectory } from '../data/data-directory.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { startPrintAgent } from '../print-agent/agent-client.ts'
import { addPrintAgent } from './add-device.ts'
import type { PrintAgentFlags, PrinterCommand } from './printer-flags.ts'
import { UsageError } from './usage-error.ts'
import { startVirtualPrinterProcess } from './virtual-printer.ts'

export interface CommandSurroundings {
  readonly fs: FileSystem
  readonly log: Logger
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly say: (line: string) => void
  readonly tell: (line: string) => void
  /** Ends the process when asked to, once what runs has stopped. */
  readonly untilStopped: (stop: () => Promise<void>) => void
  readonly fail: (error: Error) => void
}

/** Runs one of the commands around printers. */
export async function runPrinterCommand(command: PrinterCommand, around: CommandSurroundings): Promise<void> {
  switch (command.verb) {
    case 'device':
      return addPrintAgent(around.fs, { ...command, now: Date.now() }, around.say, around.tell)
    case 'print-agent':
      return runAgent(command, around)
    case 'virtual-printer': {
      const printer = await startVirtualPrinterProcess(command)
      around.untilStopped(() => printer.close())
      for (const line of printer.greeting) around.say(line)
      return
    }
    default:
      return command satisfies never
  }
}

async function runAgent(flags: PrintAgentFlags, around: CommandSurroundings): Promise<void> {
  const { fs, log, say } = around
  const secret = secretFrom(flags.secretFile, around.environment)
  const directory = resolve(flags.data)
  await fs.makeDirectory(directory)
  // Held until the end of the process: two agents with one record would print twice.
  await lockDirectory(fs, directory)
  let isFirst = true
  const agent = await startPrintAgent({
    fs,
    directory,
    server: flags.server,
    secret,
    printer: flags.printer,
    profile: profileOf({ width: flags.paper, dpi: 203 }),
    log,
    onConnected() {
      if (isFirst) say(`ready ${flags.server}`)
      else log.info('the line to the hall is back')
      isFirst = false
    },
    onRefused: around.fail,
  })
  around.untilStopped(() => agent.stop())
}

/** Never from the arguments: every user of the machine sees those. */
function secretFrom(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const given = file === undefined ? environment.NOWSERVING_DEVICE_SECRET : readSecret(file)
  const secret = given?.trim()
  if (secret === undefined || secret === '')
    throw new UsageError(
      'the secret of the device is missing: give --secret-file FILE, or NOWSERVING_DEVICE_SECRET; "nowserving device add print-agent --name NAME" at the hall shows one',
    )
  if (!/^[\w-]{1,64}\.[\w-]{43}$/u.test(secret))
    throw new UsageError('the secret of the device is not what "device add" showed: one line, agent-1.… ')
  return secret
}

function readSecret(file: string): string {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file)
    return bytes.subarray(0, limits.secretBytes).toString('utf8')
  } catch (error) {
    throw new UsageError(
      `--secret-file ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
