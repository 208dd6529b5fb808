import type { CommandType } from '../../hall/commands/command-types.ts'

/** Every kind of row that the record has, in the order in which a page offers them: a command that is missing does not compile. */
const kinds: Readonly<Record<CommandType, true>> = {
  'issue-ticket': true,
  'call-next': true,
  'call-ticket': true,
  recall: true,
  'start-service': true,
  finish: true,
  'mark-no-show': true,
  'put-back': true,
  hold: true,
  resume: true,
  transfer: true,
  'return-ticket': true,
  'cancel-ticket': true,
  'bring-forward': true,
  recategorise: true,
  undo: true,
  leave: true,
  'let-go-first': true,
  rate: true,
  'rate-at-counter': true,
  'open-counter': true,
  'close-counter': true,
  'pause-counter': true,
  'ask-to-open': true,
  'set-profile': true,
  'test-call': true,
  'open-service': true,
  'close-service': true,
  'stop-tickets': true,
  'give-tickets': true,
  'close-day': true,
  reprint: true,
  'paper-came-out': true,
  'cancel-print': true,
  'print-test-page': true,
  'read-notes': true,
  'read-ratings': true,
  'destroy-notes': true,
  'destroy-words': true,
  'change-settings': true,
  'plan-settings': true,
  'withdraw-plan': true,
  'refuse-plan': true,
  'change-staff': true,
  'record-sign-in': true,
  'record-sign-out': true,
  'record-failed-sign-ins': true,
  'change-keys': true,
  'change-device': true,
  'refuse-pairing': true,
  'ask-for-backup': true,
  'remove-records': true,
  'accept-clock': true,
  'raise-numbers': true,
  'start-hall': true,
  'time-passed': true,
  'file-settings': true,
  'report-link': true,
  'report-number': true,
  'tell-waits': true,
  'report-print': true,
  'report-printer': true,
}

export type RecordKind = CommandType
export const recordKinds = Object.keys(kinds) as readonly RecordKind[]

/** A row of the record, as `GET /api/record` gives it. */
export interface ShownRow {
  readonly seq: number
  readonly at: number
  readonly who: string
  readonly device: string
  readonly what: string
  readonly counter?: string
  readonly ticket?: string
  readonly label?: string
  readonly events: readonly (Readonly<Record<string, unknown>> & { readonly type: string })[]
}

/** A page of the record. */
export interface ShownPage {
  readonly day: string
  readonly rows: readonly ShownRow[]
  readonly cursor?: string
  readonly closing?: { readonly batch: number; readonly sha256: string }
}
