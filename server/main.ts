#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { runCommandLine } from './cli/command-line.ts'
import { exitOf, exits } from './cli/exits.ts'
import type { ProcessContext } from './cli/process-context.ts'
import { realFileSystem } from './journal/file-system.ts'
import { packageRoot } from './package-root.ts'
import { limits } from './web/limits.ts'

const log = pino(
  { base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ['*.password', '*.cookie'] },
  pino.destination({ fd: 2, sync: true }),
)

const context: ProcessContext = {
  fs: realFileSystem,
  log,
  environment: process.env,
  version: JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version,
  pagesDirectory: join(packageRoot, 'dist', 'pages'),
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
  setExitCode(code) {
    process.exitCode = code
  },
  stopOnSignal,
  exitWith,
  runHall: async (flags) => (await import('./cli/hall/hall-process.ts')).runHall(flags, context),
}

function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false
  const end = (signal: string): void => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(exits.success), limits.stopMs).unref()
    stop().then(
      () => process.exit(exits.success),
      (error: unknown) => {
        log.error({ err: error }, 'the hall could not be stopped cleanly: it continues from its journal')
        process.exit(exits.diskRefused)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

function exitWith(error: unknown): void {
  const exit = exitOf(error)
  if (exit === undefined) log.fatal({ err: error }, 'unexpected error: this is a bug of nowserving')
  else context.printError(`nowserving: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(exit ?? exits.bug)
}

runCommandLine(process.argv.slice(2), context).catch(exitWith)
