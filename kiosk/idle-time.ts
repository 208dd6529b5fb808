import type { KioskTimes } from '../server/hall/settings.ts'
import { type Aids, isAssisted, newSession, type PrintStatus, type Session } from './session.ts'

/** The part of the session's reducer that time drives. */

/** Idle time until the question "are you still there", and the countdown after it (ms). */
const idleTimes = (aids: Aids, times: KioskTimes): { after: number; countdown: number } =>
  isAssisted(aids)
    ? { after: times.idleAfterAssistedMs, countdown: times.idleCountdownAssistedMs }
    : { after: times.idleAfterMs, countdown: times.idleCountdownMs }

/** Whole seconds until the session times out; undefined while no countdown runs. */
export function secondsLeft(session: Session, now: number, times: KioskTimes): number | undefined {
  const { screen, aids, touchedAt } = session
  if (screen.at === 'attract' || screen.at === 'sending') return undefined
  if (screen.at === 'ticket' && screen.printedAt !== undefined) {
    const stay = times.homeAfterPrintedMs * (isAssisted(aids) ? 2 : 1)
    return Math.ceil((Math.max(screen.printedAt, touchedAt) + stay - now) / 1000)
  }
  if (screen.at === 'home' && !hasChoices(session)) return undefined
  const { after, countdown } = idleTimes(aids, times)
  const idle = now - touchedAt
  return idle < after ? undefined : Math.ceil((after + countdown - idle) / 1000)
}

/** The home screen with a category, an aid or a page chosen belongs to a customer. */
const hasChoices = (session: Session): boolean =>
  isAssisted(session.aids) ||
  session.category !== undefined ||
  session.page > 0 ||
  session.asking !== undefined

/** True while the idle question is open. A printed ticket counts down on its own key instead. */
export const isIdleAsked = (session: Session, now: number, times: KioskTimes): boolean =>
  secondsLeft(session, now, times) !== undefined &&
  !(session.screen.at === 'ticket' && session.screen.printedAt !== undefined)

/** Applies the clock: notes the time of printing, ends a timed-out session, opens the attract screen when idle. */
export function applyTime(
  session: Session,
  now: number,
  times: KioskTimes,
  usual: Aids,
  printStatus: PrintStatus | undefined,
  mayRest: boolean,
): Session {
  const { screen } = session
  if (screen.at === 'ticket' && printStatus === 'printed' && screen.printedAt === undefined)
    return { ...session, screen: { ...screen, printedAt: now } }
  const left = secondsLeft(session, now, times)
  if (left !== undefined) return left <= 0 ? newSession(usual, now, session) : session
  if (mayRest && screen.at === 'home' && now - session.touchedAt >= times.attractAfterMs)
    return { ...newSession(usual, now, session), screen: { at: 'attract' } }
  return session
}
