import { callNext, callTicket, finish, markNoShow, recall, startService } from './commands/calling.ts'
import type { Command } from './commands/command-types.ts'
import {
  askToOpen,
  closeCounter,
  closeService,
  openCounter,
  openService,
  pauseCounter,
  reportLink,
  setProfile,
} from './commands/counters.ts'
import { type Decision, refuse, staleness, whyNotHere } from './commands/decision.ts'
import { cancelTicket, hold, putBack, resume, transfer } from './commands/handover.ts'
import { issueTicket, leave, letGoFirst, rate, returnTicket } from './commands/issuing.ts'
import { decidePaper, type PaperCommand } from './commands/printing.ts'
import { undo } from './commands/undo.ts'
import type { Context } from './entry.ts'
import type { Hall } from './hall.ts'
import { acceptClock, closeDay, startHall, timePassed } from './timers.ts'

export type { Decision } from './commands/decision.ts'

/**
 * The one door through which anything is decided: command and state in, events or a refusal out. Reads no
 * clock, rolls no dice, changes nothing. The wire has checked shapes and roles; here speaks the hall.
 */
export function decide(hall: Hall, command: Command, context: Context): Decision {
  const { type, body } = command
  if (!hall.settings && type !== 'start-hall') return refuse('hall-is-closed')
  // Whether they may act there comes first, then whether they saw the truth, then everything else.
  const refused = 'expect' in body && (whyNotHere(hall, command, context) ?? staleness(hall, body))
  if (refused) return refused
  switch (type) {
    case 'issue-ticket':
      return issueTicket(hall, body, context)
    case 'open-counter':
      return openCounter(hall, body, context)
    case 'close-counter':
      return closeCounter(hall, body, context)
    case 'pause-counter':
      return pauseCounter(hall, body, context)
    case 'call-next':
      return callNext(hall, body, context)
    case 'call-ticket':
      return callTicket(hall, body, context)
    case 'recall':
      return recall(hall, body, context)
    case 'start-service':
      return startService(hall, body, context)
    case 'mark-no-show':
      return markNoShow(hall, body, context)
    case 'put-back':
      return putBack(hall, body, context)
    case 'finish':
      return finish(hall, body, context)
    case 'hold':
      return hold(hall, body, context)
    case 'resume':
      return resume(hall, body, context)
    case 'transfer':
      return transfer(hall, body, context)
    case 'return-ticket':
      return returnTicket(hall, body, context)
    case 'cancel-ticket':
      return cancelTicket(hall, body, context)
    case 'leave':
      return leave(hall, body, context)
    case 'let-go-first':
      return letGoFirst(hall, body, context)
    case 'rate':
      return rate(hall, body, context)
    case 'undo':
      return undo(hall, body, context)
    case 'close-service':
      return closeService(hall, body, context)
    case 'open-service':
      return openService(hall, body, context)
    case 'close-day':
      return closeDay(hall, body, context)
    case 'ask-to-open':
      return askToOpen(hall, body, context)
    case 'set-profile':
      return setProfile(hall, body, context)
    case 'time-passed':
      return timePassed(hall, body, context)
    case 'start-hall':
      return startHall(hall, body, context)
    case 'accept-clock':
      return acceptClock(hall, body, context)
    case 'report-link':
      return reportLink(hall, body, context)
    default:
      return decidePaper(hall, { type: type satisfies PaperCommand['type'], body } as PaperCommand, context)
  }
}
