import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openDevices } from '../../access/devices/devices.ts'
import { makeSetupCode } from '../../access/setup-code.ts'
import { realClock } from '../../clock.ts'
import { openDataDirectory } from '../../data/data-directory.ts'
import { openHall } from '../../data/open-hall.ts'
import { seedHall } from '../../data/starter-hall.ts'
import { startSimulation } from '../../demo/simulate.ts'
import { HeartFailed } from '../../keeper/keeper-types.ts'
import { type ServeFlags, serveHall } from '../../serve.ts'
import { WriteBatcher } from '../../web/live/write-batcher.ts'
import { openBackups } from '../data/daily-backup.ts'
import { exits } from '../exits.ts'
import { openIdOf } from '../openid-flags.ts'
import type { ProcessContext } from '../process-context.ts'
import { guardSecrets, secretReports } from '../secret-files.ts'
import { serviceManager } from './service-manager.ts'

/** Opens a data directory and runs its hall until a signal ends the process. */
export async function runHall(flags: ServeFlags, context: ProcessContext): Promise<void> {
  const { fs, log } = context
  const openId = await openIdOf(flags, context.environment)
  const path = resolve(flags.data ?? mkdtempSync(join(tmpdir(), 'nowserving-demo-')))
  const directory = await openDataDirectory(fs, path, flags.verb)
  const openSecrets = await guardSecrets(path)
  const isNew = await seedHall(fs, path, directory.madeBy, flags.template)
  if (flags.template !== undefined && !isNew)
    log.warn(`${path} holds a hall already, which stays as it is: --template is for an empty directory`)
  const writeBatcher = new WriteBatcher()
  const data = await openHall({
    fs,
    directory: path,
    clock: realClock,
    onFailure: (error) => stopAtOnce(error, context),
    together: (work) => writeBatcher.together(work),
  })
  for (const report of openSecrets) log.warn(report)
  for (const [file, what] of [
    [flags.tlsKey, 'the key of the hall'],
    [flags.openidSecretFile, 'the secret of the hall at its OpenID provider'],
  ] as const)
    if (file !== undefined) for (const report of await secretReports(file, what)) log.warn(report)
  if (directory.report !== undefined) log.warn(directory.report)
  for (const report of data.reports) log.warn(report)
  const refusesDemo = flags.verb === 'serve' && directory.madeBy === 'demo'
  const setup =
    flags.verb === 'serve'
      ? await makeSetupCode(data.staff, { now: realClock.now(), refusesDemo })
      : undefined
  const devices = await openDevices(fs, path)
  const daily = openBackups(flags, data, context)
  const hall = await serveHall({
    flags,
    data,
    backups: daily?.backups,
    writeBatcher,
    devices,
    refusesDemo,
    openId,
    pagesDirectory: context.pagesDirectory,
    log,
  })
  const simulation = flags.simulate ? startSimulation(hall.keeper, flags.speed) : undefined
  daily?.backups.begin()
  const service = serviceManager(context.environment, log)
  context.stopOnSignal(async () => {
    service.stopping()
    simulation?.stop()
    daily?.stop()
    await hall.stop()
  })
  if (setup) for (const line of setupWords(setup, hall.url, path)) context.printError(line)
  // The ready line comes after the signal handlers, because its reader may stop the hall at once.
  context.print(`ready ${hall.url}`)
  service.ready()
}

/** Words for the operator; the code stands nowhere else. */
const setupWords = ({ badge, code }: { badge: string; code: string }, url: string, directory: string) => [
  'This hall has no administrator yet. To become the first:',
  `1. Open ${url}/setup and sign in with badge ${badge} and the one-time code ${code}`,
  '2. Choose a password of your own there, and add the people who work here. The code then ends.',
  `The code is valid for an hour, and each start gives another. The settings are in ${join(directory, 'hall.json')}.`,
]

/** Ends the process after a failure of the keeper. */
function stopAtOnce(error: Error, { log }: ProcessContext): void {
  const isBug = error instanceof HeartFailed
  log.fatal(
    { err: error },
    `${isBug ? 'the hall failed, which is a bug' : 'the disk refused a write'}: the outcome of commands in progress is unknown; start the hall again, it continues from its journal`,
  )
  setImmediate(() => process.exit(isBug ? exits.bug : exits.diskRefused))
}
