import type { UndoableAtCounter } from '../../../server/hall/commands/undo.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { nowAt } from '../fixtures.ts'
import { called, serving as served, counter as serving } from './staff-fixtures.ts'

/** The states of a counter as its clerk meets them, told as views. */
const minutes = (count: number): number => count * 60_000
const { active: _, why: __, ...free } = serving
const closed: Drawn<'counter'> = { ...free, state: 'closed', since: nowAt - minutes(40) }
delete closed.badge

const at = (ms: number): number => nowAt - ms
const undo = (type: UndoableAtCounter, ...labels: string[]) => ({
  command: `key-of-${type}-0000`,
  type,
  until: nowAt + 6_000,
  labels,
})

const held = (label: string, heldMs: number, errand: string, agreed: number): Drawn<'counter'>['held'] => ({
  [`t-${label}`]: {
    ...served,
    ticket: `t-${label}`,
    label,
    heldAt: at(heldMs),
    for: errand,
    minutes: agreed,
    badge: '1003',
    counter: '3',
  },
})
const missed = (label: string, ms: number, misses: number): Drawn<'counter'>['missed'] => ({
  [`t-${label}`]: { ...called, ticket: `t-${label}`, label, missedAt: at(ms), misses, counter: '3' },
})

const unconfirmed = { unconfirmed: true } as const

export const counterStates = {
  closed,
  asked: { ...closed, asked: true },
  taken: { ...serving, badge: '1001' },
  free,
  'free-nobody': {
    ...free,
    since: at(94_000),
    waiting: 0,
    next: {},
    held: {},
    missed: {},
    longestSince: undefined,
  } as unknown as Drawn<'counter'>,
  paused: { ...free, state: 'paused', reason: 'meal', since: at(minutes(12)) },
  'just-called': { ...serving, active: { ...called, calledAt: at(100) } },
  called: {
    ...serving,
    active: { ...called, category: 'elderly', mark: 'returned', notes: 1 },
    why: {
      rule: 'stands-longest',
      facts: {
        standsSince: at(minutes(28)),
        joinedAt: at(minutes(13)),
        category: 'elderly',
        headStartMs: minutes(15),
      },
    },
    undo: undo('finish', 'A026', 'A027'),
  },
  'call-unanswered': {
    ...serving,
    active: { ...called, calledAt: at(47_000), callsHere: 2 },
    why: {
      rule: 'sent-here',
      facts: {
        standsSince: at(minutes(13)),
        joinedAt: at(minutes(13)),
        category: 'ordinary',
        headStartMs: 0,
      },
    },
    undo: undo('call-next', 'A027'),
  },
  unconfirmed: {
    ...serving,
    active: { ...called, unconfirmed: true },
    next: Object.fromEntries(
      Object.entries(serving.next).map(([id, ticket]) => [
        id,
        { ...ticket, ...(ticket.place < 3 && unconfirmed) },
      ]),
    ),
    unconfirmed: Object.fromEntries(
      Object.entries(serving.next).map(([id, { place: _, ...ticket }]) => [
        id,
        { ...ticket, ...unconfirmed },
      ]),
    ),
  },
  serving,
  'serving-amber': {
    ...serving,
    active: { ...served, startedAt: at(minutes(7)) },
    held: held('A019', minutes(9), 'copy', 5),
  },
  'serving-red': {
    ...serving,
    active: { ...served, language: 'en', startedAt: at(minutes(75)), label: 'A1027' },
    why: {
      rule: 'over-threshold',
      facts: {
        standsSince: at(minutes(90)),
        joinedAt: at(minutes(90)),
        category: 'ordinary',
        headStartMs: 0,
        tier: 2,
        afterMs: minutes(20),
      },
    },
  },
  'serving-last': {
    ...serving,
    waiting: 0,
    next: {},
    longestSince: undefined,
    undo: undo('start-service', 'A027'),
  } as unknown as Drawn<'counter'>,
  crowded: {
    ...free,
    held: {
      ...held('A019', minutes(9), 'payment', 5),
      ...held('C007', minutes(2), 'restroom', 3),
      ...held('D1004', minutes(1), 'form', 10),
    },
    missed: {
      ...missed('A021', minutes(22), 3),
      ...missed('B011', minutes(14), 1),
      ...missed('C009', minutes(3), 1),
    },
    waiting: 128,
    servedToday: 104,
    longestSince: at(minutes(131)),
    undo: undo('hold', 'D1004'),
  },
} as const satisfies Record<string, Drawn<'counter'>>

export type CounterState = keyof typeof counterStates
export const counterStateNames = Object.keys(counterStates) as CounterState[]
