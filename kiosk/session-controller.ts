import { type ReadonlySignal, signal } from '@preact/signals'
import { reloadOnceAMinute, type WatchedHall } from '../display/parts/use-hall.ts'
import type { Category, Label, ServiceId, TicketId } from '../server/hall/ids.ts'
import type { KioskTimes } from '../server/hall/settings.ts'
import type { PendingCommand } from '../server/protocol/client/live-client.ts'
import { commandKey } from '../server/protocol/client/pending-commands.ts'
import { applyTime, isIdleAsked } from './idle-time.ts'
import { defaultTimes, kioskLimits } from './limits.ts'
import {
  type Aids,
  applyAnswer,
  applyPrintStates,
  applyReply,
  type Choice,
  choose,
  chooseBoth,
  dropSecond,
  isAssisted,
  isDebouncing,
  isTicketNew,
  type LateTicket,
  newSession,
  type PrintStatus,
  printStatusOf,
  refuseReprint,
  type Session,
  touch,
  wake,
} from './session.ts'

/** Aids at the start of every session; an empty language stands for the hall's first. */
const defaultAids: Aids = { language: '', large: false, contrast: false, low: false }

/** True where time ended the session, or nobody came to the home screen. */
const isOver = (before: Session, { screen }: Session): boolean =>
  before.screen !== screen && (screen.at === 'home' || screen.at === 'attract')

/** Holds the session, applies touches, time and answers to it, and sends its commands. */
export class SessionController {
  readonly #hall: WatchedHall<'kiosk'>
  readonly #resetPage: () => void
  readonly #session = signal<Session>(newSession(defaultAids, performance.now()))
  readonly #now = signal(performance.now())
  readonly #lateTickets = signal<readonly LateTicket[]>([])
  /** Choices without an outcome so far, which are asked for again. */
  readonly #unresolved: Choice[] = []
  #wantsReload = false

