import type { WireCommandType } from '../../../server/protocol/commands.ts'
import type { WatchName } from '../../../server/protocol/messages.ts'

/**
 * Permissions as the outer contract states them, written by hand and not from the server's own tables: `y` allowed, `-`
 * refused. `disabled` and `ended` send the cookie of a disabled account and of a session that has ended; `foreign` is an
 * administrator in a page of another origin, to whom everything is refused. `paired` is a kiosk with a secret of its own,
 * `revoked` one whose pairing was revoked; `locked` is an administrator whose sign-in is locked; `rating` is the paired
 * rating device of counter 1, `speaker` a paired speaker.
 */
export const callers = [
  ...(['nobody', 'phone', 'kiosk', 'board', 'window', 'disabled', 'ended'] as const),
  ...(['counter', 'reception', 'manager', 'complaints', 'auditor', 'administrator', 'foreign'] as const),
  ...(['paired', 'revoked', 'locked', 'rating', 'speaker'] as const),
]
export type CallerName = (typeof callers)[number]

export const commandTable: Record<WireCommandType, string> = {
  //                 nob pho kio boa win dis end cou rec man com aud adm for par rev loc rat spe
  'issue-ticket': '   -   -   y   -   -   -   -   y   y   y   -   -   y   -   y   -   -   -   -',
  'open-counter': '   -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'close-counter': '  -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'pause-counter': '  -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'call-next': '      -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'call-ticket': '    -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  recall: '           -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'start-service': '  -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'mark-no-show': '   -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'put-back': '       -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  finish: '           -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  hold: '             -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  resume: '           -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  transfer: '         -   -   -   -   -   -   -   y   -   y   -   -   y   -   -   -   -   -   -',
  'return-ticket': '  -   -   y   -   -   -   -   y   y   y   -   -   y   -   y   -   -   -   -',
  'cancel-ticket': '  -   -   -   -   -   -   -   y   -   y   -   -   y   -   -   -   -   -   -',
  'bring-forward': '  -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  recategorise: '     -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  leave: '            y   y   y   y   y   y   y   y   y   y   y   y   y   -   y   y   y   y   y',
  'let-go-first': '   y   y   y   y   y   y   y   y   y   y   y   y   y   -   y   y   y   y   y',
  rate: '             y   y   y   y   y   y   y   y   y   y   y   y   y   -   y   y   y   y   y',
  'rate-at-counter': '-   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   y   -',
  undo: '             -   -   -   -   -   -   -   y   y   y   -   -   y   -   -   -   -   -   -',
  'close-service': '  -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  'open-service': '   -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  'stop-tickets': '   -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  'give-tickets': '   -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  'close-day': '      -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  'ask-to-open': '    -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  'set-profile': '    -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  'test-call': '      -   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  reprint: '          -   -   y   -   -   -   -   y   y   y   -   -   y   -   y   -   -   -   -',
  'paper-came-out': ' -   -   y   -   -   -   -   y   y   y   -   -   y   -   y   -   -   -   -',
  'cancel-print': '   -   -   -   -   -   -   -   y   -   y   -   -   y   -   -   -   -   -   -',
  'print-test-page': '-   -   -   -   -   -   -   -   -   y   -   -   y   -   -   -   -   -   -',
  'destroy-notes': '  -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'read-notes': '     -   -   -   -   -   -   -   y   -   -   -   -   -   -   -   -   -   -   -',
  'read-ratings': '   -   -   -   -   -   -   -   -   -   y   y   -   y   -   -   -   -   -   -',
  'accept-clock': '   -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'plan-settings': '  -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'withdraw-plan': '  -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'change-settings': '-   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'add-staff': '      -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'change-staff': '   -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'disable-staff': '  -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'enable-staff': '   -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'add-key': '        -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'change-key': '     -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'revoke-key': '     -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'reset-password': ' -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'remove-passkey': '  -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'approve-device': ' -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'refuse-device': '  -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'revoke-device': '  -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'make-backup': '    -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  'destroy-words': '  -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
}

