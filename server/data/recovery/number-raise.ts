import { join } from 'node:path'
import type { Clock } from '../../clock.ts'
import type { Entry } from '../../hall/events.ts'
import type { DayId, EpochMs } from '../../hall/ids.ts'
import type { Settings } from '../../hall/settings.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { readableRecords } from '../../journal/recovery/repair.ts'
import { journalFolder } from '../../journal/segments.ts'
import type { KeeperAnswer } from '../../keeper/keeper-types.ts'
import { RepairRefused } from '../errors.ts'
import { type OpenHall, openHall } from '../open-hall.ts'
import { SettingsFile } from '../settings-file.ts'

export interface RaiseOptions {
  readonly fs: FileSystem
  /** A data directory that no other process uses, and that no hall starts on. */
  readonly directory: string
  readonly clock: Clock
  readonly segmentBytes?: number
  /** Reports a message to the operator. */
  readonly report: (message: string) => void
}

/** The highest numbers that were given, by the prefix of their series; and the highest number of a ticket's id. */
interface GivenNumbers {
  readonly highest: Readonly<Record<string, { readonly day: DayId; readonly number: number }>>
  readonly lastNo: number
}

/** The highest ticket numbers, the highest record and the latest time in the records that can be read. */
export class ReadableNumbers {
  readonly #numbers = new Map<string, { day: DayId; number: number }>()
  #no = 0
  seq = 0
  at: EpochMs = 0

  /** Adds the journal of a data directory; nothing when it has none. */
  read(fs: FileSystem, directory: string): Promise<void> {
    const add = (record: unknown, isSound: boolean) => this.#add(record as Partial<Entry>, isSound)
    return readableRecords(fs, join(directory, journalFolder), add)
  }

  #add(record: Partial<Entry>, isSound: boolean): void {
    this.seq = Math.max(this.seq, record.seq ?? 0)
    if (isSound) this.at = Math.max(this.at, record.at ?? 0)
    for (const event of record.events ?? []) {
      if (event.type !== 'ticket-issued') continue
      this.given(event.label.replace(/\d+$/u, ''), event.day, event.number)
      this.#no = Math.max(this.#no, event.no)
    }
  }

  given(prefix: string, day: DayId, number: number): void {
    const known = this.#numbers.get(prefix)
    if (!known || known.day < day || (known.day === day && known.number < number))
      this.#numbers.set(prefix, { day, number })
  }

  /**
   * Ids of tickets go on above the time in ms. Because fewer than a thousand tickets a second were issued, no new ticket
   * has the id of a lost one. So the phone link and the print jobs of a lost ticket are never another's.
   */
  body(at: EpochMs): GivenNumbers {
    return { highest: Object.fromEntries(this.#numbers), lastNo: Math.max(this.#no, at) }
  }
}

/**
 * Opens the hall of a repair or a restore at a time, raises its numbers above those of `given`, and saves a checkpoint.
 * Returns the next number of each series. Throws `RepairRefused`.
 */
export async function raiseNumbers(
  { fs, directory, clock, report, ...sizes }: RaiseOptions,
  at: EpochMs,
  given: ((settings: Settings) => GivenNumbers) | undefined,
  isRestored = false,
): Promise<ReadonlyMap<string, number>> {
  const segmentBytes = sizes.segmentBytes === undefined ? {} : { segmentBytes: sizes.segmentBytes }
  const stopped: Clock = { ...clock, now: () => at, after: () => () => {} }
  let onFailure: (error: Error) => void = () => {}
  const failed = new Promise<never>((_, reject) => {
    onFailure = reject
  })
  const record = async () => {
    const data = await openHall({
      fs,
      directory,
      clock: stopped,
      onFailure,
      isRepair: true,
      isRestored,
      ...segmentBytes,
    })
    const { keeper, journal } = data
    if (keeper.clockDoubt) await acceptTime(data, at)
    // No readable record holds settings, so those of `hall.json` are taken.
    if (!keeper.hall.settings) await new SettingsFile({ hall: data, report }).enter()
    const { settings } = keeper.hall
    if (!settings)
      throw journal.roomTrouble ?? new RepairRefused('the settings of hall.json', keeper.trouble ?? 'refused')
    if (given) {
      const command = { type: 'raise-numbers', body: given(settings) } as const
      const answer = await new Promise<KeeperAnswer>((resolve) =>
        keeper.askAsKeeper(command, 'server', resolve),
      )
      if (!answer.ok) throw journal.roomTrouble ?? new RepairRefused('the new numbers', reasonOf(answer))
    }
    await keeper.stop()
    await data.saveCheckpoint(async () => undefined)
    await journal.close()
    return keeper.hall.numbers
  }
  return Promise.race([record(), failed])
}

const reasonOf = (answer: KeeperAnswer): string => ('refusal' in answer ? answer.refusal.reason : 'unknown')

/** The time of the repair is accepted, also when the records that led up to it are lost. */
async function acceptTime({ keeper }: OpenHall, at: EpochMs): Promise<void> {
  const origin = { actor: { kind: 'keeper' }, device: 'server', key: `repair-${at}`, hash: '' } as const
  const answer = await new Promise<KeeperAnswer>((resolve) => keeper.acceptClock(origin, resolve))
  if (!answer.ok) throw new RepairRefused('the time', reasonOf(answer))
}
