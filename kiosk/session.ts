import type { Category, CommandKey, EpochMs, Label, ServiceId, TicketId } from '../server/hall/ids.ts'
import type { Refusal } from '../server/hall/refusals.ts'
import type { PaperState, Wait } from '../server/hall/views/view-types.ts'
import type { NoFigure } from '../server/hall/waits/told-waits.ts'
import type { Answer } from '../server/protocol/messages.ts'
import { kioskLimits } from './limits.ts'

/**
 * The pure reducer of one customer's session at the kiosk. Times are milliseconds of any monotonic clock. A session
 * that ends leaves no personal choice behind.
 */

export interface Aids {
  language: string
  large: boolean
  contrast: boolean
  low: boolean
}

/** One tap on a service. Its id is the command's idempotency key, so that one choice gives one ticket. */
export interface Choice {
  readonly id: CommandKey
  readonly service: ServiceId
  readonly category?: Category
  readonly language: string
  /** The hall issues no ticket for it after this moment (server's clock, epoch ms). */
  readonly until: number
}

/** A ticket whose outcome was learnt after its customer had gone without it. */
export interface LateTicket {
  readonly label: Label
  readonly takenAt: EpochMs
  readonly knownAt: number
}

export interface Issued {
  readonly id: TicketId
  readonly label: Label
  readonly service: ServiceId
  readonly category?: Category
  readonly ahead: number
  /** Every open counter that can serve it would call it first. */
  readonly next?: true
  /** A counter is free for it. */
  readonly now?: true
  readonly wait?: Wait
  /** Why there is no figure. */
  readonly why?: NoFigure
  readonly phoneUrl?: string
}

/** The customer's answer about a slip whose printer confirms nothing. */
export interface Reply {
  /** `no`: a reprint was asked for · `no-more`: no slip will come; the number on the screen is the ticket. */
  readonly came: 'yes' | 'no' | 'no-more'
  readonly at: number
  /** Slips that may have been printed by then. */
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
      /** The last known state of this ticket's paper. */
      readonly printing?: PaperState
      readonly printedAt?: number
      readonly reply?: Reply
    }
  | {
      readonly at: 'trouble'
      readonly trouble: Trouble
      readonly choice: Choice
      readonly opensAt?: number
    }

export interface Session {
  readonly screen: Screen
  readonly aids: Aids
  readonly touchedAt: number
  readonly page: number
  readonly group?: string
  readonly category?: Category
  /** The last choice that was sent. */
  readonly last?: { readonly service: ServiceId; readonly at: number }
  /** A second service tapped right after the first; the customer confirms it before it is sent. */
  readonly asking?: { readonly choice: Choice; readonly at: number }
  /** Time of the last ticket of this kiosk. */
  readonly issuedAt?: number
  /** Labels of earlier tickets of this session. */
  readonly earlierLabels: readonly Label[]
}

/** A new session on the home screen. Of the session before it only the time of its ticket is kept. */
export const newSession = (
  aids: Aids,
  now: number,
  { issuedAt }: Pick<Session, 'issuedAt'> = {},
): Session => ({
  screen: { at: 'home' },
  aids,
  touchedAt: now,
  page: 0,
  earlierLabels: [],
  ...(issuedAt === undefined ? {} : { issuedAt }),
})

export const isAssisted = ({ large, contrast, low }: Aids): boolean => large || contrast || low

export const touch = (session: Session, now: number): Session => ({ ...session, touchedAt: now })

/** The first touch of the attract screen opens the home screen and has no other effect. */
export const wake = (session: Session, now: number): Session =>
  session.screen.at === 'attract' ? { ...session, screen: { at: 'home' }, touchedAt: now } : session

/**
 * A tap on a service. The pending service again changes nothing, because the caller sends the same key again. Another
 * service within `secondChoiceWithinMs` of the last waits for the customer's confirmation.
 */
export function choose(session: Session, choice: Choice, now: number): Session {
  const touched = touch(session, now)
  const { screen, last, issuedAt } = session
  if (screen.at === 'sending' && screen.choice.service === choice.service) return touched
  const isSecond =
    last !== undefined && last.service !== choice.service && now - last.at < kioskLimits.secondChoiceWithinMs
  const isSoon = issuedAt !== undefined && now - issuedAt < kioskLimits.secondTicketWithinMs
  if (isSecond || isSoon || screen.at === 'sending')
    return { ...touched, asking: session.asking ?? { choice, at: now } }
  return send(touched, choice, now)
}

function send(session: Session, choice: Choice, now: number): Session {
  const { asking: _, ...rest } = session
  return {
    ...rest,
    screen: { at: 'sending', choice, since: now },
    last: { service: choice.service, at: now },
  }
}

/** Accepts the second choice; the label of the first ticket stays on the screen. */
export function chooseBoth(session: Session, now: number): Session {
  if (!session.asking || session.screen.at === 'sending') return session
  if (now - session.asking.at < kioskLimits.questionDebounceMs) return session
  const first = session.screen.at === 'ticket' ? [session.screen.ticket.label] : []
  return send(
    { ...touch(session, now), earlierLabels: [...session.earlierLabels, ...first] },
    session.asking.choice,
    now,
  )
}

