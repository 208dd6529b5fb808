#!/usr/bin/env node
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { openDevices } from './access/devices.ts'
import { exits, helpText, readCommandLine, type ServeFlags } from './cli/command-line.ts'
import { runPrinterCommand } from './cli/printer-commands.ts'
import { slipCommand } from './cli/slip.ts'
import { UsageError } from './cli/usage-error.ts'
import { repairCommand, verifyCommand } from './cli/verify-repair.ts'
import { realClock } from './clock.ts'
import { DirectoryInUse, DirectoryNotOurs, NotADirectory, openDataDirectory } from './data/data-directory.ts'
import { NoHall, SecretDamaged } from './data/open-data.ts'
import { openHall } from './data/open-hall.ts'
import { seedHall } from './data/starter-hall.ts'
import { startSimulation } from './demo/simulate.ts'
import { DataDamaged, DocumentDamaged, NewerFormat, OtherHall } from './journal/errors.ts'
import { errorCode, realFileSystem } from './journal/file-system.ts'
import { HeartFailed } from './keeper/keeper-types.ts'
import { makePrinters } from './printing/printers.ts'
import { readSlipDesigns } from './printing/slip-design.ts'
import { serveHall } from './serve.ts'
import { limits } from './web/limits.ts'
import { WriteBatcher } from './web/live/write-batcher.ts'

const log = pino(
  { base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ['*.password', '*.cookie'] },
  pino.destination({ fd: 2, sync: true }),
)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** `dist/` when compiled, the project when run from source; the pages always stand in `dist/pages`. */
function projectRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return here.endsWith(join('dist', 'server')) ? resolve(here, '../..') : resolve(here, '..')
}

async function run(flags: ServeFlags): Promise<void> {
  const path = resolve(flags.data ?? mkdtempSync(join(tmpdir(), 'nowserving-demo-')))
  const fs = realFileSystem
  const directory = await openDataDirectory(fs, path, flags.verb)
  const { signInFile } = await seedHall(fs, path, directory.madeBy)
  if (signInFile !== undefined)
    log.warn({ signInFile }, 'a starter hall was made: badge and password lie in this file; edit hall.json')
  const outbox = new WriteBatcher()
  const data = await openHall({
    fs,
    directory: path,
    clock: realClock,
    onFailure: stopAtOnce,
    together: (work) => outbox.together(work),
  })
  for (const report of data.reports) log.warn(report)
  const designs = await readSlipDesigns(fs, path, data.file)
  const { data: devices } = await openDevices(fs, path)
  const { printers, paper, agents } = makePrinters(data.file, flags, devices)
  const hall = await serveHall({
    flags,
    data,
    outbox,
    printers,
    paper,
    agents,
    devices,
    designs,
    pagesDirectory: join(projectRoot(), 'dist', 'pages'),
    log,
  })
  const simulation = flags.simulate ? startSimulation(hall.keeper, data.file, flags.speed) : undefined
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(exits.asAsked), limits.stopMs).unref()
    simulation?.stop()
    hall.stop().then(
      () => process.exit(exits.asAsked),
      (error: unknown) => {
        log.error({ err: error }, 'stopping')
        process.exit(exits.diskRefused)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // Whoever waits for this line may stop the hall at once: the signals have their handlers already.
  say(`ready ${hall.url}`)
}

/** The keeper stopped in the middle: the outcome of the commands under way is unknown. */
function stopAtOnce(error: Error): void {
  const isBug = error instanceof HeartFailed
  log.fatal(
    { err: error },
    `${isBug ? 'this is a bug' : 'the disk refused a write'}: the outcome of the commands under way is unknown; the hall starts again from its journal`,
  )
  setImmediate(() => process.exit(isBug ? 1 : exits.diskRefused))
}

/** Which exit a failure is; undefined: a bug. */
function exitOf(error: unknown): number | undefined {
  if (error instanceof UsageError) return exits.wrongUsage
  const untrusted = [DataDamaged, DocumentDamaged, NewerFormat, OtherHall, NoHall, SecretDamaged]
  if (untrusted.some((kind) => error instanceof kind)) return exits.untrustedData
  const elsewhere = [DirectoryInUse, DirectoryNotOurs, NotADirectory]
  if (elsewhere.some((kind) => error instanceof kind)) return exits.inUse
  const code = errorCode(error)
  if (['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'ENOTFOUND'].includes(code)) return exits.inUse
  return ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT', 'EFBIG'].includes(code) ? exits.diskRefused : undefined
}

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2), process.env)
  switch (line.verb) {
    case 'help':
      return say(helpText)
    case 'version':
      return say(JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')).version)
    case 'verify':
      process.exitCode = await verifyCommand(resolve(line.data), say)
      return
    case 'repair':
      process.exitCode = await repairCommand(resolve(line.data), say)
      return
    case 'slip':
      process.exitCode = await slipCommand(line, say)
      return
    case 'device':
    case 'print-agent':
    case 'virtual-printer':
      return runPrinterCommand(line, {
        fs: realFileSystem,
        log,
        environment: process.env,
        say,
        tell: (words) => void process.stderr.write(`${words}\n`),
        untilStopped,
        fail,
      })
    default:
      return run(line)
  }
}

/** Stops on the usual signals, within the same time as a hall. */
function untilStopped(stop: () => Promise<void>): void {
  const end = (): void => {
    setTimeout(() => process.exit(exits.asAsked), limits.stopMs).unref()
    stop().then(() => process.exit(exits.asAsked), fail)
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

function fail(error: unknown): void {
  const exit = exitOf(error)
  if (exit === undefined) log.fatal({ err: error }, 'this is a bug')
  else process.stderr.write(`nowserving: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(exit ?? 1)
}

main().catch(fail)