export const viewTable: Record<WatchName, string> = {
  //                 nob pho kio boa win dis end cou rec man com aud adm for par rev loc rat spe
  // From this machine everybody may be a kiosk of the hall; from elsewhere only a paired one (test/access/devices).
  kiosk: '            y   y   y   y   y   y   y   y   y   y   y   y   y   -   y   -   y   -   -',
  board: '            y   y   y   y   y   y   y   y   y   y   y   y   y   -   y   y   y   y   y',
  window: '           y   y   y   y   y   y   y   y   y   y   y   y   y   -   y   y   y   y   y',
  rating: '           -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   y   -',
  // The key of the ticket decides.
  ticket: '           y   y   y   y   y   y   y   y   y   y   y   y   y   -   y   y   y   y   y',
  paper: '            -   -   y   -   -   -   -   y   y   y   -   -   y   -   y   -   -   -   -',
  counter: '          -   -   -   -   -   -   -   y   y   y   y   y   y   -   -   -   -   -   -',
  manager: '          -   -   -   -   -   -   -   -   -   y   -   y   y   -   -   -   -   -   -',
  queue: '            -   -   -   -   -   -   -   -   -   y   -   y   y   -   -   -   -   -   -',
  setup: '            -   -   -   -   -   -   -   -   -   -   -   y   y   -   -   -   -   -   -',
  staff: '            -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  pairing: '          y   y   y   y   y   y   y   y   y   y   y   y   y   -   y   y   y   y   y',
  devices: '          -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  keys: '             -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  maintenance: '      -   -   -   -   -   -   -   -   -   y   -   y   y   -   -   -   -   -   -',
}
export const documentTable: Readonly<Record<string, string>> = {
  //                 nob pho kio boa win dis end cou rec man com aud adm for par rev loc rat spe
  '/api/session': '   -   -   -   -   -   -   -   y   y   y   y   y   y   -   -   -   -   -   -',
  '/api/session/passkeys': '- - -   -   -   -   -   y   y   y   y   y   y   -   -   -   -   -   -',
  '/api/settings': '  -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  '/api/settings/form': '- - -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  '/api/settings/plans': '-   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  '/api/settings/history': '- - - - -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  '/api/first-start': '-   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  '/api/staff': '     -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  '/api/personal': '  -   -   -   -   -   -   -   -   -   -   -   y   y   -   -   -   -   -   -',
  '/api/keys': '      -   -   -   -   -   -   -   -   -   -   -   -   y   -   -   -   -   -   -',
  '/api/record': '    -   -   -   -   -   -   -   -   -   -   -   y   y   -   -   -   -   -   -',
  '/api/record/export': '- - -   -   -   -   -   -   -   -   -   y   y   -   -   -   -   -   -',
  '/api/reports/today': '- - -   -   -   -   -   -   -   y   -   y   y   -   -   -   -   -   -',
  '/api/reports/today/tickets?of=wait': '- - - - - - - - - y - y y - - - -   -   -',
  '/api/reports/today/export': '- - - - -   -   -   -   -   y   -   y   y   -   -   -   -   -   -',
}

/** Refusals for a person at another counter, and for one at none, of commands about a colleague's counter. */
export const othersCounter: Readonly<
  Partial<Record<WireCommandType, readonly [elsewhere: string, nowhere: string]>>
> = {
  'open-counter': ['counter-is-taken', 'counter-is-taken'],
  'close-counter': ['not-yours', 'not-yours'],
  'pause-counter': ['not-yours', 'not-yours'],
  'call-next': ['not-yours', 'not-yours'],
  'call-ticket': ['not-yours', 'not-yours'],
  recall: ['not-yours', 'not-yours'],
  'start-service': ['not-yours', 'not-yours'],
  'mark-no-show': ['not-yours', 'not-yours'],
  'put-back': ['not-yours', 'not-yours'],
  finish: ['not-yours', 'not-yours'],
  hold: ['not-yours', 'not-yours'],
  resume: ['not-yours', 'not-yours'],
  transfer: ['not-yours', 'not-yours'],
  'cancel-ticket': ['already-called', 'already-called'],
  'read-notes': ['not-yours', 'not-yours'],
  'destroy-notes': ['not-yours', 'not-yours'],
}
