import { expect, test } from 'vitest'
import { realClock } from '../../server/clock.ts'
import { demoHall } from '../../server/data/demo-hall.ts'
import { settingsOf } from '../../server/data/hall-settings.ts'
import { emptyMachine, keeperOf } from '../../server/data/open-hall.ts'
import { limits as keeperLimits } from '../../server/keeper/limits.ts'
import { InboundBatcher } from '../../server/web/live/inbound-batcher.ts'
import { limits as liveLimits } from '../../server/web/live/limits.ts'

/** A hall whose disk lands a batch, and whose clock runs out its timers, when the test says so. */
function hallAtADisk() {
  const batches: number[] = []
  const landing: ((error?: Error) => void)[] = []
  const timers = new Set<{ ms: number; work: () => void }>()
  const keeper = keeperOf({
    machine: emptyMachine(),
    id: 'demo',
    journal: {
      write(entries, done) {
        batches.push(entries.length)
        landing.push(done)
      },
      room: 'enough',
      canWrite: () => true,
    },
    clock: {
      ...realClock,
      after: (ms, work) => {
        const timer = { ms, work }
        timers.add(timer)
        return () => timers.delete(timer)
      },
    },
    onFailure: (error) => {
      throw error
    },
  })
  keeper.askAsKeeper({ type: 'change-settings', body: { base: 0, settings: settingsOf(demoHall, {}) } })
  const land = () => landing.shift()!()
  land()
  keeper.askAsKeeper({ type: 'time-passed', body: {} })
  land()
  batches.length = 0
  let keys = 0
  const ask = (reply: () => void = () => {}) => {
    keys += 1
    keeper.ask(
      { type: 'issue-ticket', body: { service: 'fees' } } as Parameters<(typeof keeper)['ask']>[0],
      { actor: { kind: 'device' }, device: 'kiosk-1', key: `key-${keys}`, hash: '' },
      reply,
    )
  }
  const report = (state: 'ready' | 'no-paper', reply: () => void) =>
    keeper.askDeferred(
      { type: 'report-printer', body: { device: 'kiosk-1', condition: { state } } },
      'server',
      reply,
    )
  const deferralEnds = () => {
    for (const timer of timers) if (timer.ms === keeperLimits.deferralMs) timers.delete(timer) && timer.work()
  }
  return { keeper, ask, land, batches, report, deferralEnds }
}

test('a command alone is on its way to the disk at once; what comes meanwhile flies together', () => {
  const { ask, land, batches } = hallAtADisk()
  ask()
  expect(batches).toEqual([1])
  ask()
  ask()
  expect(batches).toEqual([1])
  land()
  expect(batches).toEqual([1, 2])
})

test('what is asked in one stroke flies in batches worth a write, and every answer comes when its batch is there', () => {
  const { keeper, ask, land, batches } = hallAtADisk()
  let answers = 0
  keeper.inBatches(() => {
    for (let n = 0; n < 2 * keeperLimits.commandsPerBatch + 5; n += 1) ask(() => (answers += 1))
  })
  expect(batches).toEqual([keeperLimits.commandsPerBatch])
  expect(answers).toBe(0)
  land()
  expect(batches).toEqual([keeperLimits.commandsPerBatch, keeperLimits.commandsPerBatch + 5])
  expect(answers).toBe(keeperLimits.commandsPerBatch)
  land()
  expect(answers).toBe(2 * keeperLimits.commandsPerBatch + 5)
  keeper.inBatches(() => {
    for (let n = 0; n < 3; n += 1) ask()
    expect(batches).toHaveLength(2)
  })
  expect(batches).toEqual([keeperLimits.commandsPerBatch, keeperLimits.commandsPerBatch + 5, 3])
})

test('a deferred command shares the write of the next command, and has its own when none comes', () => {
  const { keeper, ask, land, batches, report, deferralEnds } = hallAtADisk()
  let reported = 0
  const { seq } = keeper
  report('ready', () => (reported += 1))
  expect(batches).toEqual([])
  expect(keeper.seq).toBe(seq)
  ask()
  expect(batches).toEqual([2])
  land()
  expect(reported).toBe(1)
  deferralEnds()
  expect(batches).toEqual([2])
  report('no-paper', () => (reported += 1))
  deferralEnds()
  expect(batches).toEqual([2, 1])
  land()
  expect(reported).toBe(2)
})

