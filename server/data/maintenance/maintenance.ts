import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Entry } from '../../hall/events.ts'
import type { Commit, CommitListener } from '../../keeper/keeper-types.ts'
import { limits } from '../limits.ts'
import type { OpenHall } from '../open-hall.ts'
import { removeOldCopies } from '../recovery/old-copies.ts'
import { oldRecords, removeOldRecords } from '../retention/old-records.ts'
import type { SettingsFile } from '../settings-file.ts'
import { type MaintenanceSettings, maintenanceOf } from './maintenance-config.ts'

type Keeps = () => Pick<MaintenanceSettings, 'copiesDays' | 'recordsDays'>

/**
 * Maintenance of a running hall: settings at a start, a checkpoint when a segment is full, a new segment for a new day,
 * deletion of expired free text, free space on the disk.
 */
export class Maintenance implements CommitListener {
  readonly #hall: OpenHall
  readonly #clock: Clock
  readonly #log: Logger
  readonly #settingsFile: SettingsFile
  readonly #keeps: Keeps | undefined
  #isRemoving = false
  /** The business day of the newest record; undefined in a new hall. */
  #day: string | undefined
  #cancelRoomCheck: () => void = () => {}
  #cancelPass: () => void = () => {}
  /** The last entry in the newest checkpoint of this process; 0 when there is none yet. */
  #savedSeq = 0
  /** Whether the start of this process is not recorded yet, because the clock is in doubt or the disk is full. */
  #isDelayed = false

  constructor(options: {
    hall: OpenHall
    clock: Clock
    log: Logger
    settingsFile: SettingsFile
    /** Ages at which copies and records go; by the settings in force unless given. */
    keeps?: Keeps
  }) {
    this.#hall = options.hall
    this.#clock = options.clock
    this.#log = options.log
    this.#settingsFile = options.settingsFile
    this.#keeps = options.keeps
    this.#day = options.hall.keeper.hall.day?.id
    options.hall.keeper.listen(this)
  }

  /** The first entries of a start: the settings, the start itself and the time. */
  async begin(acceptClock: boolean): Promise<void> {
    const { journal, keeper } = this.#hall
    if (acceptClock && keeper.clockDoubt) await this.#acceptClock()
    await this.#start()
    for (const warning of await this.#settingsFile.warnings()) this.#log.warn(warning)
    const { clockDoubt } = keeper
    if (clockDoubt)
      this.#log.error(
        clockDoubt,
        'the clock is in doubt: no commands until an administrator confirms it, or a start with --accept-clock',
      )
    if (!keeper.hall.settings)
      throw (
        journal.roomTrouble ??
        new Error('the hall could not be started: its first entry could not be written')
      )
    journal.onSegmentFull(() => void this.#closeSegment())
    journal.onRoomChange((room, trouble) => {
      this.#log.warn({ room, err: trouble }, 'the free space on the disk changed')
      if (room !== 'none') this.#startLate()
    })
    this.#purge()
    this.#scheduleRoomCheck()
    this.#schedulePass()
  }

  committed({ entries }: Commit): void {
    for (const { events, command } of entries satisfies readonly Entry[]) {
      if (command === 'accept-clock') this.#startLate()
      const started = events.find((event) => event.type === 'day-started')
      if (!started) continue
      if (this.#day !== undefined) this.#noteHash(this.#day)
      this.#day = started.day
      this.#hall.journal.endSegment()
      this.#purge()
    }
  }

  /** A record that was rewritten with consistent hashes shows only against a hash that was noted elsewhere. */
  #noteHash(day: string): void {
    const { batch, sha } = this.#hall.journal.position!
    this.#log.info(
      { day, batch, sha256: sha },
      'a business day is closed; the hash covers every record up to its end: keep this line elsewhere, and check it with nowserving verify --until-hash',
    )
  }

