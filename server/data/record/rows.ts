import type { z } from 'zod'
import type { AnyEvent, EntryOf } from '../../hall/entry.ts'
import type { RecordRow, recordFilter } from '../../protocol/record.ts'

type Fields = Readonly<Record<string, unknown>>

/** References of the vault say nothing to a reader, and would outlive the words. */
const isReference = (name: string): boolean => name === 'ref' || name.endsWith('Ref')

const withoutReferences = ({ type, ...rest }: AnyEvent): RecordRow['events'][number] => ({
  type,
  ...Object.fromEntries(Object.entries(rest).filter(([name]) => !isReference(name))),
})

/** The first text under a name, in the result or in an event. */
function textOf(name: string, places: readonly object[]): string | undefined {
  for (const place of places) {
    const value = (place as Fields)[name]
    if (typeof value === 'string') return value
  }
  return undefined
}

/** An entry of the journal as a row of the record. */
export function rowOf({ seq, at, actor, device, command, events, result }: EntryOf<AnyEvent>): RecordRow {
  const places = [result, ...events]
  const [counter, ticket, label] = ['counter', 'ticket', 'label'].map((name) => textOf(name, places))
  return {
    seq,
    at,
    who: actor,
    device,
    what: command,
    ...(counter === undefined ? {} : { counter }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(label === undefined ? {} : { label }),
    events: events.map(withoutReferences),
  }
}

type Filter = z.output<typeof recordFilter>

/**
 * The rows that a reader asks for. Most entries have the id of a ticket and not its label: the id of a label is learned
 * from the row that has both, which is the first one about it. Waits that were told are many and say little of who did
 * what: they are shown to who asks for them.
 */
export class RowFilter {
  readonly #filter: Filter
  #ticket: string | undefined

  /** `ticket`: the id that an earlier page has learned. */
  constructor(filter: Filter, ticket?: string) {
    this.#filter = filter
    this.#ticket = ticket
  }

  /** The id of the ticket whose label is asked for, once it is known. */
  get ticket(): string | undefined {
    return this.#ticket
  }

  fits(row: RecordRow): boolean {
    const { who, device, what, counter, ticket } = this.#filter
    if (ticket !== undefined && row.label === ticket && row.ticket !== undefined) this.#ticket = row.ticket
    if (what === undefined ? row.what === 'tell-waits' : row.what !== what) return false
    if (device !== undefined && row.device !== device) return false
    if (who !== undefined && ![row.who, row.device].includes(who) && row.who !== `staff:${who}`) return false
    if (counter !== undefined && !has(row, 'counter', [counter])) return false
    if (ticket === undefined) return true
    return row.label === ticket || has(row, 'ticket', [ticket, this.#ticket])
  }
}

/** Whether the row, or one of its events, has one of the values under a name. */
const has = (row: RecordRow, name: string, values: readonly (string | undefined)[]): boolean =>
  [row, ...row.events].some((place) => {
    const value = (place as Fields)[name]
    return typeof value === 'string' && values.includes(value)
  })
