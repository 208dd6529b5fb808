import { type HallFile, hallFile } from '../../server/data/hall-config.ts'
import type { Command } from '../../server/hall/commands/command-types.ts'
import type { Actor } from '../../server/hall/ids.ts'

/**
 * Two days of a small hall in which every kind of event happens: the content of the golden data directories, each
 * written by the product of its time. The story only gives commands; how they are kept is the product's part.
 */

export interface GoldenHall {
  /** Wall clock of the hall (ms). */
  at: number
  /** Gives a command; rejects when it is refused. */
  give(command: Command, actor: Actor, key: string): Promise<Record<string, unknown>>
  /** Gives a command as the keeper. */
  asKeeper(command: Command): Promise<Record<string, unknown>>
  acceptClock(): Promise<void>
  /** The settings in force from now on: the first settings, or those of `hall.json`. */
  start(settings: 'first' | 'second'): Promise<void>
  /** Writes a checkpoint of the hall as it is now. */
  saveCheckpoint(): Promise<void>
}

const minute = 60_000
const hour = 60 * minute
/** Monday 2 March 2026, nine in the morning in Shanghai. */
export const goldenStart = Date.UTC(2026, 2, 2, 1)

const texts = (en: string) => ({ en })
const weekday = (afternoon: string) => [
  ['08:00', '12:00'] as [string, string],
  ['13:00', afternoon] as [string, string],
]

/** The settings at the end of the second day; `first` are other ones wherever events were once folded by them. */
export const goldenHall: HallFile = hallFile.parse({
  format: 1,
  id: 'golden',
  name: texts('Golden Hall'),
  languages: ['en'],
  timeZone: 'Asia/Shanghai',
  dayStartsAt: '00:00',
  hours: { mon: weekday('17:00'), tue: weekday('17:00') },
  graceMinutes: 30,
  policy: { kind: 'head-start' },
  headStartMinutes: { elderly: 15 },
  freeCategories: ['elderly'],
  appointmentToleranceMinutes: 15,
  returnBehind: 1,
  transferPlace: 'kept',
  series: { A: { start: 500, step: 7, digits: 3 } },
  services: {
    fees: { name: texts('Fees'), prefix: 'A', expectedMinutes: 4 },
    passes: { name: texts('Passes'), prefix: 'A', expectedMinutes: 5 },
    repairs: { name: texts('Repairs'), prefix: 'B', expectedMinutes: 8 },
  },
  profiles: { general: [{ services: 'all' }], few: [{ services: ['repairs'] }] },
  counters: {
    '1': { name: texts('Counter 1'), profile: 'general' },
    '2': { name: texts('Counter 2'), profile: 'general' },
    '3': { name: texts('Counter 3'), profile: 'general' },
  },
  devices: [{ id: 'kiosk-1', kind: 'kiosk', name: 'Kiosk 1', printer: 'paper' }],
  printing: true,
})

export const goldenFirst: HallFile = {
  ...goldenHall,
  hours: { mon: weekday('16:00'), tue: weekday('17:00') },
  policy: { kind: 'alternation', priority: 1, ordinary: 2 },
  series: { A: { start: 10, step: 3, digits: 3 } },
}

export const goldenStaff = {
  '1001': { roles: ['counter' as const], skills: 'all' as const },
  '1002': { roles: ['counter' as const], skills: 'all' as const },
  '2001': { roles: ['manager' as const, 'counter' as const], skills: 'all' as const },
}

const kiosk: Actor = { kind: 'device' }
const phone: Actor = { kind: 'phone' }
const staff = (badge: keyof typeof goldenStaff): Actor => ({
  kind: 'staff',
  badge,
  may: badge === '2001' ? ['handle-any-ticket'] : [],
})
const [one, two, manager] = [staff('1001'), staff('1002'), staff('2001')]

/** Every command of the story with the key it is given under. */
class Story {
  readonly #hall: GoldenHall
  #keys = 0

  constructor(hall: GoldenHall) {
    this.#hall = hall
  }

  get lastKey(): string {
    return `golden-${String(this.#keys).padStart(9, '0')}`
  }

  async give(actor: Actor, type: Command['type'], body: object): Promise<Record<string, unknown>> {
    this.#keys += 1
    this.#hall.at += 1_000
    return this.#hall.give({ type, body } as Command, actor, this.lastKey)
  }

  async issue(service: string, more: object = {}): Promise<string> {
    return String((await this.give(kiosk, 'issue-ticket', { service, ...more })).ticket)
  }

  undo(actor: Actor): Promise<Record<string, unknown>> {
    return this.give(actor, 'undo', { command: this.lastKey })
  }

  async asKeeper(type: Command['type'], body: object = {}): Promise<void> {
    await this.#hall.asKeeper({ type, body } as Command)
  }

  async pass(ms: number): Promise<void> {
    this.#hall.at += ms
    await this.asKeeper('time-passed')
  }
}

export async function tellGoldenDays(hall: GoldenHall): Promise<void> {
  const story = new Story(hall)
  await hall.start('first')
  await story.pass(0)
  await morning(story)
  await hall.saveCheckpoint()
  await undone(story)
  await evening(story, hall)
  await secondDay(story, hall)
}

