import type { AnyEvent, EntryOf } from '../hall/entry.ts'

/** Thrown for an event whose kind or version only a later program can have written. `known` 0: the kind is unknown. */
export class NewerEvent extends Error {
  override readonly name = 'NewerEvent'
  readonly seq: number
  readonly kind: string
  readonly version: number
  readonly known: number

  constructor(seq: number, kind: string, version: number, known: number) {
    super(`record ${seq}: event "${kind}" has version ${version}, this program reads up to version ${known}`)
    this.seq = seq
    this.kind = kind
    this.version = version
    this.known = known
  }
}

/** Thrown for a record with a right checksum that is no entry of a hall. */
export class NoEntry extends Error {
  override readonly name = 'NoEntry'
}

type Fields = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const texts = ['hall', 'key', 'actor', 'device', 'hash', 'command'] as const

/**
 * A record of the journal as an entry. Throws `NewerEvent` for an event that `kinds` does not know, `NoEntry` when a
 * field is missing or of another type. The fields of an event are checked by its heart.
 */
export function readEntry(record: unknown, kinds: Readonly<Record<string, number>>): EntryOf<AnyEvent> {
  if (!isObject(record)) throw new NoEntry('a record is not a JSON object')
  const { seq, at, events, result } = record
  if (typeof seq !== 'number') throw new NoEntry('a record has no seq')
  if (typeof at !== 'number') throw new NoEntry(`record ${seq} has no time`)
  for (const name of texts)
    if (typeof record[name] !== 'string') throw new NoEntry(`record ${seq} has no field "${name}"`)
  if (!isObject(result)) throw new NoEntry(`record ${seq} has no result`)
  if (!Array.isArray(events)) throw new NoEntry(`record ${seq} has no events`)
  for (const event of events as readonly unknown[]) {
    if (!isObject(event) || typeof event.type !== 'string')
      throw new NoEntry(`record ${seq} holds an event without a type`)
    const { type, v = 1 } = event
    if (!Number.isSafeInteger(v) || Number(v) < 1)
      throw new NoEntry(`record ${seq}: the version of event "${type}" is not an integer from 1 on`)
    const known = Object.hasOwn(kinds, type) ? kinds[type]! : 0
    if (Number(v) > known) throw new NewerEvent(seq, type, Number(v), known)
  }
  return record as Fields & EntryOf<AnyEvent>
}
