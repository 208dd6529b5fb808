import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AnyEvent } from '../../server/hall/entry.ts'
import { eventVersions, type HallEventType } from '../../server/hall/events.ts'
import { hallHeart } from '../../server/hall/heart.ts'
import type { Settings } from '../../server/hall/settings.ts'
import { goldenFirst, goldenHall, goldenStart, tellGoldenDays } from './golden-day.ts'
import { eventsOf, golden, goldenHallAt, summaryOf } from './golden-halls.ts'
import { temporaryDirectory } from './journals.ts'

const later = [
  'notes-destroyed',
  'notes-read',
  'ratings-read',
  'staff-changed',
  'staff-signed-in',
  'staff-signed-out',
  'sign-ins-failed',
  'key-changed',
  'records-removed',
  'device-changed',
  'pairing-refused',
  'number-reported',
  'backup-asked',
  'call-tested',
  'words-destroyed',
  'settings-planned',
  'settings-plan-due',
  'settings-plan-ended',
  'ticket-brought-forward',
  'ticket-recategorised',
  'tickets-stopped',
  'tickets-given',
  'waits-told',
  'service-doors-opened',
  'service-doors-closed',
] as const

/**
 * Data directories of whole halls, each written by the product when its formats were new, with every kind of event in
 * it. A new one is made, beside those that are there, when a format or the version of an event changes:
 *
 *   GOLDEN=v5 npx vitest run --project hall test/journal/golden-hall.test.ts
 *
 * `since`: each with the kinds of events that came later.
 */
const since: Readonly<Record<string, readonly HallEventType[]>> = {
  'v1-hall': ['settings-filed', ...later],
  v2: ['settings-filed', ...later],
  v3: later,
  v4: later,
}
const versions = Object.keys(since)

interface Expected {
  readonly seq: number
  readonly hall: object
  readonly answers: Readonly<Record<string, object>>
}

async function writeGolden(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  const write = (name: string, value: unknown) =>
    writeFile(join(directory, name), `${JSON.stringify(value, null, 2)}\n`)
  await write('hall.json', goldenHall)
  await write('staff.json', { format: 1, staff: {} })
  const { keeper, journal, story, answers } = await goldenHallAt(directory, goldenStart)
  await tellGoldenDays(story)
  await keeper.stop()
  await write('expected.json', { seq: keeper.seq, hall: summaryOf(keeper.hall), answers } satisfies Expected)
  await journal.close()
  // Named otherwise here, so that no formatter lays hands on it; made anew by each start.
  await rename(join(directory, 'checkpoint.json'), join(directory, 'checkpoint.json.txt'))
  for (const name of ['secret', 'sessions.json', 'vault'])
    await rm(join(directory, name), { recursive: true, force: true })
}

const { GOLDEN } = process.env
if (GOLDEN !== undefined)
  test('a golden directory is written', async () => {
    expect(existsSync(join(golden, GOLDEN))).toBe(false)
    await writeGolden(join(golden, GOLDEN))
  })

/** A copy to work with, and what the product of its time knew of it. */
async function copyOf(version: string): Promise<{ directory: string; expected: Expected }> {
  const directory = await temporaryDirectory()
  await cp(join(golden, version), directory, { recursive: true })
  await rename(join(directory, 'checkpoint.json.txt'), join(directory, 'checkpoint.json'))
  const expected = JSON.parse(await readFile(join(directory, 'expected.json'), 'utf8'))
  // Up to v3 each counter had a round of alternation of its own, which is not part of the hall any longer.
  for (const counter of expected.hall.counters) delete counter.turn
  return { directory, expected }
}

describe.each(versions)('a hall that the product wrote as %s', (version) => {
  test('opens as it was, from its journal alone and from its checkpoint, and the same keys have the same answers', async () => {
    const { directory, expected } = await copyOf(version)
    for (const isFromJournal of [false, true]) {
      if (isFromJournal) await rm(join(directory, 'checkpoint.json'))
      const { keeper, journal, story } = await goldenHallAt(directory, goldenStart + 30 * 3_600_000)
      expect([keeper.seq, summaryOf(keeper.hall)]).toEqual([expected.seq, expected.hall])
      for (const [key, result] of Object.entries(expected.answers)) {
        const known = keeper.answers.get(key)
        expect([key, known?.result, known?.hash]).toEqual([key, result, `hash of ${key}`])
      }
      expect(story.at).toBeGreaterThan(keeper.at)
      await journal.close()
    }
  })

  test('goes on: numbers follow, and a checkpoint of its own is read again', async () => {
    const { directory, expected } = await copyOf(version)
    const { keeper, journal, story, saveCheckpoint } = await goldenHallAt(
      directory,
      goldenStart + 25 * 3_600_000,
    )
    const known = keeper.hall.numbers.get('A')!
    await story.start('second')
    await story.asKeeper({ type: 'time-passed', body: {} })
    const issued = await story.give(
      { type: 'issue-ticket', body: { service: 'fees' } },
      { kind: 'device' },
      'golden-goes-on-1',
    )
    expect(issued).toMatchObject({ label: `A${known}` })
    expect(keeper.hall.numbers.get('A')).toBe(known + goldenHall.series.A!.step)
    await keeper.stop()
    await saveCheckpoint(async () => undefined)
    const after = summaryOf(keeper.hall)
    await journal.close()
    const again = await goldenHallAt(directory, goldenStart + 25 * 3_600_000)
    expect(again.reports).toEqual([])
    expect([again.keeper.seq > expected.seq, summaryOf(again.keeper.hall)]).toEqual([true, after])
    await again.journal.close()
  })

  test('holds every kind of event that there was', async () => {
    const { read } = await eventsOf(version)
    const kinds = new Set(read.map(({ type }) => type))
    const lacking = Object.keys(eventVersions).filter((kind) => !kinds.has(kind))
    expect(lacking.sort()).toEqual([...since[version]!].sort())
  })
})

