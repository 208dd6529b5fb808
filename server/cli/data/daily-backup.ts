import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { realClock } from '../../clock.ts'
import { HallBackups } from '../../data/backup/hall-backups.ts'
import { maintenanceOf } from '../../data/maintenance/maintenance-config.ts'
import type { OpenHall } from '../../data/open-hall.ts'
import type { ServeFlags } from '../../serve.ts'
import { exits } from '../exits.ts'
import type { ProcessContext } from '../process-context.ts'

/** The largest value is the lowest priority. */
const lowPriority = 15

/**
 * The backups of a running hall. Each is made, and read again, by a process of its own at a low priority, because copying
 * and checking years of records would delay tickets. Undefined when no folder is given.
 */
export function openBackups(
  { backupTo: folder }: ServeFlags,
  { fs, directory, file, keeper }: OpenHall,
  { log }: ProcessContext,
): { backups: HallBackups; stop: () => void } | undefined {
  if (folder === undefined) return undefined
  let kill = () => {}
  const inProcess = (args: readonly string[]) =>
    new Promise<{ code: number | null; said: string }>((settle, reject) => {
      const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NOWSERVING_WITH_VAULT: '' },
      })
      kill = () => child.kill()
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (part: Buffer) => {
          said += part.toString()
        })
      child.once('spawn', () => lower(child.pid))
      child.once('error', reject)
      child.once('close', (code) => {
        kill = () => {}
        settle({ code, said: said.trim() })
      })
    })
  const settings = () => keeper.hall.settings!
  const backups = new HallBackups({
    ...{ fs, folder, hall: file.id, clock: realClock },
    timeZone: () => settings().timeZone,
    at: () => maintenanceOf(settings()).backupAt,
    async make() {
      const keep = String(maintenanceOf(settings()).backups)
      const { code, said } = await inProcess(['backup', folder, '--data', directory, '--keep', keep])
      if (code !== exits.success) throw new Error(said)
      log.info({ backup: said.split('\n') }, 'the backup of the day was made')
    },
    async check(path) {
      const { code, said } = await inProcess(['verify', '--data', path])
      if (code !== exits.success && code !== exits.untrustedData) throw new Error(said)
      return code === exits.success
    },
    report: (message, error) => log.error({ err: error }, message),
  })
  return {
    backups,
    stop() {
      backups.stop()
      kill()
    },
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