export function dropSecond(session: Session, now: number): Session {
  const { asking: _, ...rest } = session
  return touch(rest, now)
}

/** The choice whose outcome this screen waits for: being sent, or given up while it was unknown. */
function awaitedChoice({ screen }: Session): Choice | undefined {
  if (screen.at === 'sending') return screen.choice
  return screen.at === 'trouble' && screen.trouble === 'unknown' ? screen.choice : undefined
}

/** Shows the answer to the choice that the screen waits for. An answer to another one belongs to a session that is over. */
export function applyAnswer(session: Session, id: CommandKey, answer: Answer, now: number): Session {
  const choice = awaitedChoice(session)
  if (choice?.id !== id) return session
  const { service, category } = choice
  if (!answer.ok) {
    const told = troubleOf(answer)
    if (told.trouble === 'unknown' && session.screen.at === 'trouble') return session
    return { ...touch(session, now), screen: { at: 'trouble', choice, ...told } }
  }
  const { ticket: number, label, ahead, phoneUrl, ...told } = answer.result
  const ticket: Issued = {
    id: String(number),
    label: String(label),
    service,
    ahead: Number(ahead),
    ...(category ? { category } : {}),
    ...(told as Pick<Issued, 'next' | 'now' | 'wait' | 'why'>),
    ...(typeof phoneUrl === 'string' ? { phoneUrl } : {}),
  }
  return { ...touch(session, now), screen: { at: 'ticket', ticket, since: now }, issuedAt: now }
}

function troubleOf(answer: Extract<Answer, { ok: false }>): { trouble: Trouble; opensAt?: number } {
  if ('refusal' in answer) {
    const { reason, opensAt } = answer.refusal
    return { trouble: reason, ...(opensAt === undefined ? {} : { opensAt }) }
  }
  if ('invalid' in answer) return { trouble: 'invalid' }
  return { trouble: 'denied' in answer ? 'denied' : 'unknown' }
}

/**
 * `again`: a reprint is pending · `asked`: only the customer can know whether the slip was printed · `unsure`: it may
 * have been printed, whole or in part · `silent`: the printer reported nothing in time.
 */
export type PrintStatus = 'none' | 'printing' | 'again' | 'printed' | 'asked' | 'unsure' | 'failed' | 'silent'
type TicketScreen = Extract<Screen, { at: 'ticket' }>

/** The print state of this ticket as the screen shows it. No report within `printSilenceMs` is shown as `silent`. */
export function printStatusOf({ printing, since, reply }: TicketScreen, now: number): PrintStatus {
  const state = printing?.print
  if (state === 'printed' || state === 'none') return state
  if (reply?.came === 'yes') return 'printed'
  if (reply?.came === 'no-more') return 'failed'
  if (printing?.print === 'unsure') {
    if (printing.why !== 'no-proof') return 'unsure'
    // A report that counts no further copy is about the earlier slip, not about the reprint.
    if (copiesOf(printing) > (reply?.copies ?? 0)) return 'asked'
  } else if (state !== undefined && state !== 'queued' && state !== 'printing') return 'failed'
  if (now - (reply?.at ?? since) > kioskLimits.printSilenceMs) return 'silent'
  return reply ? 'again' : 'printing'
}

/** Keeps the state of this ticket's paper, because the view names only the latest tickets of the device. */
export function applyPrintStates(
  session: Session,
  states: Readonly<Record<Label, PaperState>> | undefined,
): Session {
  const { screen } = session
  const printing = screen.at === 'ticket' ? states?.[screen.ticket.label] : undefined
  if (screen.at !== 'ticket' || printing === undefined || printing === screen.printing) return session
  return { ...session, screen: { ...screen, printing } }
}

/** Slips that may exist. At least one, because a printer that confirms nothing may have printed without a count. */
const copiesOf = (printing: PaperState | undefined): number =>
  Math.max(1, (printing && 'copies' in printing ? printing.copies : undefined) ?? 0)

/** Applies the customer's answer. One reprint may be asked for; after that the number on the screen is the ticket. */
export function applyReply(session: Session, came: boolean, now: number): Session {
  const { screen } = session
  if (screen.at !== 'ticket') return session
  const copies = copiesOf(screen.printing)
  const answer = came ? 'yes' : screen.reply ? 'no-more' : 'no'
  return { ...touch(session, now), screen: { ...screen, reply: { came: answer, at: now, copies } } }
}

/** The reprint was refused: no slip will come. */
export function refuseReprint(session: Session, ticket: TicketId): Session {
  const { screen } = session
  if (screen.at !== 'ticket' || screen.ticket.id !== ticket || screen.reply?.came !== 'no') return session
  return { ...session, screen: { ...screen, reply: { ...screen.reply, came: 'no-more' } } }
}

/** True while the ticket on the screen is too new to be ended. */
export const isTicketNew = ({ screen }: Session, now: number): boolean =>
  screen.at === 'ticket' && now - screen.since < kioskLimits.ticketStaysMs

/** Debounce: a double tap on an answer hits the key that replaced it, which must not end the session. */
export const isDebouncing = ({ screen }: Session, now: number): boolean =>
  screen.at === 'ticket' && screen.reply !== undefined && now - screen.reply.at < kioskLimits.secondTouchMs
