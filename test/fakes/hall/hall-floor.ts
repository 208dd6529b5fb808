import { actorFor } from '../../../server/access/permissions.ts'
import { emptyMachine } from '../../../server/data/open-hall.ts'
import { type Announcement, announcementsOf } from '../../../server/hall/announcements.ts'
import type { Command, CommandType } from '../../../server/hall/commands/command-types.ts'
import { nextDeadline } from '../../../server/hall/deadlines/timers.ts'
import { decide } from '../../../server/hall/decide.ts'
import type { Context } from '../../../server/hall/entry.ts'
import type { Entry, HallEvent } from '../../../server/hall/events.ts'
import type { Counter, Hall } from '../../../server/hall/hall.ts'
import { type Actor, actorName } from '../../../server/hall/ids.ts'
import type { Refusal } from '../../../server/hall/refusals.ts'
import type { Settings } from '../../../server/hall/settings.ts'
import type { LiveTicket } from '../../../server/hall/ticket.ts'
import { furnished, monday9, usualSeats } from './hall-settings.ts'

export type Body<T extends CommandType> = Extract<Command, { type: T }>['body']
export type Given = { seq: number; result: Record<string, unknown> }
export type FloorAnswer = Given | { refusal: Refusal } | { denied: 'key-reused' }

export interface Giver {
  actor: Actor
  device: string
}
export const kiosk: Giver = { actor: { kind: 'device' }, device: 'kiosk-1' }
export const phone: Giver = { actor: { kind: 'phone' }, device: 'phone' }
export const keeper: Giver = { actor: { kind: 'keeper' }, device: 'server' }

/**
 * A hall at work without disk and wire: entries are made as the keeper makes them, answers are kept by key, time
 * passes when the heart asks for it. Accepted commands are in `entries`, as JSON text that a journal could hold.
 */
export class Floor {
  machine = emptyMachine()
  at: number
  lines: string[] = []
  /** The same as values, each with the body that was asked for. */
  taken: { entry: Entry; body: object }[] = []
  events: readonly HallEvent[] = []
  announced: readonly Announcement[] = []
  answers = new Map<string, { hash: string; given: Given }>()
  private keys = 0
  settings: Settings

  constructor(settings: Settings = furnished, at = monday9) {
    this.settings = settings
    this.at = at
  }

  get hall(): Hall {
    return this.machine.state.hall
  }

  /** The last entry and its time, as the keeper counts them. */
  get seq(): number {
    return this.machine.seq
  }
  get lastAt(): number {
    return this.machine.at
  }

  /** Doors as the clock has them; nobody at the counters yet. */
  start(): this {
    this.change(this.settings).take('start-hall', {}, keeper)
    this.settle()
    return this
  }

  /** New settings, from the version in force. */
  change(settings: Settings): this {
    this.take('change-settings', { base: this.hall.settingsRecord.version, settings }, keeper)
    return this
  }

  seat(seats: Readonly<Record<string, string>> = usualSeats): this {
    for (const [counter, badge] of Object.entries(seats))
      this.take('open-counter', { counter }, this.staff(badge))
    return this
  }

  staff(badge: string): Giver {
    const device = `console-${badge}`
    const roles = this.settings.staff[badge]?.roles ?? []
    const actor = actorFor({ staff: { badge, roles }, device, isKiosk: false }, '', ['staff'])
    if ('denied' in actor) throw new Error(`${badge} is no staff`)
    return { actor, device }
  }

  /** The staff member at a counter. */
  whoAt(counter: string): Giver {
    return this.staff(this.counter(counter).badge ?? '1001')
  }

  newKey(): string {
    this.keys += 1
    return `key-${String(this.keys).padStart(12, '0')}`
  }

  give<T extends CommandType>(type: T, body: Body<T>, giver: Giver, key = this.newKey()): FloorAnswer {
    const hash = giver.actor.kind === 'keeper' ? '' : JSON.stringify([type, body, giver.actor])
    const known = this.answers.get(key)
    if (known) return known.hash === hash ? known.given : { denied: 'key-reused' }
    const context: Context = { at: Math.max(this.at, this.lastAt), key, ...giver }
    const decision = decide(this.hall, { type, body } as Command, context)
    this.events = []
    this.announced = []
    if ('refusal' in decision) return { refusal: decision.refusal }
    const entry: Entry = {
      seq: this.seq + 1,
      hall: this.settings.hall,
      at: context.at,
      key,
      actor: actorName(giver.actor),
      device: giver.device,
      hash,
      command: type,
      events: decision.events,
      result: decision.result,
    }
    const before = this.hall.calls
    this.lines.push(JSON.stringify(entry))
    this.taken.push({ entry, body })
    this.machine.apply(entry)
    this.events = entry.events
    this.announced = announcementsOf(this.hall, before, entry)
    const given = { seq: entry.seq, result: decision.result }
    if (giver.actor.kind !== 'keeper') this.answers.set(key, { hash, given })
    return given
  }

