import type { FloorCommandType } from '../../../server/hall/commands/command-types.ts'
import { categories } from '../../../server/hall/ids.ts'
import { fromSnapshot, type HallSnapshot, toSnapshot } from '../../../server/hall/snapshot.ts'
import type { LiveTicket } from '../../../server/hall/ticket.ts'
import { forwardReasons } from '../../../server/protocol/floor/tickets/act-reasons.ts'
import { HallChecks } from './hall-checks.ts'
import { commonCommands as commands } from './hall-common-commands.ts'
import { type Body, Floor, type FloorAnswer, type Giver, keeper, kiosk, phone } from './hall-floor.ts'
import { furnished, hours, minutes, monday9, seconds } from './hall-settings.ts'

/** One thing that happens: which, and three numbers that choose among what there is at that moment. */
export type Happening = readonly [number, number, number, number]

const others = [
  'time',
  'time',
  'time',
  'time',
  'link',
  'paper',
  'number',
  'again',
  'saved',
  'crash',
  'restart',
  'settings',
  'clock',
] as const
const spans = [
  ...[0, seconds(1), seconds(5), seconds(9), seconds(40)],
  ...[minutes(2), minutes(6), minutes(16), minutes(31)],
  ...[hours(3), hours(8), hours(24), hours(70)],
]
const policies = [
  { kind: 'head-start' },
  { kind: 'head-start' },
  { kind: 'precedence' },
  { kind: 'alternation', priority: 2, ordinary: 1 },
] as const

/** The first numbers of happenings that give this command, and of those in which a few minutes pass. */
export const firstsOf = (type: FloorCommandType): number[] =>
  Array.from({ length: 800 }, (_, which) => which).filter(
    (which) => which % 10 < 8 && pick(commands, which >> 3) === type,
  )
export const minutesPass = [4, 5, 6].map((span) => [8, 0, span, 0] as const satisfies Happening)

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length]!

/** A hall that anything may happen to; `checks` speaks up at the first thing that must never be. */
export class History {
  readonly floor: Floor
  readonly checks: HallChecks
  /** Lines that are on disk, and so acknowledged. */
  #durable = 0
  #keys: string[] = []
  #last: (() => FloorAnswer) | undefined

  constructor(variant: number) {
    const policy = pick(policies, variant)
    const settings = {
      ...furnished,
      policy,
      returnBehind: variant % 5,
      returns: { together: 1 + (variant % 2), othersBetween: variant % 4, endAtMiss: 2 + (variant % 3) },
      transferPlace: pick(['kept', 'end'] as const, variant >> 2),
      hours: pick(
        [furnished.hours, 'always', { mon: [['20:00', '04:00']], tue: [['09:00', '12:00']] }] as const,
        variant >> 3,
      ),
    }
    this.floor = new Floor(settings, monday9)
    this.floor.change(settings)
    this.checks = new HallChecks(this.floor)
    this.#tick()
    for (const counter of ['1', '2', '3', '4'])
      this.#give('open-counter', { counter }, this.floor.staff(`100${counter}`))
    this.#durable = this.floor.lines.length
  }

  happen([which, a, b, c]: Happening): void {
    const kind = which % 10
    if (kind < 8) this.#command(pick(commands, which >> 3), a, b, c)
    else this.#other(pick(others, a), b, c)
    this.checks.standing()
  }