test('a hall that stops writes its deferred commands first', async () => {
  const { keeper, land, batches, report } = hallAtADisk()
  let reported = 0
  report('ready', () => (reported += 1))
  const stopped = keeper.stop()
  expect(batches).toEqual([1])
  land()
  await stopped
  expect(reported).toBe(1)
})

test('a stroke that breaks off leaves nothing behind that was decided', () => {
  const { keeper, ask, land, batches } = hallAtADisk()
  const breakOff = () =>
    keeper.inBatches(() => {
      ask()
      throw new Error('broken off')
    })
  expect(breakOff).toThrow('broken off')
  expect(batches).toEqual([1])
  land()
})

test('what was refused is told before what was done later, also when both wait for one batch', () => {
  const { keeper, land } = hallAtADisk()
  const told: string[] = []
  const give = (type: string, body: object, what: string) =>
    keeper.ask(
      { type, body } as Parameters<(typeof keeper)['ask']>[0],
      {
        actor: { kind: 'staff', badge: '9001', may: ['handle-any-ticket'] },
        device: 'x',
        key: `key-${what}`,
        hash: '',
      },
      (answer) => void told.push(`${what}: ${'refusal' in answer ? answer.refusal.reason : answer.ok}`),
    )
  give('close-service', { service: 'fees' }, 'closed')
  give('issue-ticket', { service: 'fees' }, 'ticket')
  give('open-service', { service: 'fees' }, 'opened')
  give('issue-ticket', { service: 'fees' }, 'ticket')
  expect(told).toEqual([])
  land()
  land()
  expect(told).toEqual(['closed: true', 'ticket: service-is-closed', 'opened: true', 'ticket: true'])
  keeper.inBatches(() => {
    give('close-service', { service: 'fees' }, 'closed again')
    give('issue-ticket', { service: 'fees' }, 'other')
    give('open-service', { service: 'fees' }, 'opened again')
    give('issue-ticket', { service: 'fees' }, 'other')
  })
  told.length = 0
  land()
  expect(told).toEqual([
    'closed again: true',
    'other: service-is-closed',
    'opened again: true',
    'other: true',
  ])
})

/** Messages of pages in an event loop whose turns the test ends. */
function messagesByTurns() {
  const done: number[][] = []
  let stroke: number[] = []
  let due: (() => void)[] = []
  const messages = new InboundBatcher<number>(
    (task) => void due.push(task),
    (page) => () => void stroke.push(page),
  )
  const hear = (...pages: number[]) => {
    for (const page of pages) messages.receive(page, Buffer.from('{"type":"again"}'))
  }
  /** Ends a turn; what was decided in it and since the turn before is one stroke. */
  const endTurn = () => {
    const tasks = due
    due = []
    for (const task of tasks) task()
    if (stroke.length > 0) done.push(stroke)
    stroke = []
  }
  return { hear, endTurn, done, decided: () => stroke }
}

const pages = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at)

test('a message alone is decided before its turn ends, also soon after a crowd has gone', () => {
  const { hear, endTurn, decided } = messagesByTurns()
  hear(1)
  expect(decided()).toEqual([1])
  endTurn()
  hear(...pages(0, 40))
  for (let turn = 0; turn < 10; turn += 1) endTurn()
  for (let alone = 0; alone < 8; alone += 1) {
    hear(7)
    for (let turn = 0; turn <= liveLimits.batchQuietTurns; turn += 1) endTurn()
  }
  hear(7)
  expect(decided()).toEqual([7])
})

test('in a crowd the early bird waits for the others, some turns and no more; nobody overtakes', () => {
  const { hear, endTurn, done } = messagesByTurns()
  for (let warm = 0; warm < 5; warm += 1) {
    hear(...pages(0, 30))
    for (let turn = 0; turn <= liveLimits.batchQuietTurns; turn += 1) endTurn()
  }
  done.length = 0
  hear(1)
  endTurn()
  hear(2)
  endTurn()
  hear(...pages(3, 10))
  endTurn()
  expect(done).toEqual([])
  for (let turn = 0; turn < liveLimits.batchQuietTurns; turn += 1) endTurn()
  expect(done).toEqual([pages(1, 12)])
  hear(...pages(0, keeperLimits.commandsPerBatch))
  endTurn()
  expect(done[1]).toEqual(pages(0, keeperLimits.commandsPerBatch))
})
