import { isDeepStrictEqual } from 'node:util'
import type { Entry } from '../../server/hall/events.ts'
import { type Audience, audienceKey, viewFor } from '../../server/hall/views/views.ts'
import type { HallKeeper } from '../../server/keeper/hall-keeper.ts'
import type { LiveState } from '../../server/protocol/client/live-client.ts'
import type { GivenCommand } from '../../server/protocol/commands.ts'
import type { Announcement, Answer, WatchName } from '../../server/protocol/messages.ts'
import { canonical } from '../fakes/hall/hall-floor.ts'
import { Mirror } from './actors/client-view.ts'
import type { Connection } from './faults/network.ts'
import type { World } from './world.ts'

/** The commands that somebody gave. */
export type Asked = GivenCommand & { readonly key: string; readonly by: string }

export interface Accepted {
  readonly seq: number
  readonly result: string
}

/** A hall at its last entry, as its keeper has it. */
type Found = Pick<HallKeeper, 'hall' | 'seq' | 'at'>

interface Watching {
  readonly audience: Audience
  readonly expected: Map<number, unknown>
}

/** Nothing older is spoken (ms), with what the wire may add. */
const oldestCallMs = 30_000
const wireMs = 1_000
/** Samples one view in this many, to compare it with the view that follows from the book. */
const comparedShare = 1 / 16
/** Words of people, wherever they turn up but in the vault. */
export const canary = '☂'

/**
 * The book of what people were promised: what they asked for, what they were answered, what screens showed them
 * and let them hear. Whatever happens to the server, nothing in it may become untrue.
 */
export class Ledger {
  readonly #world: World
  readonly mirror: Mirror
  readonly sent = new Map<string, Asked>()
  readonly accepted = new Map<string, Accepted>()
  readonly #attempted = new Map<number, Entry>()
  readonly #spoken = new Map<string, number>()
  /** The views that follow from the book, by audience. */
  readonly #expected = new Map<string, Map<number, unknown>>()
  readonly #pages = new Map<string, Watching>()
  /** The newest record that anybody was told of, and who was. */
  #promised = { seq: 0, what: 'nothing' }
  /** The oldest call that a board let be heard (ms). */
  oldestSpokenMs = 0
  readonly figures = {
    answers: 0,
    refusals: 0,
    unknown: 0,
    messages: 0,
    compared: 0,
    spoken: 0,
    recoveries: 0,
  }

  constructor(world: World) {
    this.#world = world
    this.mirror = new Mirror(world)
  }

  // The server's work, seen from its journal.

  attempted(entries: readonly Entry[]): void {
    for (const entry of entries) this.#attempted.set(entry.seq, entry)
  }

  durable(entries: readonly Entry[]): void {
    for (const entry of entries) this.#follow(entry)
  }