test('a hall whose oldest records were removed after their time opens from its checkpoint alone, in every later version', async () => {
  // Snapshots of version 4 are the first that may be all there is: a later form has to read this one.
  const { directory, expected } = await copyOf('v3')
  await rename(join(directory, 'checkpoint-4.json.txt'), join(directory, 'checkpoint.json'))
  await rm(join(directory, 'journal', '00000001.ndjson'))
  const { keeper, journal, reports } = await goldenHallAt(directory, goldenStart + 30 * 3_600_000)
  expect([keeper.seq, summaryOf(keeper.hall), reports]).toEqual([expected.seq, expected.hall, []])
  for (const [key, result] of Object.entries(expected.answers))
    expect([key, keeper.answers.get(key)?.result]).toEqual([key, result])
  await journal.close()
})

describe('old events', () => {
  /** Kinds whose version is above 1, and how many of each the golden hall of version 1 holds at least. */
  const changed: readonly [HallEventType, number][] = [
    ['ticket-issued', 5],
    ['ticket-called', 5],
    ['command-undone', 5],
    ['ticket-held', 2],
    ['ticket-rated', 1],
    ['counter-paused', 1],
    ['ticket-put-back', 1],
    ['ticket-transferred', 1],
    ['ticket-returned', 1],
    ['ticket-let-others-go', 1],
  ]
  /** They repeated all settings, so that only the result can be compared. */
  const ofSettings: HallEventType = 'settings-changed'

  test.each(changed)(
    'a "%s" of an earlier version is read as the event that is written today',
    async (kind, count) => {
      const [old, second, present] = await Promise.all([eventsOf('v1-hall'), eventsOf('v2'), eventsOf('v4')])
      const of = (events: readonly AnyEvent[]) => events.filter(({ type }) => type === kind)
      expect(of(old.written).length).toBeGreaterThanOrEqual(count)
      expect(of(old.written).some(({ v }) => v !== undefined)).toBe(false)
      expect(of(old.read)).toEqual(of(second.read))
      // The day of the later directories has other numbers, because its numbers were raised. Rounds of queues are not
      // made up for calls of a time at which each counter had its own.
      const forms = (events: readonly AnyEvent[]) =>
        of(events).map((event) => [
          event.v,
          Object.keys(event)
            .filter((key) => key !== 'rounds')
            .sort(),
        ])
      expect(forms(old.read)).toEqual(forms(present.written))
    },
  )

  test('a reason of version 1 that is no usual one is not shown any longer; `copy/3` is an errand and minutes', () => {
    const origin = { seq: 1, hall: 'h', at: 1, key: 'k', actor: 'keeper', device: 'd', hash: '' } as const
    const read = (event: AnyEvent & Record<string, unknown>) =>
      hallHeart.upcast(hallHeart.empty(), { ...origin, command: 'hold', events: [event], result: {} }).events
    const held = { type: 'ticket-held', ticket: 't1', counter: '1', badge: '1001' }
    expect(read({ ...held, reason: 'copy/3' })).toEqual([{ ...held, v: 2, for: 'copy', minutes: 3 }])
    expect(read({ ...held, reason: 'form' })).toEqual([{ ...held, v: 2, for: 'form' }])
    expect(read({ ...held, reason: 'Mrs Wang/5' })).toEqual([{ ...held, v: 2, for: 'other' }])
    expect(read(held)).toEqual([{ ...held, v: 2 }])
    const paused = { type: 'counter-paused', counter: '1' }
    expect(read({ ...paused, reason: 'meal' })).toEqual([{ ...paused, v: 2, reason: 'meal' }])
    expect(read({ ...paused, reason: 'Mrs Wang, flat 302' })).toEqual([{ ...paused, v: 2, reason: 'other' }])
    const rated = { type: 'ticket-rated', ticket: 't1', score: 2 }
    expect(read({ ...rated, reasons: ['waiting', 'the man at 3'] })).toEqual([
      { ...rated, v: 2, reasons: ['waiting'] },
    ])
  })

  test.each(['v1-hall', 'v2'])(
    'a "settings-changed" of version 1 in %s, with all settings, brings the sections that differ',
    async (version) => {
      const { read, written } = await eventsOf(version)
      const of = (events: readonly AnyEvent[]) => events.filter(({ type }) => type === ofSettings)
      expect(of(written).map(({ v }) => v)).toEqual([undefined, undefined])
      const [first, second] = of(read) as unknown as {
        v: number
        version: number
        sections: Partial<Settings>
      }[]
      expect([first?.version, first?.v]).toEqual([1, 2])
      const { reasons, devices, printing, slips, series } = first?.sections ?? {}
      expect([Object.keys(reasons?.pause ?? {}).length, devices, printing, slips]).toEqual([
        6,
        [],
        true,
        { services: {} },
      ])
      expect(series).toEqual(goldenFirst.series)
      expect(second).toEqual({
        type: ofSettings,
        v: 2,
        version: 2,
        sections: { hours: goldenHall.hours, policy: goldenHall.policy, series: goldenHall.series },
      })
    },
  )

  test('every kind whose version is above 1 is among them', () => {
    const above = Object.entries(eventVersions).filter(([, version]) => version > 1)
    // Came after these directories; its first version is read in test/hall/waits/told-waits.test.ts.
    const later: HallEventType = 'waits-told'
    const shown = [ofSettings, later, ...changed.map(([kind]) => kind)]
    expect(above.map(([kind]) => kind).sort()).toEqual(shown.sort())
  })
})
