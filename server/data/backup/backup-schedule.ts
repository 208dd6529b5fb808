import type { Clock } from '../../clock.ts'
import type { EpochMs } from '../../hall/ids.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { limits } from '../limits.ts'
import { newestBackup } from './names.ts'

interface ScheduleOptions {
  readonly fs: FileSystem
  readonly clock: Clock
  readonly folder: string
  readonly hall: string
  /** Time of day, `HH:MM`. */
  readonly at: () => string
  /** The hall's own. */
  readonly timeZone: () => string
  /** Makes a backup in the folder; rejects when there is none then. */
  readonly run: () => Promise<void>
  /** Reports a message to the operator. */
  readonly report: (message: string, error: unknown) => void
  /** Called after each check. */
  readonly checked?: () => Promise<void>
}

/**
 * A backup a day, at a time of day in the hall's time zone. The folder says when the last one was made: a missed backup is
 * made up for at the next start, and a start does not repeat one.
 */
export class BackupSchedule {
  readonly #options: ScheduleOptions
  #cancel: () => void = () => {}
  #notBefore = Number.NEGATIVE_INFINITY

  constructor(options: ScheduleOptions) {
    this.#options = options
  }

  /** Checks now, and then every minute. Resolves when the backup that is due was made or has failed. */
  async check(): Promise<void> {
    const { clock, run, report, checked } = this.#options
    this.#cancel()
    try {
      if (clock.monotonicMs() >= this.#notBefore && (await this.isDue())) await run()
    } catch (error) {
      this.#notBefore = clock.monotonicMs() + limits.backupRetryMs
      report('the backup of the day was not made; it is tried again in an hour', error)
    }
    await checked?.().catch((error: unknown) => report('the backups could not be looked at', error))
    this.#cancel = clock.after(limits.backupCheckMs, () => void this.check())
  }

  stop(): void {
    this.#cancel()
  }

  /** Whether a backup is due; `sinceMs`: since that long at least. */
  async isDue(sinceMs = 0): Promise<boolean> {
    const { fs, folder, hall, clock } = this.#options
    const at = this.#options.at()
    const made = await newestBackup(fs, folder, hall)
    if (made === undefined) return true
    const when = clock.now() - sinceMs
    const now = this.#localTime(when)
    const dueDay = now.slice(11) >= at ? now.slice(0, 10) : this.#localTime(when - limits.dayMs).slice(0, 10)
    return this.#localTime(made) < `${dueDay} ${at}`
  }

  /** `YYYY-MM-DD HH:MM`, so that texts compare as times. */
  #localTime(at: EpochMs): string {
    const timeZone = this.#options.timeZone()
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
  }
}
