import type { Table } from '../driven-page.ts'

/** Sentences of the sign-in and of the choice of a counter, in `.sign-in` of both staff pages. */

const choice = [
  'choose.title',
  'choose.lead: Badge 1001. This computer will remember your choice.',
  'counter.me',
]
const form = ['sign-in.title', 'sign-in.lead', 'sign-in.badge', 'sign-in.password', 'sign-in.submit']
const choosing = [...form, 'sign-in.new-password']

export const signIn: Table = {
  joining: ['connection.joining'],
  'the counters': [...choice, 'choose.free', 'choose.taken: badge 1002 is there'],
  'the server is not reached': ['choose.title', 'choose.lead-unknown', 'choose.number', 'choose.go'],
  'no such counter': [
    ...choice,
    'choose.free',
    'choose.taken',
    'choose.none: There is no counter 77. Choose another.',
  ],
  'counters not read yet': [...choice, 'choose.waiting'],
  'a hall without counter 1': [...choice, 'choose.number', 'choose.go'],
  'fields left empty': [...form, 'sign-in.incomplete'],
  'on its way': [...form.filter((key) => key !== 'sign-in.submit'), 'sign-in.busy'],
  'server not reached': [...form, 'sign-in.no-connection'],
  'server at fault': [
    ...form,
    'sign-in.broken: The server did not answer as it should (500). Try again or tell the administrator.',
  ],
  'too many tries': [...form, 'sign-in.too-many'],
  'password not checked': [...form, 'sign-in.unchecked'],
  'session ended': [...form, 'sign-in.ended'],
  'password for one sign-in': [...choosing, 'sign-in.choose'],
  'new password too weak': [...choosing, 'sign-in.weak'],
}

const locked = [
  'lock.title',
  'lock.locked',
  'lock.kept: Everything stays as it was for 1001 to go on. If anyone else signs in, the page starts afresh.',
]
const byPassword = ['sign-in.badge', 'sign-in.password', 'sign-in.submit']
const byPin = [...locked, 'pin.title', 'lock.unlock', 'lock.use-password']

/** Sentences of the lock over a page, in its dialog. */
export const lock: Table = {
  'by a person without a PIN': [...locked, ...byPassword],
  'fields left empty': [...locked, ...byPassword, 'sign-in.incomplete'],
  'not the password': [...locked, ...byPassword, 'sign-in.wrong'],
  'the server is not reached': [...locked, ...byPassword, 'sign-in.no-connection'],
  'by a person whose PIN is of another browser': [...locked, 'lock.elsewhere', ...byPassword],
  'by a person with a PIN': byPin,
  'half a PIN': [...byPin, 'lock.incomplete'],
  'not the PIN': [...byPin, 'lock.wrong: This is not the PIN. You can try 4 times more.'],
  'too many tries': [...byPin, 'sign-in.too-many'],
  'the password instead of the PIN': [...locked, ...byPassword, 'lock.use-pin'],
  'no PIN any longer': ['lock.title', 'lock.over', ...locked.slice(2), ...byPassword],
}