/** Numbers, calls by alternation, papers, everything that moves a ticket. */
async function morning(story: Story): Promise<void> {
  await story.give(one, 'open-counter', { counter: '1' })
  await story.give(two, 'open-counter', { counter: '2' })
  await story.asKeeper('report-link', { counter: '1', connected: true })
  await story.asKeeper('report-link', { counter: '2', connected: true })
  const first = await story.issue('fees')
  await story.issue('fees', { category: 'elderly' })
  await story.issue('passes')
  await story.issue('passes', { category: 'elderly' })
  await story.issue('repairs')
  await story.issue('fees')
  const appointed = await story.give(manager, 'issue-ticket', {
    service: 'repairs',
    appointment: goldenStart + 2 * hour,
  })
  await story.asKeeper('report-print', { ticket: first, job: `${first}-1`, happened: 'sending' })
  await story.asKeeper('report-print', { ticket: first, job: `${first}-1`, happened: 'printed', usedMm: 120 })
  for (let visit = 0; visit < 2; visit += 1) {
    await story.give(one, 'call-next', { counter: '1' })
    await story.give(one, 'start-service', { counter: '1' })
    await story.pass(3 * minute)
    await story.give(one, 'finish', { counter: '1', outcome: 'done' })
  }
  await story.give(two, 'call-next', { counter: '2' })
  await story.give(two, 'recall', { counter: '2' })
  const missed = await story.give(two, 'mark-no-show', { counter: '2' })
  await story.give(two, 'return-ticket', { ticket: missed.ticket })
  const waiting = await story.issue('fees')
  await story.issue('fees')
  await story.give(phone, 'let-go-first', { ticket: waiting, count: 1 })
  await story.give(two, 'call-ticket', { counter: '2', ticket: appointed.ticket })
  await story.give(two, 'start-service', { counter: '2' })
  await story.give(two, 'transfer', { counter: '2', to: { counter: '1' }, noteRef: 'vault-1' })
  await story.give(two, 'call-next', { counter: '2' })
  await story.give(two, 'put-back', { counter: '2' })
  const held = await story.give(two, 'call-next', { counter: '2' })
  await story.give(two, 'start-service', { counter: '2' })
  await story.give(two, 'hold', { counter: '2', for: 'copy' })
  await story.give(two, 'resume', { counter: '2', ticket: held.ticket })
}

/** Commands that were taken back, of several kinds, and one that stood. */
async function undone(story: Story): Promise<void> {
  await story.give(two, 'finish', { counter: '2', next: true })
  await story.undo(two)
  await story.give(two, 'finish', { counter: '2', next: true })
  await story.give(two, 'start-service', { counter: '2' })
  await story.give(one, 'call-next', { counter: '1' })
  await story.undo(one)
  await story.give(one, 'call-next', { counter: '1' })
  await story.give(one, 'mark-no-show', { counter: '1' })
  await story.undo(one)
  await story.give(one, 'start-service', { counter: '1' })
  await story.give(one, 'hold', { counter: '1' })
  await story.undo(one)
}

/** Counters move, a service closes, a console is lost, settings change, the doors close. */
async function evening(story: Story, hall: GoldenHall): Promise<void> {
  await story.give(manager, 'close-service', { service: 'passes' })
  await story.give(manager, 'open-service', { service: 'passes' })
  await story.give(manager, 'ask-to-open', { counter: '3' })
  await story.give(manager, 'set-profile', { counter: '3', profile: 'few' })
  await story.give(one, 'open-counter', { counter: '3', takeOver: true })
  await story.give(one, 'pause-counter', { counter: '3', reason: 'other' })
  await story.asKeeper('report-link', { counter: '2', connected: false })
  await story.pass(11 * minute)
  await story.give(two, 'finish', { counter: '2' })
  await hall.start('second')
  await story.asKeeper('file-settings', { version: 2, hash: 'hash of hall.json' })
  await story.pass(0)
  await story.issue('fees')
  await story.give(two, 'call-next', { counter: '2' })
  await story.give(two, 'put-back', { counter: '2' })
  await story.give(two, 'close-counter', { counter: '2' })
  await story.asKeeper('report-printer', { device: 'kiosk-1', condition: { state: 'no-paper' } })
  await story.pass(3 * hour)
  await story.pass(5 * hour + 20 * minute)
}

/** A day that starts anew, after a clock that went back and a repair. */
async function secondDay(story: Story, hall: GoldenHall): Promise<void> {
  hall.at = goldenStart + 24 * hour
  await story.pass(0)
  await story.issue('fees')
  hall.at -= 10 * minute
  await hall.acceptClock()
  await story.pass(0)
  await hall.start('second')
  await story.asKeeper('raise-numbers', { highest: { A: { day: '2026-03-03', number: 640 } }, lastNo: 200 })
  await story.pass(0)
  const served = await story.issue('passes')
  await story.issue('repairs')
  await story.give(two, 'open-counter', { counter: '2' })
  await story.give(two, 'call-ticket', { counter: '2', ticket: served })
  await story.give(two, 'start-service', { counter: '2' })
  await story.pass(2 * minute)
  await story.give(two, 'finish', { counter: '2' })
  await story.give(phone, 'rate', { ticket: served, score: 5 })
  await story.give(two, 'call-next', { counter: '2' })
  await story.undo(two)
  await story.give(two, 'call-next', { counter: '2' })
}
