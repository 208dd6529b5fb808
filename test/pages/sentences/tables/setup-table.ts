import { roles } from '../../../../server/hall/ids.ts'
import type { Table } from '../driven-page.ts'

/** Sentences of the administrator's page in each state. */

const signIn = [
  'page.title',
  'sign-in.title',
  'sign-in.lead',
  'sign-in.badge',
  'sign-in.password',
  'sign-in.submit',
]
/** The sections of the administrator's page. */
const sections = [
  ...['people', 'devices', 'hall', 'services', 'counters', 'slips', 'reasons', 'limits', 'history'],
  ...['record', 'keys', 'personal', 'backups'],
]
export const frame = [
  ...['page.title', 'menu.open', 'settings.find'],
  ...sections.map((section) => `section.${section}`),
]
/** The keys of a section as an auditor sees it, who reads three of them and no settings. */
export const forAuditor = (keys: readonly string[]): string[] => [
  ...['page.title', 'menu.open', 'section.record', 'section.personal', 'section.backups'],
  ...keys.filter((key) => !frame.includes(key)),
]
const list = [...frame, 'people.find', 'people.add']
const everybody = [
  ...list,
  'people.me',
  'people.seen',
  'people.seen.never',
  'people.skills.all',
  'role.administrator',
  'role.counter',
  'role.manager',
]
/** The page as a whole, with its section of people. */
export const people: Table = {
  joining: ['page.title', 'connection.joining'],
  'signed out': signIn,
  'signed in, not an administrator': [...signIn, 'sign-in.not-administrator'],
  'the people': everybody,
  'the people, not read yet': [...frame, 'connection.joining'],
  'nobody of a name': [...list, 'people.none'],
  'one account alone': [...list, 'people.me', 'people.seen', 'people.alone', 'role.administrator'],
  'one has to choose a password': [...everybody, 'people.one-time'],
  'one is disabled': [...everybody, 'people.disabled'],
  offline: [...everybody, 'connection.lost-watching', 'connection.since'],
  'no commands taken': [...everybody, 'refusal.disk-is-full'],
}

const skills = ['people.field.skills', 'people.skills.all']
const fields = [
  ...['name', 'roles', 'languages'].map((field) => `people.field.${field}`),
  ...roles.flatMap((role) => [`role.${role}`, `role.${role}.more`]),
  'people.cancel',
]
const added = [...fields, 'people.field.badge', 'people.add', 'people.add.go']
const newPerson = [...added, ...skills]
const account = [...fields, 'people.badge', 'people.save']
const person = [...account, ...skills, 'people.account']
const actions = ['people.reset', 'people.disable']

/** The dialog of a person. */
export const personDialog: Table = {
  'a new person': newPerson,
  'a new person, fields left empty': [...newPerson, 'people.fault.badge', 'people.fault.name'],
  'a new person without a service': [...newPerson, 'people.fault.skills'],
  'a new person without a role': [...added, 'people.fault.roles'],
  'a badge number in use': [...newPerson, 'refusal.badge-is-taken'],
  'too much at once': [...newPerson, 'people.fault.busy'],
  'no answer': [...newPerson, 'people.fault.unknown'],
  'a new password': [
    'people.badge: Badge 1101',
    'people.password.once',
    'people.password.give',
    'people.password.open',
    'people.password.choose: Sign in with badge 1101 and this password, then choose a password of your own.',
    'people.password.done',
  ],
  'a person': [...person, ...actions],
  'a person, changed meanwhile': [...person, ...actions, 'people.meanwhile'],
  'a new password?': [
    ...person,
    'people.reset',
    'people.reset.ask: The password of 1101 stops working, and all sign-ins of this account end.',
  ],
  'disable?': [...person, 'people.disable', 'people.disable.ask'],
  'a disabled person': [...person, 'people.reset', 'people.enable'],
  'the own account': [...account, 'people.own'],
  'the last administrator': [...account, 'people.own', 'refusal.last-administrator'],
}

