import { expect, test } from 'vitest'
import type { Clock } from '../../server/clock.ts'
import { keeperOf } from '../../server/data/open-hall.ts'
import type { AnyEvent, EntryOf } from '../../server/hall/entry.ts'
import { hallHeart } from '../../server/hall/heart.ts'
import type { HallKeeper } from '../../server/keeper/hall-keeper.ts'
import { HeartFailed, type KeeperAnswer } from '../../server/keeper/keeper-types.ts'
import { StateMachine } from '../../server/keeper/state-machine.ts'
import type { SharedMessage } from '../../server/web/live/shared-message.ts'
import { ViewPublisher } from '../../server/web/live/view-publisher.ts'
import { furnished, monday9 } from '../fakes/hall/hall-settings.ts'
import { lentForMs, umbrellaHouse } from './umbrellas.ts'

/** Two hearts behind one keeper, on a journal in memory whose disk is done when the test says so. */
function houseWithUmbrellas(house = umbrellaHouse()) {
  let at = monday9
  const clock: Clock = { now: () => at, monotonicMs: () => at, after: () => () => {}, soon: (task) => task() }
  const lines: string[] = []
  const landing: (() => void)[] = []
  const failures: Error[] = []
  const machine = new StateMachine(house)
  const keeper = keeperOf({
    id: furnished.hall,
    machine,
    journal: {
      room: 'enough',
      canWrite: () => true,
      write(entries: readonly EntryOf<AnyEvent>[], done: () => void) {
        lines.push(...entries.map((entry) => JSON.stringify(entry)))
        landing.push(done)
      },
    },
    clock,
    onFailure: (error) => void failures.push(error),
  })
  type AskedCommand = Parameters<typeof keeper.ask>[0]
  let keys = 0
  const answers: KeeperAnswer[] = []
  const land = () => {
    while (landing.length > 0) for (const done of landing.splice(0)) done()
  }
  const ask = (type: AskedCommand['type'], body: object) => {
    keys += 1
    const asker = { actor: { kind: 'device' }, device: 'kiosk-1', key: `key-${keys}`, hash: '' } as const
    keeper.ask({ type, body } as AskedCommand, asker, (answer) => void answers.push(answer))
  }
  keeper.askAsKeeper({ type: 'change-settings', body: { base: 0, settings: furnished } })
  keeper.askAsKeeper({ type: 'time-passed', body: {} })
  land()
  const entry = (): EntryOf<AnyEvent> => JSON.parse(lines.at(-1)!)
  return {
    keeper,
    machine,
    clock,
    lines,
    answers,
    failures,
    ask,
    land,
    entry,
    pass: (ms: number) => (at += ms),
  }
}

const kinds = (entry: EntryOf<AnyEvent>) => entry.events.map(({ type }) => type)

test('a decision of one heart may ask another: one entry holds the events of both, one answer the results of both', () => {
  const { keeper, answers, ask, land, entry } = houseWithUmbrellas()
  ask('lend-umbrella', { umbrella: 'red', service: 'a' })
  land()
  expect(kinds(entry())).toEqual(['ticket-issued', 'umbrella-lent'])
  expect(answers).toMatchObject([{ ok: true, result: { umbrella: 'red', label: 'A001' } }])
  const { hall, umbrellas } = keeper.state
  expect([hall.live.size, umbrellas.out.size, umbrellas.ticketsSeen]).toEqual([1, 1, 1])
})

test('what one of them refuses is refused as a whole, and changes neither', () => {
  const { keeper, lines, answers, ask, land } = houseWithUmbrellas()
  const before = lines.length
  ask('lend-umbrella', { umbrella: 'red', service: 'no-such' })
  ask('lend-umbrella', { umbrella: 'red' })
  ask('lend-umbrella', { umbrella: 'red', service: 'a' })
  land()
  expect(answers).toMatchObject([
    { ok: false, refusal: { reason: 'no-such-service' } },
    { ok: true },
    { ok: false, refusal: { reason: 'already-called' } },
  ])
  expect([lines.length - before, keeper.hall.live.size]).toEqual([1, 0])
})

test('the upper heart sees what happens on the floor; the floor sees nothing of the upper one', () => {
  const { keeper, ask, land } = houseWithUmbrellas()
  const changed = keeper.hall.changedSeq
  ask('lend-umbrella', { umbrella: 'red' })
  land()
  expect([keeper.hall.changedSeq, keeper.seq]).toEqual([changed, changed + 1])
  ask('issue-ticket', { service: 'a' })
  land()
  expect([keeper.hall.changedSeq, keeper.state.umbrellas.ticketsSeen]).toEqual([changed + 2, 1])
})

test('time passes at the earlier deadline of the two, and both say what it brings, in one entry', () => {
  const { keeper, ask, land, entry, pass } = houseWithUmbrellas()
  ask('lend-umbrella', { umbrella: 'red' })
  pass(lentForMs - 1)
  ask('issue-ticket', { service: 'a' })
  land()
  expect(kinds(entry())).toEqual(['ticket-issued'])
  pass(1)
  ask('issue-ticket', { service: 'a' })
  land()
  expect(keeper.state.umbrellas.out.get('red')?.isLate).toBe(true)
  pass(9 * lentForMs)
  ask('lend-umbrella', { umbrella: 'blue' })
  pass(24 * lentForMs)
  ask('lend-umbrella', { umbrella: 'green' })
  land()
  const passed = keeper.state
  expect(passed.hall.day?.id).toBe('2026-03-03')
  expect(passed.umbrellas.out.get('blue')?.isLate).toBe(true)
})

