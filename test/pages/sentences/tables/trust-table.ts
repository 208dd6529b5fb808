import { keyCommands, keyViews } from '../../../../server/protocol/access/key-grants.ts'
import { recordKinds } from '../../../../server/protocol/maintenance/record-kinds.ts'
import type { Table } from '../driven-page.ts'
import { messagesOf } from '../marked-words.ts'
import { forAuditor, frame } from './setup-table.ts'

/** Sentences of the sections of trust in each state. */

const fields = ['day', 'ticket', 'who', 'device', 'what'].map((field) => `record.field.${field}`)
const search = [
  ...frame,
  ...fields,
  ...recordKinds.map((kind) => `kind.${kind}`),
  ...['record.lead', 'record.any', 'record.search', 'record.latest'],
]
const files = ['record.csv', 'record.ndjson']

const nothing = [...search, ...files, 'record.of-day', 'record.none', 'closing.title', 'closing.open']

/** Of the rows of every kind; some with their words, in which the facts of the row stand. */
const rows = [
  ...Object.keys(messagesOf('en', 'record')).filter((key) => /^(did|who)\./u.test(key)),
  ...['record.a-ticket', 'record.and', 'record.stop', 'record.look'],
  'did.call-next: called A042 to Counter 3.',
  'did.change-staff.disabled: disabled the account 1001.',
  'did.change-keys.revoked: revoked the API key 0123456789ab.',
  'did.change-device.revoked: removed board-1.',
  'did.read-notes: read the notes of A042.',
  'who.phone: A customer, by phone,',
]

export const record: Table = {
  'rows of every kind': [...search, ...files, ...rows, 'record.of-day', 'closing.title', 'closing.open'],
  'the present day': [...search, ...files, 'record.of-day', 'closing.title', 'closing.open'],
  'nothing of it': nothing,
  'a closed day, in part': [
    ...[...search, ...files, 'record.of-day', 'record.more', 'closing.title'],
    ...['closing.keep', 'closing.verify', 'closing.print'],
  ],
  'not understood': [...nothing, 'record.fault.invalid'],
  'read by others': [...search, 'record.fault.busy'],
  'not read': [...search, 'record.fault.unreachable'],
  'not read yet': [...search, 'connection.joining'],
}

const keyList = [...frame, 'keys.lead', 'keys.add']
const aKey = [...keyList, 'keys.command.issue-ticket', 'keys.until', 'keys.added-by']
export const keys: Table = {
  'not read yet': [...frame, 'connection.joining'],
  'no key': [...keyList, 'keys.none'],
  'a key': [...aKey, 'keys.unused'],
  'a key that was used': [...aKey, 'keys.used'],
  'a key of the command line that has ended': [
    ...keyList,
    ...['keys.command.issue-ticket', 'keys.view.board', 'keys.added', 'keys.unused', 'keys.ended'],
  ],
}

const grants = [
  ...['keys.field.name', 'keys.field.commands', 'keys.field.views', 'keys.cancel'],
  ...keyCommands.map((command) => `keys.command.${command}`),
  ...keyViews.map((view) => `keys.view.${view}`),
]
const newKey = [...grants, 'keys.add', 'keys.add.go', 'keys.field.days']
const secret = ['keys.secret.once', 'keys.secret.how', 'keys.copy', 'keys.secret.done']
const changed = [...grants, 'keys.id', 'keys.save', 'keys.revoke']
export const keyDialog: Table = {
  'a new key': newKey,
  'a new key without a name': [...newKey, 'keys.fault.name'],
  'a new key that may nothing': [...newKey, 'keys.fault.grants'],
  'a new key is shown': secret,
  'a new key is copied': [...secret, 'keys.copied.done'],
  'a new key is selected': [...secret, 'keys.copied.by-hand'],
  'a key': changed,
  'revoke?': [...changed, 'keys.revoke.ask'],
}

const counts = [
  ...[...frame, 'personal.lead', 'personal.texts', 'personal.kept'],
  ...['personal.note', 'personal.note.why', 'personal.kept.ticket'],
  ...['personal.rating', 'personal.rating.why', 'personal.kept.days'],
]
const stored = [
  ...[...counts, 'personal.of-ticket', 'personal.day', 'personal.ticket', 'personal.look'],
  ...['personal.before', 'personal.purpose', 'personal.before.day', 'personal.count'],
]
const some = [...stored, 'personal.ends', 'personal.last-ends']
const asked = ['personal.destroy', 'personal.cancel']
export const personal: Table = {
  'not read': [...frame, 'personal.lead', 'personal.fault.unreachable'],
  'nothing is stored': stored,
  'no day': [...stored, 'personal.fault.invalid'],
  'no such ticket': [...stored, 'personal.fault.no-such-ticket'],
  'a note': some,
  'nothing about a ticket': [...some, 'personal.fault.nothing'],
  'destroy what is about a ticket?': [...some, ...asked, 'personal.of-ticket.ask'],
  'none before': [...some, 'personal.fault.none-before'],
  'destroy notes?': [...some, ...asked, 'personal.before.ask.note'],
  'destroy ratings?': [...some, ...asked, 'personal.before.ask.rating'],
  'it is gone meanwhile': [...some, 'refusal.no-such-words'],
  destroyed: [...stored, 'personal.done'],
  'an auditor reads': forAuditor(counts),
}

const section = [...frame, 'backups.lead', 'backups.last', 'retention.title']
const form = ['backupAt', 'backups', 'copiesDays', 'recordsDays', 'save'].map((field) => `retention.${field}`)
const page = [...section, ...form, 'retention.for-ever']
const made = [...page, 'backups.made', 'backups.where', 'backups.make']
const good = [...made, 'backups.checked', 'backups.good']
const certificate = [...page, 'backups.no-folder', 'certificate.title', 'certificate.how']
export const backups: Table = {
  'not read yet': [...frame, 'connection.joining'],
  'no folder': [...page, 'backups.no-folder'],
  'a good backup': good,
  'a backup that was not read again': [...made, 'backups.checked', 'backups.unchecked'],
  'a backup is being made': [...good.filter((key) => key !== 'backups.make'), 'backups.running'],
  'no backup yet': [...made, 'backups.none'],
  'no backup for long': [...made, 'backups.none', 'backups.late', 'maintenance.backup-never'],
  'a late backup': [...good, 'backups.late', 'backups.failed', 'maintenance.backup-late'],
  'a damaged backup': [...made, 'backups.damaged', 'maintenance.backup-damaged'],
  'refused: no folder': [...good, 'refusal.no-backup-folder'],
  'a certificate': [...certificate, 'certificate.good'],
  'a certificate that ends soon': [
    ...certificate,
    ...['certificate.ends-soon', 'maintenance.certificate-ends-soon'],
  ],
  'a certificate that has ended': [...certificate, 'certificate.ended', 'maintenance.certificate-ended'],
  saved: [...page, 'backups.no-folder', 'retention.saved'],
  'records go': [...section, ...form, 'backups.no-folder', 'retention.records', 'retention.saved'],
  'an auditor reads': [
    ...forAuditor(section),
    ...['retention.for-ever', 'backups.no-folder', 'retention.in-force'],
  ],
}
