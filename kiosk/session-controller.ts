import { type ReadonlySignal, signal } from '@preact/signals'
import { reloadOnceAMinute, type WatchedHall } from '../display/parts/use-hall.ts'
import type { Category, CommandKey, ServiceId } from '../server/hall/ids.ts'
import type { KioskTimes } from '../server/hall/settings.ts'
import type { BodyOf } from '../server/protocol/commands.ts'
import type { PendingCommand } from '../server/protocol/live-client.ts'
import { commandKey } from '../server/protocol/pending-commands.ts'
import { kioskLimits, timesUntilTold } from './limits.ts'
import {
  type Aids,
  answer,
  type Choice,
  choose,
  chooseBoth,
  copiesOf,
  dropSecond,
  isAsked,
  isAssisted,
  isSettling,
  newSession,
  noOtherPaper,
  type Paper,
  paperOf,
  pass,
  reply,
  type Session,
  touch,
  wake,
} from './session.ts'

/** What a fresh turn begins with; no language means the hall's own. */
export const usualAids: Aids = { language: '', large: false, contrast: false, low: false }

/** Stands at the kiosk: holds the turn, lets time pass over it, sends what was chosen and hears the answer. */
export class SessionController {
  readonly #hall: WatchedHall<'kiosk'>
  readonly #turn = signal<Session>(newSession(usualAids, performance.now()))
  readonly #now = signal(performance.now())
  #wantsReload = false

  constructor(hall: WatchedHall<'kiosk'>) {
    this.#hall = hall
    for (const left of hall.link.unanswered())
      if (left.command === 'issue-ticket') this.#resume(left)
      else void hall.link.act(left.command, left.body, left.id)
    setInterval(() => this.#tick(), kioskLimits.tick)
  }

  get turn(): ReadonlySignal<Session> {
    return this.#turn
  }

  /** The turn's own clock (ms), four times a second. */
  get now(): ReadonlySignal<number> {
    return this.#now
  }

  /** Any touch or key: somebody is there. Not while the page asks or rests: there only their own keys count. */
  touched(): void {
    const now = performance.now()
    const { screen } = this.#turn.value
    if (screen.at !== 'attract' && !isAsked(this.#turn.value, now, this.#times)) this.stay()
  }

  /** Yes, still there. */
  stay(): void {
    this.#turn.value = touch(this.#turn.value, performance.now())
  }

  wake(): void {
    this.#turn.value = wake(this.#turn.value, performance.now())
  }

  /** A tap on a service that is open. Its id is made here, once; a second tap sends the same id again. */
  tap(service: ServiceId): void {
    const { category, aids } = this.#turn.value
    const language = aids.language || (this.#hall.view.value?.languages[0] ?? '')
    const choice: Choice = { id: commandKey(), service, language, ...(category ? { category } : {}) }
    const next = choose(this.#turn.value, choice, performance.now())
    this.#turn.value = next
    if (next.screen.at === 'sending' && next.screen.choice.service === service) this.#send(next.screen.choice)
  }

  tapBoth(): void {
    const { asking } = this.#turn.value
    this.#turn.value = chooseBoth(this.#turn.value, performance.now())
    const { screen } = this.#turn.value
    if (asking && screen.at === 'sending' && screen.choice.id === asking.id) this.#send(asking)
  }

  dropSecond(): void {
    this.#turn.value = dropSecond(this.#turn.value, performance.now())
  }

  /** Home, the turn goes on: its aids and its language stay. */
  goHome(): void {
    const { aids, last } = this.#turn.value
    this.#turn.value = { ...newSession(aids, performance.now()), ...(last ? { last } : {}) }
  }

  /** The turn is over: nothing of it stays. */
  end(): void {
    const now = performance.now()
    if (!isSettling(this.#turn.value, now)) this.#turn.value = newSession(usualAids, now)
  }

  /** The customer looked: the paper came out, or it did not and another one is asked for. */
  reply(came: boolean): void {
    if (this.paper() !== 'asked') return
    const copies = copiesOf(this.#hall.view.value?.last?.printing)
    this.#turn.value = reply(this.#turn.value, came, copies, performance.now())
    const { screen } = this.#turn.value
    if (screen.at !== 'ticket' || screen.reply?.came === 'no-more') return
    const { id: ticket } = screen.ticket
    void this.#hall.link.act(came ? 'paper-came-out' : 'reprint', { ticket }).then(({ ok }) => {
      if (!ok) this.#turn.value = noOtherPaper(this.#turn.value, ticket)
    })
  }

  explain(service: ServiceId): void {
    this.#change({ screen: { at: 'unavailable', service } })
  }

  askPriority(): void {
    this.#change({ screen: { at: 'priority' } })
  }

  takePriority(category: Category | undefined): void {
    const { category: _, ...rest } = this.#turn.value
    this.#turn.value = touch(
      { ...rest, ...(category ? { category } : {}), screen: { at: 'home' } },
      performance.now(),
    )
  }

  turnTo(page: number, group: string | undefined): void {
    this.#change({ page, ...(group === undefined ? {} : { group }) })
  }

  setAids(aids: Partial<Aids>): void {
    this.#change({ aids: { ...this.#turn.value.aids, ...aids }, page: 0 })
  }

  /** A newer build is served; taken when nobody is in the middle of something. */
  reloadWhenFree(): void {
    this.#wantsReload = true
  }

  /** What may be said of the paper of the ticket on the screen. */
  paper(): Paper | undefined {
    const { screen } = this.#turn.value
    return screen.at === 'ticket' ? paperOf(screen, this.#hall.view.value?.last, this.#now.value) : undefined
  }

  get #times(): KioskTimes {
    return this.#hall.view.value?.times ?? timesUntilTold
  }

  #change(part: Partial<Session>): void {
    this.#turn.value = touch({ ...this.#turn.value, ...part }, performance.now())
  }

  /** A page loaded again in the middle of a choice goes on with the same id. */
  #resume({ id, body }: Extract<PendingCommand, { command: 'issue-ticket' }>): void {
    const now = performance.now()
    const { service, language, category } = body
    const choice: Choice = { id, service, language: language ?? '', ...(category ? { category } : {}) }
    const turn = newSession({ ...usualAids, language: language ?? '' }, now)
    this.#turn.value = choose(turn, choice, now)
    this.#act(id, body)
  }

  #send({ id, service, category, language }: Choice): void {
    this.#act(id, { service, language, ...(category ? { category } : {}) })
  }

  #act(id: CommandKey, body: BodyOf<'issue-ticket'>): void {
    void this.#hall.link.act('issue-ticket', body, id).then((told) => {
      this.#turn.value = answer(this.#turn.value, id, told, performance.now())
    })
  }

  #tick(): void {
    this.#now.value = performance.now()
    this.#turn.value = pass(this.#turn.value, this.#now.value, this.#times, usualAids, this.paper())
    if (this.#wantsReload && this.#isFree()) reloadOnceAMinute()
  }

  #isFree(): boolean {
    const { screen, aids, touchedAt } = this.#turn.value
    const isQuiet = this.#now.value - touchedAt > this.#times.homeAfterPrintedMs
    return screen.at === 'attract' || (screen.at === 'home' && isQuiet && !isAssisted(aids))
  }
}
