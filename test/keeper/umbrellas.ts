import type { Command } from '../../server/hall/commands/command-types.ts'
import type { AnyEvent, Context, DecisionOf, EntryOf } from '../../server/hall/entry.ts'
import type { HallEvent } from '../../server/hall/events.ts'
import type { Hall } from '../../server/hall/hall.ts'
import { hallHeart } from '../../server/hall/heart.ts'
import type { Heart, Snapshot } from '../../server/keeper/heart.ts'
import { houseOf, withHeart } from '../../server/keeper/house.ts'

/**
 * A second heart, small enough to be read at once: umbrellas are lent with a ticket, are due after an hour, and it
 * counts the tickets of the floor. The umbrella "decide" breaks its `decide`, "evolve" its `evolve`, "deadline" its
 * `nextDeadline`.
 */

export const lentForMs = 60 * 60_000

export interface Umbrellas {
  readonly out: Map<string, { readonly due: number; readonly isLate: boolean }>
  ticketsSeen: number
}

export type UmbrellaCommand =
  | { readonly type: 'lend-umbrella'; readonly body: { umbrella: string; service?: string } }
  | { readonly type: 'time-passed'; readonly body: object }

export type UmbrellaEvent =
  | { readonly type: 'umbrella-lent'; readonly umbrella: string; readonly due: number }
  | { readonly type: 'umbrella-late'; readonly umbrella: string }

function decide(
  state: Umbrellas,
  { type, body }: UmbrellaCommand,
  { at }: Context,
): DecisionOf<UmbrellaEvent> {
  switch (type) {
    case 'lend-umbrella': {
      const { umbrella, service } = body
      if (umbrella === 'decide') throw new Error('this umbrella is broken')
      if (state.out.has(umbrella)) return { refusal: { reason: 'already-called' } }
      const lent = { type: 'umbrella-lent', umbrella, due: at + lentForMs } as const
      const also = service === undefined ? [] : [{ type: 'issue-ticket', body: { service } }]
      return { events: [lent], result: { umbrella }, also }
    }
    case 'time-passed': {
      const late = [...state.out].filter(([, { due, isLate }]) => due <= at && !isLate)
      return { events: late.map(([umbrella]) => ({ type: 'umbrella-late', umbrella })), result: {} }
    }
    default:
      return type satisfies never
  }
}

function evolve(state: Umbrellas, { events }: EntryOf<UmbrellaEvent | HallEvent>): void {
  for (const event of events) {
    if (event.type === 'ticket-issued') state.ticketsSeen += 1
    if (event.type === 'umbrella-lent') {
      if (event.umbrella === 'evolve') throw new Error('this umbrella is broken')
      state.out.set(event.umbrella, { due: event.due, isLate: false })
    }
    if (event.type === 'umbrella-late')
      state.out.set(event.umbrella, { ...state.out.get(event.umbrella)!, isLate: true })
  }
}

const umbrellas: Heart<Umbrellas, UmbrellaCommand, UmbrellaEvent> = {
  commands: new Set(['lend-umbrella', 'time-passed']),
  events: { 'umbrella-lent': 1, 'umbrella-late': 1 },
  snapshotVersion: '1',
  empty: () => ({ out: new Map(), ticketsSeen: 0 }),
  decide,
  evolve,
  nextDeadline({ out }) {
    if (out.has('deadline')) throw new Error('this umbrella is broken')
    return Math.min(
      Number.POSITIVE_INFINITY,
      ...[...out.values()].filter(({ isLate }) => !isLate).map(({ due }) => due),
    )
  },
  upcast: (_state: Umbrellas, entry: EntryOf<AnyEvent>) => entry,
  toSnapshot: ({ out, ticketsSeen }) => ({ head: { ticketsSeen }, lists: { out: [...out] } }),
  fromSnapshot: ({ head, lists }: Snapshot) => ({
    out: new Map(lists.out as [string, { due: number; isLate: boolean }][]),
    ticketsSeen: Number(head.ticketsSeen),
  }),
}

/** The floor with umbrellas on top; `hall` takes another floor. */
export const umbrellaHouse = (hall: Heart<Hall, Command, HallEvent> = hallHeart) =>
  withHeart(houseOf('hall', hall), 'umbrellas', umbrellas)
