import { emptyHall } from './evolve/evolve.ts'
import type { Call, Counter, Day, Figures, Hall, UndoRecord } from './hall.ts'
import type { PrinterRecord } from './printer-record.ts'
import { rebuildIndex } from './queue.ts'
import type { Settings } from './settings.ts'
import type { EndedTicket, LiveTicket } from './ticket.ts'

/** A hall as a checkpoint writes it: what is hot in one piece, what grows with the day as a list beside it. */
export interface HallSnapshot {
  readonly head: {
    readonly seq: number
    readonly at: number
    readonly settings?: Settings
    readonly day?: Day
    readonly callableUntil: readonly (readonly [string, number])[]
    readonly settled: boolean
    readonly lastNo: number
    readonly numbers: readonly (readonly [string, number])[]
    readonly live: readonly LiveTicket[]
    readonly counters: readonly Counter[]
    readonly closedServices: readonly string[]
    readonly durations: readonly (readonly [string, readonly number[]])[]
    readonly calls: readonly Call[]
    readonly former: readonly (readonly [string, UndoRecord])[]
    readonly figures: Figures
    /** Absent in checkpoints from before printers were kept. */
    readonly printers?: readonly (readonly [string, PrinterRecord])[]
  }
  readonly ended: readonly EndedTicket[]
}

/** The hall at this moment. Nothing in it changes afterwards: containers are copied, values are never changed. */
export function toSnapshot(hall: Hall): HallSnapshot {
  const { seq, at, settings, day, settled, lastNo, calls, figures } = hall
  return {
    head: {
      seq,
      at,
      ...(settings ? { settings } : {}),
      ...(day ? { day } : {}),
      callableUntil: [...hall.callableUntil],
      settled,
      lastNo,
      numbers: [...hall.numbers],
      live: [...hall.live.values()],
      counters: [...hall.counters.values()],
      closedServices: [...hall.closedServices],
      durations: [...hall.durations],
      calls,
      former: [...hall.former],
      figures,
      printers: [...hall.printers],
    },
    ended: [...hall.ended.values()],
  }
}

export function fromSnapshot({ head, ended }: HallSnapshot): Hall {
  const hall = emptyHall()
  const { seq, at, settings, day, settled, lastNo, calls, figures } = head
  Object.assign(hall, { seq, at, settings, day, settled, lastNo, calls, figures })
  for (const [id, until] of head.callableUntil) hall.callableUntil.set(id, until)
  for (const [series, number] of head.numbers) hall.numbers.set(series, number)
  for (const ticket of head.live) hall.live.set(ticket.id, ticket)
  for (const counter of head.counters) hall.counters.set(counter.id, counter)
  for (const service of head.closedServices) hall.closedServices.add(service)
  for (const [service, measured] of head.durations) hall.durations.set(service, measured)
  for (const [key, former] of head.former) hall.former.set(key, former)
  for (const [device, printer] of head.printers ?? []) hall.printers.set(device, printer)
  for (const ticket of ended) hall.ended.set(ticket.id, ticket)
  rebuildIndex(hall)
  return hall
}
