import type { PersonalAnswer } from '../../../server/protocol/maintenance/personal.ts'
import type { ShownPage } from '../../../server/protocol/maintenance/record-kinds.ts'
import type { KeysView, MaintenanceView } from '../../../server/protocol/messages.ts'
import { ago, nowAt } from '../fixtures.ts'

/** The sections of trust in their fullest states. */

export const keysView = (nameOf: (at: number) => string): KeysView => ({
  perMinute: 600,
  grants: {
    commands: ['issue-ticket', 'cancel-ticket', 'close-service', 'ask-to-open'],
    views: ['kiosk', 'board', 'manager'],
    days: 365,
  },
  keys: {
    '0123456789ab': {
      name: nameOf(1),
      commands: ['issue-ticket', 'cancel-ticket', 'close-service', 'ask-to-open'],
      views: ['kiosk', 'board', 'manager'],
      addedAt: ago(90_000),
      addedBy: 'staff:North-hall_desk_0005',
      until: nowAt + 86_400_000,
      usedAt: ago(4),
    },
    ab0123456789: { name: nameOf(2), commands: [], views: ['board'], addedAt: ago(99_000), until: ago(60) },
  },
})

export const maintenanceView: MaintenanceView = {
  backupAt: '02:00',
  keeps: { backups: 14, copiesDays: 90, recordsDays: 400 },
  backup: {
    folder: '/mnt/a-disk-in-another-building/backups-of-the-hall',
    name: 'hall-20261129T020000000Z',
    isRunning: false,
    isLate: false,
    madeAt: ago(3_000),
    checkedAt: ago(2_990),
    failedAt: ago(60),
  },
  certificate: { endsAt: nowAt + 90 * 86_400_000, state: 'good' },
}

export const personalCounts: PersonalAnswer = {
  purposes: {
    note: {
      ...{ texts: 3, days: { '2026-06-18': 3 }, keptDays: 1, endsWithTicket: true },
      ...{ endsAt: nowAt + 3_600_000, lastEndsAt: nowAt + 86_400_000 },
    },
    rating: {
      ...{ texts: 1_200, days: { '2026-06-18': 1_200 }, keptDays: 30, endsWithTicket: false },
      ...{ endsAt: nowAt + 3_600_000, lastEndsAt: nowAt + 30 * 86_400_000 },
    },
  },
}

/** `id`: the longest that a device has. */
export const recordPage = (id: string): ShownPage => {
  const usual = { at: nowAt, device: `kiosk${id}`, counter: '1', label: 'A1042' }
  return {
    day: '2026-06-18',
    cursor: '2026-06-18.1.1.1',
    closing: { batch: 4_711, sha256: 'mWwMmWwMmWwMmWwMmWwMmWwMmWwMmWwMmWwMmWwMmWw' },
    rows: [
      { ...usual, seq: 4_711_003, who: 'staff:North-hall_desk_0005', what: 'call-next', events: [] },
      { ...usual, seq: 4_711_002, who: 'key:0123456789ab', what: 'read-notes', events: [] },
      { ...usual, seq: 4_711_001, who: 'device', what: 'issue-ticket', events: [] },
      {
        ...{ at: nowAt, device: 'server', seq: 4_711_000, who: 'keeper', what: 'time-passed' },
        events: [{ type: 'doors-closed' }, { type: 'ticket-ended' }, { type: 'day-closed' }],
      },
    ],
  }
}
