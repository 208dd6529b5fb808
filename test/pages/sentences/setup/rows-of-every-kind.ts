import { recordKinds, type ShownRow } from '../../../../server/protocol/maintenance/record-kinds.ts'

/** A row of the record of every kind, and of every change that has a sentence of its own. */

type Event = ShownRow['events'][number]

const changes: Readonly<Record<string, readonly Event[]>> = {
  'change-staff': [
    ...['added', 'changed', 'disabled', 'enabled', 'password-reset', 'password-changed'],
    ...['passkey-added', 'passkey-renamed', 'passkey-removed'],
    ...['pin-set', 'pin-removed', 'pin-used', 'pin-failed', 'skills-ended'],
  ].map((change) => ({ type: 'staff-changed', badge: '1001', change })),
  'change-keys': ['added', 'changed', 'revoked'].map((change) => ({
    type: 'key-changed',
    id: '0123456789ab',
    change,
  })),
  'change-device': ['paired', 'replaced', 'revoked'].map((change) => ({
    type: 'device-changed',
    device: 'board-1',
    change,
  })),
  'record-sign-in': ['password', 'openid', 'passkey'].map((way) => ({
    type: 'staff-signed-in',
    badge: '1001',
    way,
  })),
  'record-failed-sign-ins': [
    { type: 'sign-ins-failed', way: 'password', times: 1, badge: '1001' },
    { type: 'sign-ins-failed', way: 'openid', times: 12 },
  ],
  'report-link': ['link-lost', 'link-restored'].map((type) => ({ type, counter: '3' })),
  'tell-waits': [{ type: 'waits-told', v: 2, tickets: { t1: [3, 300, 900] } }],
  'report-print': [
    ...['printing', 'printed', 'not-printed', 'unsure', 'held', 'expired', 'queued'].map((print) => ({
      type: 'print-reported',
      printing: { print },
    })),
  ],
  'time-passed': [
    ...['day-started', 'doors-opened', 'doors-closed', 'day-closed', 'counter-unattended', 'none'],
    ...['settings-plan-due', 'ticket-ended'],
  ].map((type) => ({ type })),
}

const givers = ['staff:1001', 'key:0123456789ab', 'phone', 'device', 'keeper']

const usual = { at: 0, device: 'console', counter: '3', label: 'A042' }

export const rowsOfEveryKind: readonly ShownRow[] = recordKinds
  .flatMap((what) => (changes[what] ?? [{ type: 'none' }]).map((event) => ({ what, events: [event] })))
  .concat([{ what: 'time-passed', events: [{ type: 'doors-closed' }, { type: 'ticket-ended' }] }])
  .map((row, at) => ({ ...usual, ...row, seq: at + 1, who: givers[at % givers.length]! }))
  .concat([
    { at: 0, device: 'console', seq: 1_000, who: 'keeper', what: 'cancel-ticket', ticket: 't1', events: [] },
    { at: 0, device: 'console', seq: 1_001, who: 'keeper', what: 'destroy-words', events: [] },
  ] as never)
