import type { z } from 'zod'
import type { FloorCommandType } from '../hall/commands/command-types.ts'
import { addKey } from './access/add-key.ts'
import { addStaff } from './access/add-staff.ts'
import { approveDevice } from './access/approve-device.ts'
import { changeKey } from './access/change-key.ts'
import { changeStaff } from './access/change-staff.ts'
import { disableStaff } from './access/disable-staff.ts'
import { enableStaff } from './access/enable-staff.ts'
import { refuseDevice } from './access/refuse-device.ts'
import { removePasskey } from './access/remove-passkey.ts'
import { resetPassword } from './access/reset-password.ts'
import { revokeDevice } from './access/revoke-device.ts'
import { revokeKey } from './access/revoke-key.ts'
import type { CommandDefinition } from './command.ts'
import { askToOpen } from './floor/counters/ask-to-open.ts'
import { closeCounter } from './floor/counters/close-counter.ts'
import { openCounter } from './floor/counters/open-counter.ts'
import { pauseCounter } from './floor/counters/pause-counter.ts'
import { rateAtCounter } from './floor/counters/rate-at-counter.ts'
import { setProfile } from './floor/counters/set-profile.ts'
import { testCall } from './floor/counters/test-call.ts'
import { acceptClock } from './floor/hall/accept-clock.ts'
import { closeDay } from './floor/hall/close-day.ts'
import { closeService } from './floor/hall/close-service.ts'
import { giveTickets } from './floor/hall/give-tickets.ts'
import { openService } from './floor/hall/open-service.ts'
import { stopTickets } from './floor/hall/stop-tickets.ts'
import { cancelPrint } from './floor/paper/cancel-print.ts'
import { paperCameOut } from './floor/paper/paper-came-out.ts'
import { printTestPage } from './floor/paper/print-test-page.ts'
import { reprint } from './floor/paper/reprint.ts'
import { leave } from './floor/phone/leave.ts'
import { letGoFirst } from './floor/phone/let-go-first.ts'
import { rate } from './floor/phone/rate.ts'
import { bringForward } from './floor/tickets/bring-forward.ts'
import { callNext } from './floor/tickets/call-next.ts'
import { callTicket } from './floor/tickets/call-ticket.ts'
import { cancelTicket } from './floor/tickets/cancel-ticket.ts'
import { finish } from './floor/tickets/finish.ts'
import { hold } from './floor/tickets/hold.ts'
import { issueTicket } from './floor/tickets/issue-ticket.ts'
import { markNoShow } from './floor/tickets/mark-no-show.ts'
import { putBack } from './floor/tickets/put-back.ts'
import { recall } from './floor/tickets/recall.ts'
import { recategorise } from './floor/tickets/recategorise.ts'
import { resume } from './floor/tickets/resume.ts'
import { returnTicket } from './floor/tickets/return-ticket.ts'
import { startService } from './floor/tickets/start-service.ts'
import { transfer } from './floor/tickets/transfer.ts'
import { undo } from './floor/tickets/undo.ts'
import { destroyNotes } from './floor/words/destroy-notes.ts'
import { readNotes } from './floor/words/read-notes.ts'
import { readRatings } from './floor/words/read-ratings.ts'
import { destroyWords } from './maintenance/destroy-words.ts'
import { makeBackup } from './maintenance/make-backup.ts'
import { changeSettings } from './settings/change-settings.ts'
import { planSettings } from './settings/plan-settings.ts'
import { withdrawPlan } from './settings/withdraw-plan.ts'

/** Commands about the accounts of staff. */
const staffCommands = {
  'add-staff': addStaff,
  'change-staff': changeStaff,
  'disable-staff': disableStaff,
  'enable-staff': enableStaff,
  'reset-password': resetPassword,
  'remove-passkey': removePasskey,
} as const satisfies Record<string, CommandDefinition>
type StaffCommandType = keyof typeof staffCommands

export const isStaffCommand = (type: string): type is StaffCommandType => Object.hasOwn(staffCommands, type)

/** Commands about changes of the settings, at once or at a moment. */
const settingsCommands = {
  'change-settings': changeSettings,
  'plan-settings': planSettings,
  'withdraw-plan': withdrawPlan,
} as const satisfies Record<string, CommandDefinition>
type SettingsCommandType = keyof typeof settingsCommands

export const isSettingsCommand = (type: string): type is SettingsCommandType =>
  Object.hasOwn(settingsCommands, type)

/** Commands about API keys. */
const apiKeyCommands = {
  'add-key': addKey,
  'change-key': changeKey,
  'revoke-key': revokeKey,
} as const satisfies Record<string, CommandDefinition>
type ApiKeyCommandType = keyof typeof apiKeyCommands

