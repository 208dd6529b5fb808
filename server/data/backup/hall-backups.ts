import { join } from 'node:path'
import type { Clock } from '../../clock.ts'
import type { EpochMs } from '../../hall/ids.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import type { BackupFacts } from '../../protocol/maintenance/trust-views.ts'
import { limits } from '../limits.ts'
import { BackupSchedule } from './backup-schedule.ts'
import { backupName, newestBackup } from './names.ts'

interface BackupOptions {
  readonly fs: FileSystem
  readonly clock: Clock
  /** Named at the command line, never by a page. */
  readonly folder: string
  readonly hall: string
  /** Time of day, `HH:MM`, by the settings in force. */
  readonly at: () => string
  readonly timeZone: () => string
  /** Makes a backup in the folder; rejects when there is none then. */
  readonly make: () => Promise<void>
  /** Whether every file of a backup is as it was written; rejects when that could not be found out. */
  readonly check: (path: string) => Promise<boolean>
  readonly report: (message: string, error?: unknown) => void
}

/** The backups of a running hall: one a day, and one whenever an administrator asks. The newest is read again and judged. */
export class HallBackups {
  readonly #options: BackupOptions
  readonly #schedule: BackupSchedule
  #changed: () => void = () => {}
  #isRunning = false
  #madeAt: EpochMs | undefined
  #checked: { readonly of: EpochMs; readonly isGood: boolean; readonly at: EpochMs } | undefined
  #failedAt: EpochMs | undefined
  #isLate = false

  constructor(options: BackupOptions) {
    this.#options = options
    this.#schedule = new BackupSchedule({
      ...options,
      run: () => this.#make(),
      checked: () => this.#judge(),
    })
  }

  /** Calls `changed` when the facts differ. */
  listen(changed: () => void): void {
    this.#changed = changed
  }

  begin(): void {
    void this.#schedule.check()
  }

  stop(): void {
    this.#schedule.stop()
  }

  /** Makes a backup now, beside those of the schedule. False when one is being made. */
  makeNow(): boolean {
    if (this.#isRunning) return false
    this.#make()
      .catch((error: unknown) => this.#options.report('the backup that was asked for was not made', error))
      .then(() => this.#judge())
      .catch((error: unknown) => this.#options.report('the backups could not be looked at', error))
    return true
  }

  get facts(): BackupFacts {
    const { folder, hall } = this.#options
    const checked = this.#checked && this.#checked.of === this.#madeAt ? this.#checked : undefined
    return {
      folder,
      isRunning: this.#isRunning,
      isLate: this.#isLate,
      ...(this.#madeAt !== undefined && { madeAt: this.#madeAt, name: backupName(hall, this.#madeAt) }),
      ...(checked?.isGood && { checkedAt: checked.at }),
      ...(checked?.isGood === false && { isDamaged: true }),
      ...(this.#failedAt !== undefined && { failedAt: this.#failedAt }),
    }
  }

  async #make(): Promise<void> {
    const { clock, make } = this.#options
    if (this.#isRunning) return
    this.#isRunning = true
    this.#changed()
    try {
      await make()
      this.#failedAt = undefined
    } catch (error) {
      this.#failedAt = clock.now()
      throw error
    } finally {
      this.#isRunning = false
      this.#changed()
    }
  }

  /** Looks for the newest backup, reads it when it is another than before, and whether it is late. */
  async #judge(): Promise<void> {
    const { fs, folder, hall, clock, check, report } = this.#options
    const before = JSON.stringify(this.facts)
    this.#madeAt = await newestBackup(fs, folder, hall)
    const madeAt = this.#madeAt
    if (madeAt !== undefined && madeAt !== this.#checked?.of) {
      const isGood = await check(join(folder, backupName(hall, madeAt)))
      this.#checked = { of: madeAt, isGood, at: clock.now() }
      if (!isGood) report('the newest backup is damaged: make another one, and look at its disk')
    }
    const isLate = this.#checked?.isGood === false || (await this.#schedule.isDue(limits.backupLateMs))
    if (isLate && !this.#isLate) report('the last good backup is older than the schedule says')
    this.#isLate = isLate && !this.#isRunning
    if (JSON.stringify(this.facts) !== before) this.#changed()
  }
}