  /** `resetPage` undoes what a customer changed outside of the session. */
  constructor(hall: WatchedHall<'kiosk'>, resetPage: () => void) {
    this.#hall = hall
    this.#resetPage = resetPage
    for (const pending of hall.client.unanswered())
      if (pending.command === 'issue-ticket') this.#resume(pending)
      else void hall.client.act(pending.command, pending.body, pending.id)
    setInterval(() => this.#tick(), kioskLimits.tickMs)
  }

  get session(): ReadonlySignal<Session> {
    return this.#session
  }

  /** The session's monotonic clock (ms), updated every `kioskLimits.tickMs`. */
  get now(): ReadonlySignal<number> {
    return this.#now
  }

  /** Tickets whose customers went without their numbers, because the connection was lost. */
  get lateTickets(): ReadonlySignal<readonly LateTicket[]> {
    return this.#lateTickets
  }

  /** Any touch or key restarts the idle timeout, except while a question or the attract screen is open. */
  touched(): void {
    const now = performance.now()
    const { screen } = this.#session.value
    if (screen.at !== 'attract' && !isIdleAsked(this.#session.value, now, this.#times)) this.stay()
  }

  /** The answer "still here" to the idle question. */
  stay(): void {
    this.#session.value = touch(this.#session.value, performance.now())
  }

  wake(): void {
    this.#session.value = wake(this.#session.value, performance.now())
  }

  /** A tap on an open service. The command's idempotency key is made here, once; a second tap sends the same key. */
  tap(service: ServiceId): void {
    const { category, aids } = this.#session.value
    const language = aids.language || (this.#hall.view.value?.languages[0] ?? '')
    const until = this.#hall.serverNow() + kioskLimits.choiceLifeMs
    const choice: Choice = { id: commandKey(), service, language, until, ...(category ? { category } : {}) }
    const next = choose(this.#session.value, choice, performance.now())
    this.#session.value = next
    if (next.screen.at === 'sending' && next.screen.choice.service === service) this.#send(next.screen.choice)
  }

  tapBoth(): void {
    const { asking } = this.#session.value
    this.#session.value = chooseBoth(this.#session.value, performance.now())
    const { screen } = this.#session.value
    if (asking && screen.at === 'sending' && screen.choice.id === asking.choice.id) this.#send(asking.choice)
  }

  dropSecond(): void {
    this.#session.value = dropSecond(this.#session.value, performance.now())
  }

  /** Opens the home screen in the same session: aids and language stay. */
  goHome(): void {
    const session = this.#session.value
    const { aids, last } = session
    this.#session.value = { ...newSession(aids, performance.now(), session), ...(last ? { last } : {}) }
  }

  /** Ends the session; the next one starts from the defaults. */
  end(): void {
    const now = performance.now()
    const session = this.#session.value
    if (isDebouncing(session, now) || isTicketNew(session, now)) return
    this.#session.value = newSession(defaultAids, now, session)
    this.#resetPage()
  }

  /** Sends the customer's answer: the ticket was printed, or a reprint is wanted. */
  reply(came: boolean): void {
    if (this.printStatus() !== 'asked') return
    this.#session.value = applyReply(this.#session.value, came, performance.now())
    const { screen } = this.#session.value
    if (screen.at !== 'ticket' || screen.reply?.came === 'no-more') return
    const { id: ticket } = screen.ticket
    void this.#hall.client.act(came ? 'paper-came-out' : 'reprint', { ticket }).then(({ ok }) => {
      if (!ok) this.#session.value = refuseReprint(this.#session.value, ticket)
    })
  }

  explain(service: ServiceId): void {
    this.#change({ screen: { at: 'unavailable', service } })
  }

  askPriority(): void {
    this.#change({ screen: { at: 'priority' } })
  }

  takePriority(category: Category | undefined): void {
    const { category: _, ...rest } = this.#session.value
    this.#session.value = touch(
      { ...rest, ...(category ? { category } : {}), screen: { at: 'home' } },
      performance.now(),
    )
  }

  showPage(page: number, group: string | undefined): void {
    this.#change({ page, ...(group === undefined ? {} : { group }) })
  }

  setAids(aids: Partial<Aids>): void {
    this.#change({ aids: { ...this.#session.value.aids, ...aids }, page: 0 })
  }

  /** Reloads the page for a newer build as soon as no session is in progress. */
  reloadWhenFree(): void {
    this.#wantsReload = true
  }

  /** The print state of the ticket on the screen; undefined on every other screen. */
  printStatus(): PrintStatus | undefined {
    const { screen } = this.#session.value
    return screen.at === 'ticket' ? printStatusOf(screen, this.#now.value) : undefined
  }

  get #times(): KioskTimes {
    return this.#hall.view.value?.times ?? defaultTimes
  }

  #change(part: Partial<Session>): void {
    this.#session.value = touch({ ...this.#session.value, ...part }, performance.now())
  }

  /**
   * After a reload the pending choice goes on with the same idempotency key, so that it still gives one ticket. A choice
   * past its time is only asked for its outcome, because its customer is no longer there.
   */
  #resume({ id, body }: Extract<PendingCommand, { command: 'issue-ticket' }>): void {
    const now = performance.now()
    const { service, language = '', category, until = this.#hall.serverNow() } = body
    const choice: Choice = { id, service, language, until, ...(category ? { category } : {}) }
    if (until > this.#hall.serverNow())
      this.#session.value = choose(newSession({ ...defaultAids, language }, now), choice, now)
    this.#send(choice)
  }

  #send(choice: Choice): void {
    const { id, ...body } = choice
    void this.#hall.client.act('issue-ticket', body, id).then((answer) => {
      this.#session.value = applyAnswer(this.#session.value, id, answer, performance.now())
      if (answer.ok) this.#noteWhetherShown(choice, answer.result)
      else if ('unknown' in answer) this.#unresolved.push(choice)
    })
  }

  /**
   * Confirms a number that the screen shows. Keeps the label of a ticket that no screen shows: its customer may still be
   * in the hall.
   */
  #noteWhetherShown({ until }: Choice, { ticket, label }: { ticket: TicketId; label: Label }): void {
    const { screen } = this.#session.value
    if (screen.at === 'ticket' && screen.ticket.id === ticket)
      return this.#hall.client.report({ shown: ticket })
    const late = { label, takenAt: until - kioskLimits.choiceLifeMs, knownAt: performance.now() }
    this.#lateTickets.value = [...this.#lateTickets.value, late]
  }

  #tick(): void {
    this.#now.value = performance.now()
    this.#session.value = applyPrintStates(this.#session.value, this.#hall.view.value?.printStates)
    const before = this.#session.value
    this.#session.value = applyTime(
      before,
      this.#now.value,
      this.#times,
      defaultAids,
      this.printStatus(),
      this.#lateTickets.value.length === 0,
    )
    if (isOver(before, this.#session.value)) this.#resetPage()
    for (const choice of this.#unresolved.splice(0)) this.#send(choice)
    if (this.#lateTickets.value.some(({ knownAt }) => this.#isOld(knownAt)))
      this.#lateTickets.value = this.#lateTickets.value.filter(({ knownAt }) => !this.#isOld(knownAt))
    if (this.#wantsReload && this.#isFree()) reloadOnceAMinute()
  }

  #isOld = (knownAt: number): boolean => this.#now.value - knownAt > kioskLimits.lateTicketMs

  #isFree(): boolean {
    if (this.#lateTickets.value.length > 0) return false
    const { screen, aids, touchedAt } = this.#session.value
    const isQuiet = this.#now.value - touchedAt > this.#times.homeAfterPrintedMs
    return screen.at === 'attract' || (screen.at === 'home' && isQuiet && !isAssisted(aids))
  }
}
