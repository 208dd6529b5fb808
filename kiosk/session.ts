import type { Category, CommandKey, Label, ServiceId, TicketId } from '../server/hall/ids.ts'
import type { Refusal } from '../server/hall/refusals.ts'
import type { KioskTimes } from '../server/hall/settings.ts'
import type { PrintState } from '../server/hall/ticket.ts'
import type { Wait } from '../server/hall/views/view-types.ts'
import type { Answer } from '../server/protocol/messages.ts'
import { kioskLimits } from './limits.ts'

/**
 * One person's turn at the kiosk, as a value: what is on the screen and what is remembered until it ends.
 * Pure; times are milliseconds of any clock that only goes forward. A turn that ends leaves nothing behind.
 */

export interface Aids {
  language: string
  large: boolean
  contrast: boolean
  low: boolean
}

/** One tap on a service. Its id is made at that tap and is the command's key: one choice, one ticket. */
export interface Choice {
  readonly id: CommandKey
  readonly service: ServiceId
  readonly category?: Category
  readonly language: string
}

export interface Issued {
  readonly id: TicketId
  readonly label: Label
  readonly service: ServiceId
  readonly category?: Category
  readonly ahead: number
  readonly wait?: Wait
  readonly phoneUrl?: string
}

/** What the customer said of the paper of which the printer proves nothing. */
export interface Reply {
  /** `no`: another one was asked for · `no-more`: none will come; the number on the glass is the ticket. */
  readonly came: 'yes' | 'no' | 'no-more'
  readonly at: number
  /** Papers that may have come out by then. */
  readonly copies: number
}

export type Trouble = Refusal['reason'] | 'denied' | 'invalid' | 'unknown'

export type Screen =
  | { readonly at: 'attract' }
  | { readonly at: 'home' }
  | { readonly at: 'priority' }
  | { readonly at: 'unavailable'; readonly service: ServiceId }
  | { readonly at: 'sending'; readonly choice: Choice; readonly since: number }
  | {
      readonly at: 'ticket'
      readonly ticket: Issued
      readonly since: number
      readonly printedAt?: number
      readonly reply?: Reply
    }
  | {
      readonly at: 'trouble'
      readonly trouble: Trouble
      readonly service: ServiceId
      readonly opensAt?: number
    }

export interface Session {
  readonly screen: Screen
  readonly aids: Aids
  readonly touchedAt: number
  readonly page: number
  readonly group?: string
  readonly category?: Category
  /** The last tap on a service that was sent. */
  readonly last?: { readonly service: ServiceId; readonly at: number }
  /** A second service tapped right after the first: asked about before it is sent. */
  readonly asking?: Choice
  /** Further tickets taken in this turn. */
  readonly also: readonly Label[]
}

/** A new turn; `aids` are the hall's own. */
export const newSession = (aids: Aids, now: number): Session => ({
  screen: { at: 'home' },
  aids,
  touchedAt: now,
  page: 0,
  also: [],
})

export const isAssisted = ({ large, contrast, low }: Aids): boolean => large || contrast || low

export const touch = (turn: Session, now: number): Session => ({ ...turn, touchedAt: now })

/** The attract screen's first touch: home, and nothing else. */
export const wake = (turn: Session, now: number): Session =>
  turn.screen.at === 'attract' ? { ...turn, screen: { at: 'home' }, touchedAt: now } : turn

/**
 * A tap on a service. The same service while its answer is out changes nothing (the caller sends the same id
 * again); another one within two seconds of the last waits to be asked about.
 */
export function choose(turn: Session, choice: Choice, now: number): Session {
  const touched = touch(turn, now)
  const { screen, last } = turn
  if (screen.at === 'sending' && screen.choice.service === choice.service) return touched
  const isSecond =
    last !== undefined && last.service !== choice.service && now - last.at < kioskLimits.secondChoiceWithin
  if (isSecond || screen.at === 'sending') return { ...touched, asking: turn.asking ?? choice }
  return send(touched, choice, now)
}

function send(turn: Session, choice: Choice, now: number): Session {
  const { asking: _, ...rest } = turn
  return {
    ...rest,
    screen: { at: 'sending', choice, since: now },
    last: { service: choice.service, at: now },
  }
}

/** Yes to the second choice: the ticket of the first is kept in words. */
export function chooseBoth(turn: Session, now: number): Session {
  if (!turn.asking || turn.screen.at === 'sending') return turn
  const first = turn.screen.at === 'ticket' ? [turn.screen.ticket.label] : []
  return send({ ...touch(turn, now), also: [...turn.also, ...first] }, turn.asking, now)
}

export function dropSecond(turn: Session, now: number): Session {
  const { asking: _, ...rest } = turn
  return touch(rest, now)
}

const isWait = (wait: unknown): wait is Wait =>
  typeof wait === 'object' && wait !== null && 'from' in wait && 'to' in wait

/** The answer to the choice with this id; any other is of a turn that is over. */
export function answer(turn: Session, id: CommandKey, told: Answer, now: number): Session {
  const { screen } = turn
  if (screen.at !== 'sending' || screen.choice.id !== id) return turn
  const { service, category } = screen.choice
  if (!told.ok) return { ...touch(turn, now), screen: { at: 'trouble', service, ...troubleOf(told) } }
  const { ticket: number, label, ahead, wait, phoneUrl } = told.result
  const ticket: Issued = {
    id: String(number),
    label: String(label),
    service,
    ahead: Number(ahead),
    ...(category ? { category } : {}),
    ...(isWait(wait) ? { wait } : {}),
    ...(typeof phoneUrl === 'string' ? { phoneUrl } : {}),
  }
  return { ...touch(turn, now), screen: { at: 'ticket', ticket, since: now } }
}

