import type { ForetoldWait } from '../../../server/hall/waits/told-waits.ts'
import type { Quote } from '../../../server/hall/waits/wait-record.ts'
import { forecastNow } from '../../../server/waits/forecast.ts'
import { foretoldWait, newcomersOf } from '../../../server/waits/wait-teller.ts'
import { type Floor, keeper } from './hall-floor.ts'

/** Tells the hall these waits. */
export const tell = (
  floor: Floor,
  tickets: Readonly<Record<string, ForetoldWait>>,
  newcomers: Readonly<Record<string, ForetoldWait>> = {},
) =>
  floor.take(
    'tell-waits',
    {
      asOf: floor.seq,
      tickets: new Map(Object.entries(tickets)),
      newcomers: new Map(Object.entries(newcomers)),
    },
    keeper,
  )

/** Foretells the waits of the present hall, as the server does, and tells them. */
export function tellForecast(floor: Floor, seed = floor.seq): void {
  const asked = newcomersOf(floor.hall)
  const { tickets, newcomers } = forecastNow(floor.hall, floor.at, [...asked.values()], seed)
  tell(
    floor,
    Object.fromEntries([...tickets].map(([id, foretold]) => [id, foretoldWait(foretold)])),
    Object.fromEntries([...asked.keys()].map((key, place) => [key, foretoldWait(newcomers[place]!)])),
  )
}

export const minuteMs = 60_000

/** A foretold wait between two bounds (minutes). */
export const between = (ahead: number, low: number, high: number, more: Partial<ForetoldWait> = {}) => ({
  ahead,
  bounds: { low: low * minuteMs, high: high * minuteMs },
  ...more,
})

export const quoteAt = (at: number, ahead: number): Quote => ({
  at,
  ahead,
  middles: [minuteMs],
  middle: minuteMs,
  spread: minuteMs,
})