  #command(type: FloorCommandType, a: number, b: number, c: number): void {
    this.#tick()
    const [body, giver] = this.#asked(type, a, b, c)
    this.#give(type, body as Body<typeof type>, giver)
    if (c % 3) this.#durable = this.floor.lines.length
  }

  #give<T extends FloorCommandType>(type: T, body: Body<T>, giver: Giver): void {
    const key = this.floor.newKey()
    const send = () => this.floor.give(type, body, giver, key)
    const answer = send()
    this.checks.follow()
    if ('result' in answer) {
      this.#keys.push(key)
      this.#last = send
    }
  }

  #tick(): void {
    this.floor.settle()
    this.checks.follow()
  }

  #other(what: (typeof others)[number], b: number, c: number): void {
    const { floor } = this
    switch (what) {
      case 'time':
        floor.pass(pick(spans, b))
        return this.checks.follow()
      case 'link':
        floor.give('report-link', { counter: pick(['1', '2', '3', '9'], b), connected: c % 2 === 0 }, keeper)
        return this.checks.follow()
      case 'paper': {
        const ticket = this.#ticketId(b, c)
        const happened = pick(['sending', 'printed', 'not-printed', 'unsure', 'held', 'expired'] as const, c)
        floor.give('report-print', { ticket, job: `${ticket}-1`, happened }, keeper)
        return this.checks.follow()
      }
      case 'number':
        floor.give('report-number', { ticket: this.#ticketId(b, c), confirmed: c % 2 === 0 }, keeper)
        return this.checks.follow()
      case 'again':
        return this.checks.sameAgain(this.#last, this.#keys.at(-1))
      case 'saved':
        this.#durable = floor.lines.length
        return
      case 'crash':
        return this.#crash(c)
      case 'restart': {
        const written = JSON.parse(JSON.stringify(toSnapshot(floor.hall))) as HallSnapshot
        this.checks.sameHall(fromSnapshot(written), 'a checkpoint read back')
        floor.take('start-hall', {}, keeper)
        return this.checks.follow()
      }
      case 'settings': {
        const settings = {
          ...floor.settings,
          returnBehind: b % 4,
          timeZone: pick(['Asia/Shanghai', 'Europe/Berlin'], c),
          dayStartsAt: pick(['00:00', '06:00'], b),
          ...(b % 5 === 0 && { policy: pick(policies, c) }),
        }
        const base = floor.hall.settingsRecord.version
        if ('result' in floor.give('change-settings', { base, settings }, keeper)) floor.settings = settings
        this.checks.follow()
        return this.#tick()
      }
      case 'clock': {
        floor.at -= pick([0, minutes(5), hours(30)], b)
        floor.give('accept-clock', { clockAt: floor.at }, { ...floor.staff('9001') })
        this.checks.follow()
        return this.#tick()
      }
      default:
        return what satisfies never
    }
  }

  /** Unwritten records are lost, in part or in whole, or not at all; acknowledged records are there. */
  #crash(c: number): void {
    const { floor } = this
    const kept = this.#durable + (c % (floor.lines.length - this.#durable + 1))
    const given = new Map([...floor.answers].filter(([, answer]) => answer.given.seq <= this.#durable))
    floor.crash(kept)
    floor.settings = floor.hall.settings ?? floor.settings
    this.checks.afterCrash(given)
    this.#durable = floor.lines.length
    this.#last = undefined
    floor.take('start-hall', {}, keeper)
    this.checks.follow()
  }

  /** Everything ends: what is at a counter or held is cancelled by name, the day closed, days pass. */
  end(): void {
    const { floor } = this
    this.#tick()
    const manager = floor.staff('2001')
    for (const { id, stage } of [...floor.hall.live.values()])
      if (stage.stage !== 'waiting' && stage.stage !== 'missed')
        this.#give('cancel-ticket', { ticket: id }, manager)
    if (floor.lines.length % 2) this.#give('close-day', {}, manager)
    // A hall that never closes ends nothing that a counter can call.
    for (const { id, badge } of floor.hall.counters.values())
      if (badge !== undefined) this.#give('close-counter', { counter: id }, floor.staff(badge))
    floor.pass(hours(80))
    this.checks.follow()
    floor.pass(hours(80))
    this.checks.follow()
    this.checks.standing()
    this.checks.atTheEnd()
  }

  #ticketId(b: number, c: number, stage?: LiveTicket['stage']['stage']): string {
    const { live, ended } = this.floor.hall
    const fitting = [...live.values()].filter((ticket) => !stage || ticket.stage.stage === stage)
    if (c % 11 === 0 || fitting.length === 0) return pick([...ended.keys(), 't999999', '__proto__'], b)
    return pick(fitting, b).id
  }

  #asked(type: FloorCommandType, a: number, b: number, c: number): [object, Giver] {
    const { floor } = this
    const counter = pick(['1', '2', '3', '4', '1', '2', '3', '5', '9'], a)
    const seated = floor.hall.counters.get(counter)?.badge
    const staff = floor.staff(
      c % 13 === 0 || !seated ? pick(['1001', '1002', '1003', '1004', '2001', '7777'], b) : seated,
    )
    const manager = floor.staff('2001')
    const at = { counter, ...(c % 7 === 0 ? { expect: {} } : {}) }
    switch (type) {
      case 'issue-ticket': {
        const service = pick(['a', 'a', 'a', 'b', 'c', 'd', 'v', 'zz'], a)
        const giver = b % 3 ? kiosk : { ...manager, device: 'kiosk-2' }
        const booked = b % 3 === 0 && c % 4 === 0 ? { appointment: floor.at + minutes((c % 40) - 20) } : {}
        return [{ service, ...(c % 2 ? { category: pick(categories, c >> 1) } : {}), ...booked }, giver]
      }
      case 'open-counter':
      case 'close-counter':
        return [
          { ...at, ...(b % 2 ? { takeOver: true } : {}) },
          floor.staff(pick(['1001', '1002', '1003', '1004', '2001'], b)),
        ]
      case 'pause-counter':
        return [{ ...at, reason: 'break' }, staff]
      case 'call-ticket': {
        const ticket = this.#ticketId(b, c)
        return [{ ...at, ...(b % 2 ? { ticket } : { label: floor.label(ticket) }) }, staff]
      }
      case 'finish':
        return [{ ...at, ...(b % 2 ? { next: true } : {}), ...(c % 3 ? { outcome: 'partly' } : {}) }, staff]
      case 'resume':
        return [{ ...at, ticket: this.#ticketId(b, c, 'held') }, staff]
      case 'transfer': {
        const services = [{ service: 'b' }, { service: 'c' }, { service: 'zz' }]
        const to = pick([...services, { counter: '5' }, { counter: '2' }, { badge: '1003' }], b)
        const place = c % 3 ? {} : { place: pick(['kept', 'end'] as const, c >> 2) }
        const more = { ...place, ...(b % 5 ? {} : { noteRef: `note.${c}` }) }
        if (c % 2) return [{ counter, to, ...more }, staff]
        return [{ ticket: this.#ticketId(a, c), to, ...more }, manager]
      }
      case 'return-ticket':
        return [{ ticket: this.#ticketId(b, c, 'missed') }, kiosk]
      case 'cancel-ticket':
        return [{ ticket: this.#ticketId(b, c) }, pick([staff, manager], a)]
      case 'bring-forward':
        return [{ ticket: this.#ticketId(b, c, 'waiting'), reason: pick(forwardReasons, a) }, manager]
      case 'recategorise':
        return [{ ticket: this.#ticketId(b, c), category: pick(categories, a) }, manager]
      case 'leave':
        return [{ ticket: this.#ticketId(b, c) }, phone]
      case 'let-go-first':
        return [{ ticket: this.#ticketId(b, c, 'waiting'), count: 1 + (a % 4) }, phone]
      case 'rate':
        return [{ ticket: pick([...floor.hall.ended.keys(), 't1'], b), score: 1 + (a % 5) }, phone]
      case 'rate-at-counter': {
        const { counter = '1', day, label } = [...floor.hall.ended.values()].at(-1 - (b % 3)) ?? {}
        return [{ counter, visit: `${day}/${label}`, score: 1 + (a % 5) }, kiosk]
      }
      case 'undo': {
        const key = this.#keys.at(-1 - (b % 4)) ?? 'key-that-never-was'
        const former = floor.hall.undoRecords.get(key)
        return [{ command: key }, floor.staff(c % 9 ? (former?.by ?? '').slice(6) : '1002')]
      }
      case 'close-service':
      case 'open-service':
        return [{ service: pick(['a', 'b', 'zz'], b) }, manager]
      case 'stop-tickets':
      case 'give-tickets':
      case 'close-day':
        return [{}, manager]
      case 'ask-to-open':
      case 'test-call':
        return [at, manager]
      case 'set-profile':
        return [{ ...at, profile: pick([...Object.keys(furnished.profiles), 'none'], b) }, manager]
      case 'reprint':
      case 'paper-came-out':
      case 'cancel-print':
        return [{ ticket: this.#ticketId(b, c) }, a % 3 ? staff : kiosk]
      case 'read-notes':
      case 'destroy-notes':
        return [{ ...at, ticket: this.#ticketId(b, c) }, staff]
      case 'read-ratings':
        return [c % 2 ? { before: floor.seq - b } : {}, manager]
      case 'print-test-page':
        return [{ device: pick(['kiosk-1', 'kiosk-9'], b) }, manager]
      default:
        return [at, staff]
    }
  }
}
