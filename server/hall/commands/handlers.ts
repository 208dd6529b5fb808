import { acceptClock, closeDay, raiseNumbers, startHall, timePassed } from '../deadlines/timers.ts'
import type { Context } from '../entry.ts'
import type { Hall } from '../hall.ts'
import { callingHandlers } from './calling.ts'
import type { KeeperCommands, KeeperCommandType } from './command-shapes.ts'
import { counterHandlers, reportLink } from './counters.ts'
import type { Decision } from './decision.ts'
import { handoverHandlers } from './handover.ts'
import { issuingHandlers, reportNumber } from './issuing.ts'
import { placingHandlers } from './placing.ts'
import { paperHandlers, reportPrint, reportPrinter } from './printing.ts'
import { ratingHandlers } from './rating.ts'
import { destroyWords, readingHandlers } from './reading.ts'
import {
  askForBackup,
  changeDevice,
  changeKeys,
  changeSettings,
  changeStaff,
  fileSettings,
  recordFailedSignIns,
  recordSignIn,
  recordSignOut,
  refusePairing,
  removeRecords,
} from './settings.ts'
import { planSettings, refusePlan, withdrawPlan } from './settings-plans.ts'
import { type UndoableCommand, undo } from './undo.ts'
import { tellWaits } from './waits.ts'

/** One function per command, and the only list of commands that the heart has: `command-types.ts` reads it. */

type Handler<Body> = (hall: Hall, body: Body, context: Context) => Decision

export const floorHandlers = {
  ...issuingHandlers,
  ...callingHandlers,
  ...handoverHandlers,
  ...placingHandlers,
  ...counterHandlers,
  ...paperHandlers,
  ...ratingHandlers,
  ...readingHandlers,
  'close-day': closeDay,
  undo,
} satisfies Readonly<Record<UndoableCommand, unknown>> & Readonly<Record<string, unknown>>

export const keeperHandlers: { readonly [T in KeeperCommandType]: Handler<KeeperCommands[T]> } = {
  'time-passed': timePassed,
  'start-hall': startHall,
  'change-settings': changeSettings,
  'plan-settings': planSettings,
  'withdraw-plan': withdrawPlan,
  'refuse-plan': refusePlan,
  'file-settings': fileSettings,
  'change-staff': changeStaff,
  'record-sign-in': recordSignIn,
  'record-sign-out': recordSignOut,
  'record-failed-sign-ins': recordFailedSignIns,
  'change-keys': changeKeys,
  'remove-records': removeRecords,
  'change-device': changeDevice,
  'refuse-pairing': refusePairing,
  'ask-for-backup': askForBackup,
  'destroy-words': destroyWords,
  'raise-numbers': raiseNumbers,
  'accept-clock': acceptClock,
  'report-link': reportLink,
  'report-number': reportNumber,
  'tell-waits': tellWaits,
  'report-print': reportPrint,
  'report-printer': reportPrinter,
}
