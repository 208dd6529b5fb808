import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { settingsOf } from '../../server/data/hall-settings.ts'
import { emptyMachine, openHall } from '../../server/data/open-hall.ts'
import type { AnyEvent } from '../../server/hall/entry.ts'
import type { Hall } from '../../server/hall/hall.ts'
import type { Note } from '../../server/hall/ticket.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import { readJournal } from '../../server/journal/journal-reader.ts'
import type { KeeperAnswer } from '../../server/keeper/keeper-types.ts'
import { goldenFirst, goldenHall, goldenStaff, type tellGoldenDays } from './golden-day.ts'

/** Data directories of whole halls, each in a folder named after the version of the product that wrote it. */
export const golden = fileURLToPath(new URL('golden/', import.meta.url))

/** The facts of a hall that stay in every form of its state: tickets, counters, numbers, calls, figures. */
export function summaryOf(hall: Hall): object {
  const tickets = (list: ReadonlyMap<string, object>) =>
    [...list.values()].map((ticket) => ({ ...ticket, changedSeq: undefined }))
  const referring = (ticket: object) =>
    'notes' in ticket ? { ...ticket, notes: (ticket.notes as Note[]).map(({ ref }) => ref) } : ticket
  const summary = {
    day: hall.day,
    callableUntil: [...hall.callableUntil],
    lastNo: hall.lastNo,
    numbers: [...hall.numbers],
    live: tickets(hall.live).map(referring),
    ended: tickets(hall.ended),
    counters: [...hall.counters.values()].map(
      ({ id, state, badge, since, active, profile, servedToday }) => ({
        ...{ id, state, badge, since, active, profile, servedToday },
      }),
    ),
    ...(hall.rounds.size > 0 && { rounds: [...hall.rounds] }),
    closedServices: [...hall.closedServices],
    durations: [...hall.durations],
    calls: hall.calls,
    figures: hall.figures,
    printers: [...hall.printers],
  }
  return JSON.parse(JSON.stringify(summary))
}

/** A hall of a golden directory, on a clock that the test moves. */
export async function goldenHallAt(directory: string, at: number) {
  let now = at
  const clock = { now: () => now, monotonicMs: () => now, after: () => () => {}, soon: () => {} }
  let drawn = 0
  const randomBytes = (count: number) => {
    drawn += 1
    return Buffer.alloc(count, drawn)
  }
  const onFailure = (error: Error): never => {
    throw error
  }
  const hall = await openHall({ fs, directory, segmentBytes: 32 * 1024, randomBytes, clock, onFailure })
  const { keeper } = hall
  type Reply = (answer: KeeperAnswer) => void
  const settled = (what: string, ask: (reply: Reply) => void) =>
    new Promise<Record<string, unknown>>((settle, reject) =>
      ask((answer) =>
        answer.ok ? settle({ ...answer.result }) : reject(new Error(`${what}: ${JSON.stringify(answer)}`)),
      ),
    )
  const settings = {
    first: settingsOf(goldenFirst, goldenStaff),
    second: settingsOf(goldenHall, goldenStaff),
  }
  const asker = (key: string, device: string) => ({ device, key, hash: `hash of ${key}` })
  const answers: Record<string, object> = {}
  const story: Parameters<typeof tellGoldenDays>[0] = {
    get at() {
      return now
    },
    set at(moved) {
      now = moved
    },
    async give(command, actor, key) {
      const device = actor.kind === 'device' ? 'kiosk-1' : 'console-1'
      const result = await settled(command.type, (reply) =>
        keeper.ask(command, { actor, ...asker(key, device) }, reply),
      )
      answers[key] = result
      return result
    },
    asKeeper: (command) => settled(command.type, (reply) => keeper.askAsKeeper(command, 'server', reply)),
    async acceptClock() {
      const actor = { kind: 'staff', badge: '2001', may: [] } as const
      await settled('accept-clock', (reply) =>
        keeper.acceptClock({ actor, ...asker('golden-clock-1', 'console-1') }, reply),
      )
    },
    async start(which) {
      const body = { base: keeper.hall.settingsRecord.version, settings: settings[which] }
      await story.asKeeper({ type: 'change-settings', body })
      await story.asKeeper({ type: 'start-hall', body: {} })
    },
    saveCheckpoint: () => hall.saveCheckpoint(async () => undefined),
  }
  return { ...hall, story, answers }
}

/** Every event of a journal, as this version reads it and as it was written. */
export async function eventsOf(version: string): Promise<{ read: AnyEvent[]; written: AnyEvent[] }> {
  const machine = emptyMachine()
  const [read, written]: [AnyEvent[], AnyEvent[]] = [[], []]
  await readJournal({
    fs,
    directory: join(golden, version, 'journal'),
    onBatch(records) {
      for (const record of records as readonly { seq: number; events: AnyEvent[] }[]) {
        written.push(...record.events)
        read.push(...machine.upcast(record).events)
        machine.read(record)
      }
    },
  })
  return { read, written }
}
