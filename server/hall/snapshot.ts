import { emptyHall } from './evolve/evolve.ts'
import type {
  Call,
  Counter,
  Day,
  Figures,
  Hall,
  MutableHall,
  Rating,
  Round,
  ServiceDoors,
  SettingsRecord,
  UndoRecord,
} from './hall.ts'
import type { PrinterRecord } from './printer-record.ts'
import { rebuildIndex } from './queue/queue.ts'
import type { Settings } from './settings.ts'
import type { EndedTicket, LiveTicket } from './ticket.ts'
import type { KeptWait } from './waits/told-waits.ts'
import type { Quote, WaitRecord } from './waits/wait-record.ts'

/**
 * Version of `HallSnapshot` and the values in it; a checkpoint with another version is not read. Before it changes, let
 * `fromSnapshot` read version 4 too: a hall whose oldest records were removed has nothing else to start from.
 */
export const snapshotVersion = '4'

/** A hall as a checkpoint stores it: the small parts in one value, and the list that grows with the day beside them. */
export interface HallSnapshot {
  readonly head: {
    readonly changed: readonly [seq: number, floorSeq: number, floorAt: number]
    readonly settings?: Settings
    readonly settingsRecord: SettingsRecord
    readonly day?: Day
    readonly callableUntil: readonly (readonly [string, number])[]
    readonly settled: boolean
    readonly lastNo: number
    readonly numbers: readonly (readonly [string, number])[]
    readonly live: readonly LiveTicket[]
    readonly counters: readonly Counter[]
    /** Absent where an earlier build wrote the checkpoint. */
    readonly rounds?: readonly (readonly [string, Round])[]
    readonly closedServices: readonly string[]
    readonly serviceDoors?: readonly (readonly [string, ServiceDoors])[]
    readonly areTicketsStopped?: true
    readonly durations: readonly (readonly [string, readonly number[]])[]
    /** Absent where an earlier build wrote the checkpoint. */
    readonly waits?: WaitRecord
    readonly quotes?: readonly (readonly [string, Quote])[]
    /** An earlier build wrote other members here, which are told anew within a second. */
    readonly told?: {
      readonly at: number
      readonly tickets: readonly (readonly [string, KeptWait])[]
      readonly newcomers: readonly (readonly [string, KeptWait])[]
    }
    readonly calls: readonly Call[]
    readonly undoRecords: readonly (readonly [string, UndoRecord])[]
    readonly figures: Figures
    readonly ratings: readonly Rating[]
    readonly printers: readonly (readonly [string, PrinterRecord])[]
  }
  readonly lists: { readonly ended: readonly EndedTicket[] }
}

/** A snapshot of the hall, which never changes afterwards: containers are copied, values are immutable. */
export function toSnapshot(hall: Hall): HallSnapshot {
  const { settings, settingsRecord, day, settled, lastNo, calls, figures, ratings } = hall
  return {
    head: {
      changed: [hall.changedSeq, hall.floorChangedSeq, hall.floorChangedAt],
      ...(settings ? { settings } : {}),
      settingsRecord,
      ...(day ? { day } : {}),
      callableUntil: [...hall.callableUntil],
      settled,
      lastNo,
      numbers: [...hall.numbers],
      live: [...hall.live.values()],
      counters: [...hall.counters.values()],
      rounds: [...hall.rounds],
      closedServices: [...hall.closedServices],
      ...(hall.serviceDoors.size > 0 && { serviceDoors: [...hall.serviceDoors] }),
      ...(hall.areTicketsStopped && { areTicketsStopped: true as const }),
      durations: [...hall.durations],
      waits: hall.waits,
      quotes: [...hall.quotes],
      told: { at: hall.waitsToldAt, tickets: [...hall.toldWaits], newcomers: [...hall.newcomerWaits] },
      calls,
      undoRecords: [...hall.undoRecords],
      figures,
      ratings,
      printers: [...hall.printers],
    },
    lists: { ended: [...hall.ended.values()] },
  }
}

/** An earlier build kept a round of alternation per counter. */
function withoutTurn(counter: Counter & { readonly turn?: object }): Counter {
  const { turn: _, ...rest } = counter
  return rest
}

export function fromSnapshot({ head, lists }: HallSnapshot): MutableHall {
  const hall = emptyHall()
  const { settings, settingsRecord, day, settled, lastNo, calls, figures, ratings } = head
  const [changedSeq, floorChangedSeq, floorChangedAt] = head.changed
  Object.assign(hall, { changedSeq, floorChangedSeq, floorChangedAt })
  Object.assign(hall, { settings, settingsRecord, day, settled, lastNo, calls, figures, ratings })
  for (const [id, until] of head.callableUntil) hall.callableUntil.set(id, until)
  for (const [series, number] of head.numbers) hall.numbers.set(series, number)
  for (const ticket of head.live) hall.live.set(ticket.id, ticket)
  for (const counter of head.counters) hall.counters.set(counter.id, withoutTurn(counter))
  for (const [service, round] of head.rounds ?? []) hall.rounds.set(service, round)
  for (const service of head.closedServices) hall.closedServices.add(service)
  for (const [service, doors] of head.serviceDoors ?? []) hall.serviceDoors.set(service, doors)
  hall.areTicketsStopped = head.areTicketsStopped === true
  for (const [service, measured] of head.durations) hall.durations.set(service, measured)
  hall.waits = { ...hall.waits, ...head.waits }
  for (const [ticket, quote] of head.quotes ?? []) hall.quotes.set(ticket, quote)
  hall.waitsToldAt = head.told?.at ?? 0
  for (const [ticket, kept] of head.told?.tickets ?? []) hall.toldWaits.set(ticket, kept)
  for (const [key, kept] of head.told?.newcomers ?? []) hall.newcomerWaits.set(key, kept)
  for (const [key, record] of head.undoRecords)
    hall.undoRecords.set(key, { ...record, counters: record.counters.map(withoutTurn) })
  for (const [device, printer] of head.printers) hall.printers.set(device, printer)
  for (const ticket of lists.ended) hall.ended.set(ticket.id, ticket)
  rebuildIndex(hall)
  return hall
}