const none = [...frame, 'devices.approve']
const kinds = ['kiosk', 'board', 'window', 'rating', 'speaker', 'console'].map(
  (kind) => `devices.kind.${kind}`,
)
const unpaired = [...none, ...kinds, 'devices.state.none']
const waiting = [
  'devices.waiting',
  'devices.waiting.how',
  'devices.waiting.one',
  'devices.kind.unknown',
  'devices.refuse',
]

/** The page as a whole, with its section of devices. */
export const devices: Table = {
  'no devices': [...none, 'devices.none'],
  'the devices, not read yet': [...frame, 'connection.joining'],
  'none is paired': unpaired,
  'a kiosk of this machine': [...unpaired, 'devices.state.open'],
  'a screen waits': [...unpaired, ...waiting],
  'a screen that calls itself a board waits': [
    ...unpaired,
    ...waiting.filter((key) => !/one|unknown/u.test(key)),
    'devices.waiting.named',
  ],
  'a screen that has left is refused': [...unpaired, ...waiting, 'refusal.no-such-code'],
  'a screen was approved': [...unpaired, 'devices.approved: Approved: Board 1', 'devices.state.never'],
  'a device is connected': [...unpaired, 'devices.state.connected'],
  'a board waits for a touch to sound': [...unpaired, 'devices.state.connected', 'devices.health.blocked'],
  'a board has no audio': [...unpaired, 'devices.state.connected', 'devices.health.off'],
  'a device is silent': [...unpaired, 'devices.state.silent'],
  'a device was removed': [...unpaired, 'devices.state.revoked'],
  'a print agent': [...unpaired, 'devices.state.revoked', 'devices.kind.print-agent', 'devices.state.never'],
}

const lead = ['devices.approve', 'devices.approve.lead', 'devices.code', 'devices.as', 'devices.cancel']
const offered = [
  'devices.in-settings',
  'devices.new',
  ...['kiosk', 'board', 'window', 'rating', 'speaker', 'console', 'print-agent'].map(
    (kind) => `devices.new.${kind}`,
  ),
  ...kinds,
]
const approve = [...lead, ...offered, 'devices.approve.go']
const newWindow = [...approve, 'devices.name', 'devices.counter']
const device = ['devices.id: Id board-1', 'devices.kind.board', 'devices.name', 'devices.rename']
const free = [...device, 'devices.replace.how', 'devices.approve', 'devices.close']
const paired = [...device, 'devices.state.connected', 'devices.paired-at', 'devices.size', 'devices.revoke']
const kept = [...paired, 'devices.replace', 'devices.close']

/** The dialogs of devices. */
export const deviceDialog: Table = {
  'a screen is approved': approve,
  'a code of three letters': [...approve, 'devices.fault.code'],
  'a code of no screen': [...approve, 'refusal.no-such-code'],
  'too many wrong codes': [...approve, 'devices.fault.busy'],
  'a screen of another kind': [...approve, 'refusal.wrong-kind-of-device'],
  'a new window without a name': [...newWindow, 'devices.fault.name'],
  'a new window without a counter': [...newWindow, 'devices.fault.counter'],
  'a new window at a counter that has gone': [...newWindow, 'devices.fault.invalid'],
  'no answer': [...approve, 'devices.fault.unknown'],
  'the device is paired': [
    ...lead,
    ...offered,
    'devices.paired-already: Board 1 (paired)',
    'devices.replace.ask',
    'devices.replace.go',
  ],
  'a device that is not paired': [...free, 'devices.state.none'],
  'a device without a name': [...free, 'devices.state.none', 'devices.fault.name'],
  'a paired device': kept,
  'remove?': [...paired, 'devices.revoke.ask', 'devices.cancel'],
  'a removed device': [...free, 'devices.state.revoked', 'devices.paired-at'],
}