  /** Writes a checkpoint, which only makes the next start quicker: the journal alone is complete. */
  async saveCheckpoint(): Promise<void> {
    const { keeper } = this.#hall
    this.#savedSeq = keeper.seq
    const durable = () => new Promise<void>((resolve) => keeper.whenDurable(keeper.seq, resolve))
    await this.#hall
      .saveCheckpoint(durable)
      .catch(
        this.#logged(
          'the checkpoint could not be written; the journal is complete, but the next start takes longer',
        ),
      )
  }

  async end(): Promise<void> {
    this.#cancelRoomCheck()
    this.#cancelPass()
    await this.#settingsFile.idle()
    await this.saveCheckpoint()
    await this.#hall.journal.close()
  }

  async #start(): Promise<void> {
    await this.#settingsFile.enter()
    await this.#recordStart()
  }

  /** Records a start that was delayed. A refused edit of the settings does not end the running hall. */
  #startLate(): void {
    if (!this.#isDelayed) return
    this.#isDelayed = false
    this.#settingsFile
      .enter()
      .catch(this.#logged('the settings of hall.json and staff.json were not applied'))
      .then(() => this.#recordStart())
  }

  async #recordStart(): Promise<void> {
    const { keeper } = this.#hall
    const isRecorded = await new Promise<boolean>((resolve) =>
      keeper.askAsKeeper({ type: 'start-hall', body: {} }, 'server', ({ ok }) => resolve(ok)),
    )
    this.#isDelayed = !isRecorded
  }

  #acceptClock(): Promise<void> {
    const origin = {
      actor: { kind: 'keeper' },
      device: 'server',
      key: `accept-clock-${this.#clock.now()}`,
      hash: '',
    } as const
    return new Promise((resolve) => this.#hall.keeper.acceptClock(origin, () => resolve()))
  }

  /**
   * A checkpoint holds every ticket and answer of the day. With one per segment, the cost of a command would grow with
   * the day. With one per as many entries as it holds, the cost of a command stays the same (amortised).
   */
  async #closeSegment(): Promise<void> {
    const { hall, answers, seq } = this.#hall.keeper
    const items = hall.live.size + hall.ended.size + answers.size
    if (seq - this.#savedSeq >= items) await this.saveCheckpoint()
    await this.#hall.journal.trimAndSeal().catch(this.#logged('a closed segment could not be trimmed'))
  }

  #purge(): void {
    this.#hall.vault
      .purge(this.#clock.now())
      .catch(this.#logged('expired free text could not be deleted from the vault'))
    const { fs, directory, keeper } = this.#hall
    const { copiesDays, recordsDays } = this.#keeps?.() ?? maintenanceOf(keeper.hall.settings!)
    if (recordsDays !== undefined && !this.#isRemoving) {
      this.#isRemoving = true
      this.#removeOldRecords(recordsDays * limits.dayMs)
        .catch(this.#logged('records that have reached their age could not be removed'))
        .finally(() => {
          this.#isRemoving = false
        })
    }
    removeOldCopies(fs, directory, this.#clock.now() - copiesDays * limits.dayMs)
      .then((removed) => {
        if (removed.length > 0) this.#log.info({ removed }, 'old copies that were set aside were removed')
      })
      .catch(this.#logged('old copies that were set aside could not be removed'))
  }

  /** Records the removal before it happens. The hall refuses it while the clock is in doubt. */
  async #removeOldRecords(keptMs: number): Promise<void> {
    const { fs, directory, keeper } = this.#hall
    const old = await oldRecords(fs, directory, this.#clock.now() - keptMs)
    if (!old) return
    const isRecorded = await new Promise<boolean>((resolve) =>
      keeper.askAsKeeper({ type: 'remove-records', body: old }, 'server', ({ ok }) => resolve(ok)),
    )
    if (!isRecorded) return
    const removed = await removeOldRecords(fs, directory, old)
    this.#log.info(
      { removed, seq: old.seq, sha256: old.sha256 },
      'records that have reached their age were removed',
    )
  }

  #schedulePass(): void {
    this.#cancelPass = this.#clock.after(limits.vaultPassMs, () => {
      this.#purge()
      this.#schedulePass()
    })
  }

  /** Checks the free space again while the disk has no room for the next segment. */
  #scheduleRoomCheck(): void {
    const { journal } = this.#hall
    this.#cancelRoomCheck = this.#clock.after(limits.roomCheckMs, () => {
      const checked = journal.room === 'enough' ? Promise.resolve() : journal.checkRoom()
      checked
        .catch(this.#logged('the free space on the disk could not be checked'))
        .finally(() => this.#scheduleRoomCheck())
    })
  }

  #logged(what: string): (error: unknown) => void {
    return (error) => this.#log.error({ err: error }, what)
  }
}
