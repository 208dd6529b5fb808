import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Clock, ClockDoubt } from '../../clock.ts'
import type { Entry } from '../../hall/events.ts'
import type { EpochMs } from '../../hall/ids.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { beginRepair, endRepair, readableRecords } from '../../journal/recovery/repair.ts'
import { journalFolder } from '../../journal/segments.ts'
import type { KeeperAnswer } from '../../keeper/keeper-types.ts'
import { judgeDirectory } from '../directory-judgement.ts'
import { ClockInDoubt, RepairRefused } from '../errors.ts'
import { type OpenHall, openHall } from '../open-hall.ts'
import { SettingsFile } from '../settings-file.ts'

interface RepairHallOptions {
  readonly fs: FileSystem
  readonly directory: string
  readonly clock: Clock
  /** The doubt about the clock against the time of the last record. */
  readonly doubtOf: (lastAt: EpochMs) => ClockDoubt | undefined
  /** Takes the present time as right although it does not fit the last record. */
  readonly acceptClock: boolean
  /** Reports a message to the operator. */
  readonly report: (message: string) => void
}

interface HallRepair extends Omit<Awaited<ReturnType<typeof beginRepair>>, 'base'> {
  readonly keptSeq: number
  /** The highest record that could be read. */
  readonly highestSeq: number
  /** Whether records are lost, so that numbers go on above the highest that could be read. */
  readonly isRaised: boolean
}

/** The highest ticket numbers, the highest record and the latest time in the records that can be read. */
class Readable {
  readonly #numbers = new Map<string, { day: string; number: number }>()
  #no = 0
  seq = 0
  at: EpochMs = 0

  add(record: Partial<Entry>, isSound: boolean): void {
    this.seq = Math.max(this.seq, record.seq ?? 0)
    if (isSound) this.at = Math.max(this.at, record.at ?? 0)
    for (const event of record.events ?? []) {
      if (event.type !== 'ticket-issued') continue
      const prefix = event.label.replace(/\d+$/u, '')
      const known = this.#numbers.get(prefix)
      if (!known || known.day < event.day || (known.day === event.day && known.number < event.number)) {
        this.#numbers.set(prefix, { day: event.day, number: event.number })
      }
      this.#no = Math.max(this.#no, event.no)
    }
  }

  get body(): { highest: Record<string, { day: string; number: number }>; lastNo: number } {
    return { highest: Object.fromEntries(this.#numbers), lastNo: this.#no }
  }
}

/**
 * Repairs a data directory that no other process uses; undefined, with nothing changed, when it needs no repair. All
 * that can be refused is refused before the first change: a damaged document, a clock in doubt. A repair that was
 * interrupted is continued by the next one, and no hall starts in between.
 */
export async function repairHall(options: RepairHallOptions): Promise<HallRepair | undefined> {
  const { fs, directory, clock, doubtOf } = options
  const { file, journal: judgement, refused } = await judgeDirectory(fs, directory)
  if (refused[0]) throw refused[0]
  if (!judgement.needsRepair) return undefined
  const readable = new Readable()
  const add = (record: unknown, isSound: boolean) => readable.add(record as Partial<Entry>, isSound)
  await readableRecords(fs, join(judgement.unfinished || directory, journalFolder), add)
  const { base } = judgement
  const lastAt = Math.max(readable.at, Number(base.checkpoint?.head.at ?? 0))
  const doubt = doubtOf(lastAt)
  if (doubt && !options.acceptClock) throw new ClockInDoubt(lastAt, doubt)
  const newEpoch = () => randomBytes(9).toString('base64url')
  const begun = await beginRepair({ fs, directory, hall: file.id, judgement, newEpoch })
  const isRaised = begun.dropped.length > 0 || base.last === undefined || judgement.unfinished !== undefined
  // Later than every record, because the keeper would hold the time of the clock for a jump otherwise.
  const at = Math.max(lastAt, clock.now())
  await recordRepair(options, at, isRaised ? readable : undefined)
  await endRepair(fs, directory, judgement)
  const highestSeq = Math.max(base.seq, readable.seq)
  return { ...begun, keptSeq: base.seq, highestSeq, isRaised }
}

/** Opens the repaired hall at a time, raises its numbers above those of `readable`, and saves a checkpoint. */
async function recordRepair(
  { fs, directory, clock, report }: RepairHallOptions,
  at: EpochMs,
  readable: Readable | undefined,
): Promise<void> {
  const stopped: Clock = { ...clock, now: () => at, after: () => () => {} }
  let onFailure: (error: Error) => void = () => {}
  const failed = new Promise<never>((_, reject) => {
    onFailure = reject
  })
  const record = async () => {
    const data = await openHall({ fs, directory, clock: stopped, onFailure, isRepair: true })
    const { keeper, journal } = data
    if (keeper.clockDoubt) await acceptTime(data, at)
    // No readable record holds settings, so those of `hall.json` are taken.
    if (!keeper.hall.settings) await new SettingsFile({ hall: data, report }).enter()
    if (!keeper.hall.settings)
      throw journal.roomTrouble ?? new RepairRefused('the settings of hall.json', keeper.trouble ?? 'refused')
    if (readable) {
      const command = { type: 'raise-numbers', body: readable.body } as const
      const answer = await new Promise<KeeperAnswer>((resolve) =>
        keeper.askAsKeeper(command, 'server', resolve),
      )
      if (!answer.ok) throw journal.roomTrouble ?? new RepairRefused('the new numbers', reasonOf(answer))
    }
    await keeper.stop()
    await data.saveCheckpoint(async () => undefined)
    await journal.close()
  }
  await Promise.race([record(), failed])
}

const reasonOf = (answer: KeeperAnswer): string => ('refusal' in answer ? answer.refusal.reason : 'unknown')

/** The time of the repair is accepted, also when the records that led up to it are lost. */
async function acceptTime({ keeper }: OpenHall, at: EpochMs): Promise<void> {
  const origin = { actor: { kind: 'keeper' }, device: 'server', key: `repair-${at}`, hash: '' } as const
  const answer = await new Promise<KeeperAnswer>((resolve) => keeper.acceptClock(origin, resolve))
  if (!answer.ok) throw new RepairRefused('the time', reasonOf(answer))
}
