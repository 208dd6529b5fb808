import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { realClock } from '../../clock.ts'
import { BackupSchedule } from '../../data/backup/backup-schedule.ts'
import type { OpenHall } from '../../data/open-hall.ts'
import type { ServeFlags } from '../../serve.ts'
import type { ProcessContext } from '../process-context.ts'

/** The largest value is the lowest priority. */
const lowPriority = 15

/**
 * Makes a backup of a running hall every day. Each is a process of its own at a low priority, because copying and checking
 * years of records would delay tickets. Returns the function that ends it; undefined when no folder is given.
 */
export function startDailyBackup(
  { dailyBackup }: ServeFlags,
  { fs, directory, file, keeper }: OpenHall,
  { log }: ProcessContext,
): (() => void) | undefined {
  if (!dailyBackup) return undefined
  const { folder, at, keep } = dailyBackup
  let stop = () => {}
  const run = () =>
    new Promise<void>((settle, reject) => {
      const args = ['backup', folder, '--data', directory, '--keep', String(keep)]
      const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NOWSERVING_WITH_VAULT: '' },
      })
      stop = () => child.kill()
      let said = ''
      const hear = (part: Buffer) => {
        said += part.toString()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('spawn', () => lower(child.pid))
      child.once('error', reject)
      child.once('close', (code) => {
        stop = () => {}
        if (code !== 0) return reject(new Error(said.trim()))
        log.info({ backup: said.trim().split('\n') }, 'the backup of the day was made')
        settle()
      })
    })
  const report = (message: string, error: unknown) => log.error({ err: error }, message)
  const timeZone = () => keeper.hall.settings!.timeZone
  const schedule = new BackupSchedule({
    ...{ fs, folder, timeZone, run, report, hall: file.id, at, clock: realClock },
  })
  void schedule.check()
  return () => {
    schedule.stop()
    stop()
  }
}

/** The process may have ended meanwhile. */
function lower(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, lowPriority)
  } catch {
    // Its priority no longer matters.
  }
}