  /** The result of a command that the hall accepts. */
  take<T extends CommandType>(type: T, body: Body<T>, giver: Giver, key?: string): Record<string, unknown> {
    const answer = this.give(type, body, giver, key)
    if ('result' in answer) return answer.result
    throw new Error(`${type} ${JSON.stringify(body)} was not accepted: ${JSON.stringify(answer)}`)
  }

  /** Why a command is refused; nothing may change by it. */
  refused<T extends CommandType>(type: T, body: Body<T>, giver: Giver): Refusal {
    const lines = this.lines.length
    const answer = this.give(type, body, giver)
    if ('refusal' in answer && this.lines.length === lines) return answer.refusal
    throw new Error(`${type} ${JSON.stringify(body)} was accepted: ${JSON.stringify(answer)}`)
  }

  /** Time goes on, and what it brings happens at the moments the heart names. */
  pass(ms: number): this {
    return this.until(this.at + ms)
  }

  until(at: number): this {
    for (let due = nextDeadline(this.hall); due <= at; due = nextDeadline(this.hall)) {
      this.at = Math.max(this.at, due)
      this.tick(due)
    }
    this.at = at
    return this
  }

  /** Decides the deadlines that are due at this moment. */
  settle(): this {
    for (let due = nextDeadline(this.hall); due <= this.at; due = nextDeadline(this.hall)) this.tick(due)
    return this
  }

  private tick(due: number): void {
    this.take('time-passed', {}, keeper)
    const next = nextDeadline(this.hall)
    if (next <= due && next <= this.lastAt && this.events.length === 0)
      throw new Error(`time passed at ${this.lastAt} but the hall still wants to wake at ${next}`)
  }

  issue(service = 'a', more: Partial<Body<'issue-ticket'>> = {}, giver: Giver = kiosk): string {
    return this.take('issue-ticket', { service, ...more }, giver).ticket as string
  }

  /** The next ticket, called by the staff member at the counter. */
  call(counter: string): string {
    return this.take('call-next', { counter }, this.whoAt(counter)).ticket as string
  }

  /** Called and started. */
  serve(counter: string): string {
    const ticket = this.call(counter)
    this.take('start-service', { counter }, this.whoAt(counter))
    return ticket
  }

  missed(counter: string): string {
    const ticket = this.call(counter)
    this.take('mark-no-show', { counter }, this.whoAt(counter))
    return ticket
  }

  /** Power fails: the hall is what the first `kept` lines make, and so is the memory of keys. */
  crash(kept = this.lines.length): void {
    this.lines = this.lines.slice(0, kept)
    this.taken = this.taken.slice(0, kept)
    this.machine = replayed(this.lines)
    this.answers.clear()
    for (const { entry } of this.taken) {
      const { actor, key, hash, seq, result } = entry
      if (actor !== 'keeper') this.answers.set(key, { hash, given: { seq, result } })
    }
  }

  ticket(id: string): LiveTicket {
    const ticket = this.hall.live.get(id)
    if (!ticket) throw new Error(`${id} is not live`)
    return ticket
  }

  counter(id: string): Counter {
    const counter = this.hall.counters.get(id)
    if (!counter) throw new Error(`no counter ${id}`)
    return counter
  }

  label(id: string): string {
    return (this.hall.live.get(id) ?? this.hall.ended.get(id))?.label ?? `no ticket ${id}`
  }
}

/** Nine o'clock on a Monday, doors open, counters 1-4 seated. */
export const openHall = (changes: Partial<Settings> = {}, at = monday9): Floor =>
  new Floor({ ...furnished, ...changes }, at).start().seat()

/** Everything that makes a hall, as text: the same text is the same hall, down to the order of its containers. */
export function canonical(hall: Hall): string {
  const { index, ...rest } = hall
  const lists = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      value instanceof Map || value instanceof Set ? [...value] : value,
    ]),
  )
  return JSON.stringify([lists, indexText(index)])
}

/** Queues, labels, latest tickets, live ones of each device, the last served at each counter, the last unserved one and deadlines, in an order of their own: the order of an index's keys means nothing. */
export function indexText(index: Hall['index']): string {
  const sorted = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  const { lines, labels, latestOfDevice, liveOfDevice, lastServed, unservedAt, deadlines } = index
  return JSON.stringify([
    ...[lines, labels, latestOfDevice, liveOfDevice, lastServed, new Map(deadlines.entries())].map(sorted),
    unservedAt,
  ])
}

/** The hall that the written lines make. */
export function replayed(lines: readonly string[]): Floor['machine'] {
  const machine = emptyMachine()
  for (const line of lines) machine.read(JSON.parse(line))
  return machine
}
export const replay = (lines: readonly string[]): Hall => replayed(lines).state.hall