function troubleOf(told: Extract<Answer, { ok: false }>): { trouble: Trouble; opensAt?: number } {
  if ('refusal' in told) {
    const { reason, opensAt } = told.refusal
    return { trouble: reason, ...(opensAt === undefined ? {} : { opensAt }) }
  }
  if ('invalid' in told) return { trouble: 'invalid' }
  return { trouble: 'denied' in told ? 'denied' : 'unknown' }
}

/**
 * `again`: another one is on its way · `asked`: only the customer can know whether it came out · `unsure`: it may have
 * come out, whole or in part.
 */
export type Paper = 'none' | 'printing' | 'again' | 'printed' | 'asked' | 'unsure' | 'failed' | 'silent'
type TicketScreen = Extract<Screen, { at: 'ticket' }>

/** What may be said of this ticket's paper. Nothing heard for too long is said, not glossed over. */
export function paperOf(
  { ticket, since, reply }: TicketScreen,
  last: { label: Label; printing: PrintState } | undefined,
  now: number,
): Paper {
  const printing = last?.label === ticket.label ? last.printing : undefined
  const state = printing?.print
  if (state === 'printed' || state === 'none') return state
  if (reply?.came === 'yes') return 'printed'
  if (reply?.came === 'no-more') return 'failed'
  if (printing?.print === 'unsure') {
    if (printing.why !== 'no-proof') return 'unsure'
    // Until the copy that was asked for came out, the old news is of the paper before.
    if (copiesOf(printing) > (reply?.copies ?? 0)) return 'asked'
  } else if (state !== undefined && state !== 'queued' && state !== 'printing') return 'failed'
  if (now - (reply?.at ?? since) > kioskLimits.printSilence) return 'silent'
  return reply ? 'again' : 'printing'
}

/** A paper that a printer without proof let out may exist, counted or not. */
export const copiesOf = (printing: PrintState | undefined): number =>
  Math.max(1, (printing && 'copies' in printing ? printing.copies : undefined) ?? 0)

/** The customer's word. Another paper is asked for once; after that the glass is the ticket. */
export function reply(turn: Session, came: boolean, copies: number, now: number): Session {
  const { screen } = turn
  if (screen.at !== 'ticket') return turn
  const said = came ? 'yes' : screen.reply ? 'no-more' : 'no'
  return { ...touch(turn, now), screen: { ...screen, reply: { came: said, at: now, copies } } }
}

/** The other paper that was asked for on this screen will not come. */
export function noOtherPaper(turn: Session, ticket: TicketId): Session {
  const { screen } = turn
  if (screen.at !== 'ticket' || screen.ticket.id !== ticket || screen.reply?.came !== 'no') return turn
  return { ...turn, screen: { ...screen, reply: { ...screen.reply, came: 'no-more' } } }
}

/** A second touch of an answer falls on the key that has come to its place: it ends nothing. */
export const isSettling = ({ screen }: Session, now: number): boolean =>
  screen.at === 'ticket' && screen.reply !== undefined && now - screen.reply.at < kioskLimits.secondTouch

/** When this screen asks "are you still there", and how long it then waits. */
const patience = (aids: Aids, times: KioskTimes): { after: number; countdown: number } =>
  isAssisted(aids)
    ? { after: times.idleAfterAssistedMs, countdown: times.idleCountdownAssistedMs }
    : { after: times.idleAfterMs, countdown: times.idleCountdownMs }

/** Whole seconds until the turn ends by itself, once the screen counts them; absent until then. */
export function secondsLeft(turn: Session, now: number, times: KioskTimes): number | undefined {
  const { screen, aids, touchedAt } = turn
  if (screen.at === 'attract' || screen.at === 'sending') return undefined
  if (screen.at === 'ticket' && screen.printedAt !== undefined) {
    const stay = times.homeAfterPrintedMs * (isAssisted(aids) ? 2 : 1)
    return Math.ceil((Math.max(screen.printedAt, touchedAt) + stay - now) / 1000)
  }
  if (screen.at === 'home' && !isTouched(turn)) return undefined
  const { after, countdown } = patience(aids, times)
  const idle = now - touchedAt
  return idle < after ? undefined : Math.ceil((after + countdown - idle) / 1000)
}

/** Home with something chosen on it (a category, an aid) is somebody's turn as well. */
const isTouched = (turn: Session): boolean =>
  isAssisted(turn.aids) || turn.category !== undefined || turn.page > 0 || turn.asking !== undefined

/** True while the overlay asks; the ticket whose paper is out counts down on its own key. */
export const isAsked = (turn: Session, now: number, times: KioskTimes): boolean =>
  secondsLeft(turn, now, times) !== undefined &&
  !(turn.screen.at === 'ticket' && turn.screen.printedAt !== undefined)

/** Time goes by: notes when the paper came out, ends a turn nobody continues, rests when nobody is there. */
export function pass(
  turn: Session,
  now: number,
  times: KioskTimes,
  usual: Aids,
  paper: Paper | undefined,
): Session {
  const { screen } = turn
  if (screen.at === 'ticket' && paper === 'printed' && screen.printedAt === undefined)
    return { ...turn, screen: { ...screen, printedAt: now } }
  const left = secondsLeft(turn, now, times)
  if (left !== undefined) return left <= 0 ? newSession(usual, now) : turn
  if (screen.at === 'home' && now - turn.touchedAt >= times.attractAfterMs)
    return { ...newSession(usual, now), screen: { at: 'attract' } }
  return turn
}