  #follow(entry: Entry): void {
    const { key, actor, command, events, at, seq } = entry
    const asked = this.sent.get(key)
    if (actor !== 'keeper' && (!asked || asked.command !== command))
      this.#world.fail(
        'I8',
        `record ${seq} is ${command} by ${actor} with key ${key}, which nobody asked for`,
      )
    this.#world.trace.note(
      () => `record ${seq} at ${at} ${actor} ${command} ${events.map((event) => told(event)).join(', ')}`,
    )
    for (const event of events) {
      if (event.type !== 'ticket-called' && event.type !== 'ticket-recalled') continue
      const ticket = this.mirror.hall.live.get(event.ticket)
      if (ticket) this.#spoken.set(`${ticket.day}/${ticket.label}/${event.calls}`, this.#world.trueTime)
    }
    this.#world.digest.follow(entry, this.mirror.hall)
    this.mirror.follow(entry, asked?.body ?? {})
    this.#world.papers.follow(entry)
  }

  /** A start found this hall on the disk: all that was promised is in it, and nothing that nobody asked for. */
  recovered(found: Found): void {
    const { trace } = this.#world
    this.figures.recoveries += 1
    this.#world.papers.starts()
    trace.note(`recovered up to record ${found.seq}, promised ${this.#promised.seq}`)
    if (found.seq < this.#promised.seq)
      this.#world.fail(
        'I1',
        `a start finds ${found.seq} records; ${this.#promised.what} was told of ${this.#promised.seq}`,
      )
    for (let seq = this.mirror.seq + 1; seq <= found.seq; seq += 1) {
      const entry = this.#attempted.get(seq)
      if (!entry) this.#world.fail('I1', `record ${seq} was never attempted`)
      this.#follow(entry)
    }
    for (const seq of this.#attempted.keys()) if (seq > found.seq) this.#attempted.delete(seq)
    this.sameHall(found, 'the hall that a start found')
  }

  sameHall({ hall, seq, at }: Found, what: string): void {
    const { mirror } = this
    if (seq !== mirror.seq || at !== mirror.lastAt || canonical(hall) !== canonical(mirror.hall))
      this.#world.fail('I5', `${what} is another hall`)
  }

  // The answers to people, and the messages to screens.

  watches(page: string, audience: Audience): void {
    const key = audienceKey(audience)
    const expected = this.#expected.get(key) ?? new Map<number, unknown>()
    this.#expected.set(key, expected)
    this.#pages.set(page, { audience, expected })
  }

  asks(asked: Asked): void {
    this.sent.set(asked.key, asked)
    this.#world.trace.note(
      () => `${asked.by} asks ${asked.command} ${JSON.stringify(asked.body)} (${asked.key})`,
    )
  }

  asked({ cable }: Connection, text: string): void {
    if (text.startsWith('{"type":"again"')) this.#world.trace.note(`${cable.name} asks again`)
  }

  /** A message leaves the server. */
  told({ cable }: Connection, text: string): void {
    this.figures.messages += 1
    if (text.includes(canary)) this.#world.fail('I10', `words of people in a message to ${cable.name}`)
    if (text.startsWith('{"type":"answer"')) {
      const { id, type: _, ...answer } = JSON.parse(text) as { id: string; type: string } & Answer
      return this.answered(id, answer, cable.name)
    }
    const at = text.indexOf('"seq":')
    if (at < 0) return
    const seq = Number.parseInt(text.slice(at + 6, at + 22), 10)
    this.#mayTell(seq, cable.name)
    if (text.startsWith('{"type":"beat"') || seq !== this.mirror.seq) return
    if (this.#world.chances.isOne(comparedShare)) this.#expect(cable.name, seq)
  }

  /** An answer leaves the server: what was accepted once is answered alike for ever. */
  answered(key: string, answer: Answer, by: string): void {
    const before = this.accepted.get(key)
    if (answer.ok) {
      this.figures.answers += 1
      this.#mayTell(answer.seq, by)
      const result = JSON.stringify(answer.result)
      this.#world.trace.note(() => `${by} is answered ${answer.seq} ${result} (${key})`)
      if (!before || this.#isForgotten(key, before)) this.accepted.set(key, { seq: answer.seq, result })
      else if (before.seq !== answer.seq || before.result !== result)
        this.#world.fail(
          'I4',
          `${key} was answered ${before.seq} ${before.result}, now ${answer.seq} ${result}`,
        )
      return
    }
    if ('unknown' in answer) this.figures.unknown += 1
    else this.figures.refusals += 1
    this.#world.trace.note(() => `${by} is answered ${JSON.stringify(answer)} (${key})`)
    const isTrouble =
      'refusal' in answer && ['clock-in-doubt', 'disk-is-full'].includes(answer.refusal.reason)
    const isFinal = 'refusal' in answer || 'invalid' in answer || 'denied' in answer
    if (before && isFinal && !isTrouble && !this.#isForgotten(key, before))
      this.#world.fail('I4', `${key} was accepted as ${before.seq}, now ${JSON.stringify(answer)}`)
  }

  /** Answers go with the day after; the keys of phones with their ticket's day. */
  #isForgotten(key: string, { seq }: Accepted): boolean {
    const days = this.mirror.daysSince(seq)
    return days > 1 || (days > 0 && 'key' in (this.sent.get(key)?.body ?? {}))
  }

  #mayTell(seq: number, by: string): void {
    if (seq > this.mirror.seq && !this.#world.looksFromOutside)
      this.#world.fail('I1', `${by} is told of record ${seq}, on disk are ${this.mirror.seq}`)
  }

  promised(seq: number, what: string): void {
    if (seq > this.#promised.seq) this.#promised = { seq, what }
  }

  #expect(page: string, seq: number): void {
    const watching = this.#pages.get(page)
    if (watching) watching.expected.set(seq, viewFor(this.mirror.hall, watching.audience))
  }

  /** A screen draws a state: newer than before, and what the book says that it must see. */
  shows(page: string, before: number, state: LiveState<WatchName>): void {
    if (state.view === undefined) return
    this.promised(state.seq, page)
    if (state.seq < before) this.#world.fail('I6', `${page} goes back from record ${before} to ${state.seq}`)
    const expected = this.#pages.get(page)?.expected.get(state.seq)
    if (expected === undefined) return
    this.figures.compared += 1
    if (!isDeepStrictEqual(state.view, expected))
      this.#world.fail(
        'I6',
        `${page} shows at record ${state.seq}\n${JSON.stringify(state.view)}\ninstead of\n${JSON.stringify(expected)}`,
      )
  }

  /** At rest everybody sees the newest. */
  showsNewest(page: string, state: LiveState<WatchName>): void {
    const watching = this.#pages.get(page)
    if (!watching) return
    const expected = viewFor(this.mirror.hall, watching.audience)
    if (expected === undefined) return
    if (state.status !== 'live')
      this.#world.fail('I6', `${page} is ${state.status} after everything was mended`)
    if (!isDeepStrictEqual(state.view, expected))
      this.#world.fail(
        'I6',
        `${page} rests at record ${state.seq} of ${this.mirror.seq}\n${JSON.stringify(state.view)}\ninstead of\n${JSON.stringify(expected)}`,
      )
  }

  /** A board lets a call be heard. */
  speaks(page: string, call: Announcement, heard: Set<string>): void {
    this.figures.spoken += 1
    this.#world.trace.note(() => `${page} says ${call.id} to counter ${call.counter}`)
    const at = this.#spoken.get(call.id)
    if (at === undefined) this.#world.fail('I6', `${page} says ${call.id}, which is in no record`)
    if (heard.has(call.id)) this.#world.fail('I6', `${page} says ${call.id} twice`)
    heard.add(call.id)
    // A clock that was set makes a call seem older or younger, until the board hears of it. So the least age counts.
    const age = Math.min(this.#world.trueTime - at, this.#world.leastWall(oldestCallMs + wireMs) - call.at)
    this.oldestSpokenMs = Math.max(this.oldestSpokenMs, Math.round(age))
    if (age > oldestCallMs + wireMs)
      this.#world.fail('I6', `${page} says ${call.id} ${Math.round(age / 1000)} s after it was called`)
  }
}

function told(event: Entry['events'][number]): string {
  const parts = Object.entries(event)
    .filter(([name]) =>
      ['ticket', 'label', 'counter', 'how', 'day', 'service', 'badge', 'calls'].includes(name),
    )
    .map(([, value]) => String(value))
  return [event.type, ...parts].join(' ')
}