test('the journal alone, and a checkpoint with the rest of it, make the same state in both hearts', () => {
  const { machine, lines, ask, land, pass } = houseWithUmbrellas()
  ask('lend-umbrella', { umbrella: 'red', service: 'b' })
  land()
  const checkpoint = JSON.parse(JSON.stringify(machine.toSnapshot()))
  expect(Object.keys(checkpoint.head)).toEqual(['at', 'hall', 'umbrellas'])
  expect(Object.keys(checkpoint.lists)).toEqual(['hall.ended', 'umbrellas.out', 'answers'])
  pass(2 * lentForMs)
  ask('lend-umbrella', { umbrella: 'blue', service: 'a' })
  land()
  const now = JSON.stringify(machine.toSnapshot())
  const whole = new StateMachine(umbrellaHouse())
  for (const line of lines) whole.read(JSON.parse(line))
  const rest = StateMachine.fromSnapshot(umbrellaHouse(), checkpoint)
  for (const line of lines.slice(rest.seq)) rest.read(JSON.parse(line))
  expect([JSON.stringify(whole.toSnapshot()), JSON.stringify(rest.toSnapshot())]).toEqual([now, now])
  expect(rest.answers.get('key-1')).toEqual(machine.answers.get('key-1'))
})

const brokenFloor = (broken: object) => umbrellaHouse({ ...hallHeart, ...broken })
const breaks = (): never => {
  throw new Error('the floor is broken')
}
test.each([
  [
    'the first heart throws while it decides',
    brokenFloor({
      decide: (...asked: Parameters<typeof hallHeart.decide>) =>
        asked[1].type === 'issue-ticket' ? breaks() : hallHeart.decide(...asked),
    }),
    'a',
  ],
  [
    'the first heart throws while it folds in',
    brokenFloor({
      evolve: (...given: Parameters<typeof hallHeart.evolve>) =>
        given[1].command === 'issue-ticket' ? breaks() : hallHeart.evolve(...given),
    }),
    'a',
  ],
  ['the second heart throws while it decides', umbrellaHouse(), 'decide'],
  ['the second heart throws while it folds in', umbrellaHouse(), 'evolve'],
  ['the second heart throws while it names its next deadline', umbrellaHouse(), 'deadline'],
])(
  'when %s the keeper stops: nothing under way is answered as done, and nothing after it',
  (_what, house, which) => {
    const { machine, answers, failures, ask, land, lines } = houseWithUmbrellas(house)
    ask('lend-umbrella', { umbrella: 'flying' })
    ask('lend-umbrella', { umbrella: 'waiting' })
    expect(answers).toEqual([])
    if (which === 'a') ask('issue-ticket', { service: 'a' })
    else ask('lend-umbrella', { umbrella: which })
    const written = lines.length
    ask('lend-umbrella', { umbrella: 'after' })
    land()
    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ ok: false, unknown: true })))
    expect([failures.length, failures[0] instanceof HeartFailed, lines.length]).toEqual([1, true, written])
    if (_what.endsWith('folds in')) expect(() => machine.toSnapshot()).toThrow('incomplete')
  },
)

test('an entry of another heart makes no view be worked out, news of a paper only those that show papers', () => {
  const { keeper, clock, ask, land, pass } = houseWithUmbrellas()
  ask('issue-ticket', { service: 'a' })
  land()
  const { settings } = keeper.hall
  let looks = 0
  Object.defineProperty(keeper.hall, 'settings', {
    get() {
      looks += 1
      return settings
    },
  })
  const publisher = new ViewPublisher(keeper as unknown as HallKeeper, clock)
  const told: string[] = []
  const watch = (name: string, audience: Parameters<ViewPublisher['join']>[0]) =>
    publisher.join(audience, {
      notify: (message: SharedMessage) => void told.push(`${name} ${message.seq}`),
      resume: () => {},
      welcome: () => {},
      ended: () => {},
    })
  watch('manager', { view: 'manager' })
  watch('board', { view: 'board', device: 'board-1' })
  watch('counter', { view: 'counter', counter: '1' })
  pass(1_000)
  looks = 0
  ask('lend-umbrella', { umbrella: 'red' })
  land()
  expect([looks, told]).toEqual([0, []])
  pass(1_000)
  keeper.askAsKeeper({
    type: 'report-print',
    body: { ticket: 't1', job: 't1-1', happened: 'not-printed', why: 'no-paper' },
  })
  land()
  expect(told).toEqual([`manager ${keeper.seq}`])
  pass(1_000)
  ask('issue-ticket', { service: 'a' })
  land()
  expect(told.slice(1).sort()).toEqual(['board', 'counter', 'manager'].map((name) => `${name} ${keeper.seq}`))
  publisher.close()
})