export const isApiKeyCommand = (type: string): type is ApiKeyCommandType =>
  Object.hasOwn(apiKeyCommands, type)

/** Commands about the pairing of devices. */
const deviceCommands = {
  'approve-device': approveDevice,
  'refuse-device': refuseDevice,
  'revoke-device': revokeDevice,
} as const satisfies Record<string, CommandDefinition>
type DeviceCommandType = keyof typeof deviceCommands

export const isDeviceCommand = (type: string): type is DeviceCommandType =>
  Object.hasOwn(deviceCommands, type)

/** Commands about backups and stored words. */
const maintenanceCommands = {
  'make-backup': makeBackup,
  'destroy-words': destroyWords,
} as const satisfies Record<string, CommandDefinition>
type MaintenanceCommandType = keyof typeof maintenanceCommands

export const isMaintenanceCommand = (type: string): type is MaintenanceCommandType =>
  Object.hasOwn(maintenanceCommands, type)

/** The table of all commands on the wire, for HTTP and sockets. */
export const commands = {
  'issue-ticket': issueTicket,
  'open-counter': openCounter,
  'close-counter': closeCounter,
  'pause-counter': pauseCounter,
  'call-next': callNext,
  'call-ticket': callTicket,
  recall,
  'start-service': startService,
  'mark-no-show': markNoShow,
  'put-back': putBack,
  finish,
  hold,
  resume,
  transfer,
  'return-ticket': returnTicket,
  'cancel-ticket': cancelTicket,
  'bring-forward': bringForward,
  recategorise,
  leave,
  'let-go-first': letGoFirst,
  rate,
  'rate-at-counter': rateAtCounter,
  undo,
  'close-service': closeService,
  'open-service': openService,
  'stop-tickets': stopTickets,
  'give-tickets': giveTickets,
  'close-day': closeDay,
  'ask-to-open': askToOpen,
  'set-profile': setProfile,
  'test-call': testCall,
  reprint,
  'paper-came-out': paperCameOut,
  'cancel-print': cancelPrint,
  'print-test-page': printTestPage,
  'read-notes': readNotes,
  'destroy-notes': destroyNotes,
  'read-ratings': readRatings,
  'accept-clock': acceptClock,
  ...settingsCommands,
  ...staffCommands,
  ...apiKeyCommands,
  ...deviceCommands,
  ...maintenanceCommands,
} as const satisfies Record<
  | FloorCommandType
  | 'accept-clock'
  | SettingsCommandType
  | StaffCommandType
  | ApiKeyCommandType
  | DeviceCommandType
  | MaintenanceCommandType,
  CommandDefinition
>

export type WireCommandType = keyof typeof commands
type Definition<T extends WireCommandType> = (typeof commands)[T]

/** A command's body as a page sends it. */
export type BodyOf<T extends WireCommandType> = z.input<Definition<T>['body']>
/** The result of an accepted command. */
export type ResultOf<T extends WireCommandType> = z.output<Definition<T>['result']>
/** A command's body after parsing. */
export type SentBody<T extends WireCommandType> = z.output<Definition<T>['body']>

/** A personal field of a command, such as `transfer.note`. */
export type PersonalField = {
  [T in WireCommandType]: `${T}.${Definition<T>['personal'][number]}`
}[WireCommandType]

/** A command with its body, as pages store and send it. */
export type GivenCommand = {
  [T in WireCommandType]: { readonly command: T; readonly body: BodyOf<T> }
}[WireCommandType]

/** A command about the account of a member of staff. */
export type StaffOrder = {
  [T in StaffCommandType]: { readonly type: T; readonly body: SentBody<T> }
}[StaffCommandType]

/** A command about a change of the settings. */
export type SettingsOrder = {
  [T in SettingsCommandType]: { readonly type: T; readonly body: SentBody<T> }
}[SettingsCommandType]

/** A command about an API key. */
export type KeyOrder = {
  [T in ApiKeyCommandType]: { readonly type: T; readonly body: SentBody<T> }
}[ApiKeyCommandType]

/** A command about the pairing of a device. */
export type DeviceOrder = {
  [T in DeviceCommandType]: { readonly type: T; readonly body: SentBody<T> }
}[DeviceCommandType]

/** A command about backups and stored words. */
export type MaintenanceOrder = {
  [T in MaintenanceCommandType]: { readonly type: T; readonly body: SentBody<T> }
}[MaintenanceCommandType]

export const isWireCommand = (type: string): type is WireCommandType => Object.hasOwn(commands, type)
