import { expect, test } from 'vitest'
import { demoHall } from '../../server/data/demo-hall.ts'
import { hallFile } from '../../server/data/hall-config.ts'
import { settingsOf } from '../../server/data/hall-settings.ts'
import { maintenanceOf } from '../../server/data/maintenance/maintenance-config.ts'
import type { KioskView, ManagerView } from '../../server/hall/views/view-types.ts'
import { viewFor } from '../../server/hall/views/views.ts'
import { Floor } from '../fakes/hall/hall-floor.ts'
import { keysOf } from '../fakes/sources/schema-keys.ts'
import { testNames } from '../fakes/sources/source-tree.ts'

const here = 'data/settings-effects.test.ts'
const staffTimes = [
  'hall/settings/settings.test.ts',
  '[SET-1] staff see the hall’s waiting periods and marks',
] as const
const ownSlip = ['printers/slip-command.test.ts', 'shows what hall.json says about the slips'] as const
const names = ['protocol/names.test.ts', 'gives its names in each of them'] as const
const golden = ['printers/drawing/golden-slips.test.ts', 'is what was drawn, and what it was'] as const
const series = ['hall/issuing.test.ts', '[NUMBER-1] a series counts from its start in its steps'] as const
const reasons = ['hall/settings/reasons.test.ts', '[HOLD-4] a reason of a hold, a pause or a rating'] as const
const kioskView = [here, 'the kiosk draws a service'] as const
const daily = ['faults/data/backup.test.ts', 'a hall makes its backup of the day by itself'] as const
const alternation = ['hall/next.test.ts', '[NEXT-8] alternation'] as const
const returns = ['hall/coming-back.test.ts', '[RETURN-5] who came back first is called first'] as const

/**
 * The test that shows what a key of `hall.json` changes, by the longest beginning of its path: the file below `test`,
 * and the beginning of its name. A key without one is accepted for nothing.
 */
const effects: Readonly<Record<string, readonly [file: string, name: string]>> = {
  'rating.askSeconds': ['pages/kiosk/rate.test.ts', 'asks for as long as the hall says'],
  'signIn.lockAfterMinutes': ['access/locked.test.ts', 'is locked after the time that the settings say'],
  'maintenance.backupAt': daily,
  'maintenance.backups': daily,
  'maintenance.copiesDays': daily,
  'maintenance.recordsDays': [here, 'records of closed days go at the age that the settings say'],
  $schema: ['data/settings-file.test.ts', 'keeps the address of the schema'],
  format: ['journal/documents.test.ts', 'a newer format is not touched'],
  id: ['printers/slip-command.test.ts', "tells the hall's own slips from others"],
  name: names,
  languages: ['pages/languages.test.ts', 'has a kiosk, a phone and a start page'],
  timeZone: ['hall/day.test.ts', '[DAY-1] a day starts at midnight of its own zone'],
  dayStartsAt: ['hall/day.test.ts', '[DAY-1] a day starts at midnight of its own zone, or at the hour'],
  hours: ['hall/day.test.ts', '[DAY-3] [DAY-9] doors open and close by the hours'],
  specialDays: ['hall/hours/hours.test.ts', '[DAY-14] a holiday is closed, a make-up day'],
  'services.*.hours': ['hall/hours/hours.test.ts', '[SERVICE-3] it is issued in them'],
  'services.*.specialDays': ['hall/hours/hours.test.ts', '[SERVICE-3] its own special days come before'],
  'services.*.lastTicketMinutes': ['hall/hours/hours.test.ts', '[SERVICE-3] it is issued in them'],
  graceMinutes: ['hall/day.test.ts', '[DAY-5] [C16] waiting ends unserved'],
  'policy.kind': ['hall/next.test.ts', '[NEXT-7] strict precedence'],
  'policy.priority': alternation,
  'policy.ordinary': alternation,
  headStartMinutes: ['hall/next.test.ts', '[NEXT-1] a walk-in stands since it joined'],
  freeCategories: ['hall/issuing.test.ts', '[ISSUE-4] a kiosk gives only what may be chosen freely'],
  appointmentToleranceMinutes: ['hall/next.test.ts', '[NEXT-2] an appointment stands since its own time'],
  returnBehind: ['hall/coming-back.test.ts', '[RETURN-1] a missed ticket returns behind the next three'],
  'returns.together': returns,
  'returns.othersBetween': returns,
  'returns.endAtMiss': ['hall/coming-back.test.ts', '[RETURN-6] a ticket ends at the miss'],
  transferPlace: ['hall/handover.test.ts', '[TRANSFER-2] at the end of the line'],
  'series.*.start': series,
  'series.*.step': series,
  'series.*.digits': series,
  'services.*.name': names,
  'services.*.group': kioskView,
  'services.*.prefix': ['hall/issuing.test.ts', '[NUMBER-2] services with one prefix share one series'],
  'services.*.maxWaiting': ['hall/issuing.test.ts', '[ISSUE-3] an unknown, a closed and a full service'],
  'services.*.expectedMinutes': [
    'hall/issuing.test.ts',
    '[WAIT-3] measured service times replace the expected',
  ],
  'services.*.pictogram': kioskView,
  'services.*.hidden': kioskView,
  'services.*.slip': ownSlip,
  groups: names,
  'profiles.*.*.services': ['hall/next.test.ts', '[NEXT-4] a lower tier is called'],
  'profiles.*.*.afterMinutes': ['hall/next.test.ts', '[NEXT-5] past its threshold a lower tier goes first'],
  'counters.*.name': names,
  'counters.*.profile': ['hall/counters.test.ts', '[COUNTER-9] a profile set by the hall manager'],
  'counters.*.zone': ['hall/settings/zones.test.ts', '[VIEW-13] a board of a zone'],
  'reasons.pause': reasons,
  'reasons.hold': reasons,
  'reasons.rating': reasons,
  ...times('guidance', [
    ...[
      'recallAfterSeconds',
      'noShowAfterCalls',
      'noShowAfterSeconds',
      'apologyAfterSeconds',
      'longWaitMinutes',
    ],
    ...['holdReminderSeconds', 'idleReminderSeconds', 'amberAt', 'redAt'],
  ]),
  ...times('kiosk', [
    ...[
      'idleAfterSeconds',
      'idleCountdownSeconds',
      'idleAfterAssistedSeconds',
      'idleCountdownAssistedSeconds',
    ],
    ...['homeAfterPrintedSeconds', 'attractAfterSeconds'],
  ]),
  'devices.*.id': ['protocol/settings-followers.test.ts', 'a kiosk and a board whose device leaves'],
  'devices.*.kind': ['protocol/made-up-names.test.ts', 'a hall knows only the kiosks of its settings'],
  'devices.*.name': [here, 'the manager reads the name of a printer'],
  'devices.*.printer': ['protocol/settings-followers.test.ts', 'a printer that is added prints'],
  'devices.*.rollMetres': [here, 'the manager reads the name of a printer'],
  'devices.*.paper.width': ['printers/slip-command.test.ts', 'draws on the paper of the first printer'],
  'devices.*.paper.dpi': golden,
  'devices.*.paper.dots': golden,
  'devices.*.paper.cuts': ['printers/dialects/esc-pos.test.ts', 'feeds a slip out to the edge'],
  'devices.*.paper.letters': [
    'printers/dialects/text-mode.test.ts',
    'is printed and proven like a drawn one',
  ],
  'devices.*.paper.ownQr': ['printers/dialects/text-mode.test.ts', 'leaves the QR out'],
  'devices.*.ignore': ['protocol/settings-followers.test.ts', 'a printer that always says offline'],
  'devices.*.zone': ['protocol/settings-followers.test.ts', 'a board follows its zone and its size'],
  'devices.*.diagonal': ['pages/display/board.test.ts', 'has larger letters on a smaller screen'],
  'devices.*.counter': ['pages/addresses.test.ts', '%s is answered with a page'],
  template: ['pages/settings/sections.test.ts', 'a field that differs from the template'],
  firstStart: ['faults/first-day/first-start-walk.test.ts', 'leads from an empty directory'],
  publicUrl: ['protocol/settings-followers.test.ts', 'phones are sent to the public address'],
  printing: ['hall/printing.test.ts', '[PRINT-1] a ticket of a device that prints'],
  'slip.parts': ownSlip,
  'slip.logo': ['printers/slip-command.test.ts', 'puts a logo beside hall.json on top'],
  'slip.documents': ownSlip,
  'slip.fees': ownSlip,
  'slip.notes': ['protocol/settings-followers.test.ts', 'a paper has the texts of the settings in force'],
  'slip.callRule': ownSlip,
  'slip.checkCode': ['printers/slip-command.test.ts', "tells the hall's own slips from others"],
}

function times(section: string, keys: readonly string[]): Record<string, typeof staffTimes> {
  return Object.fromEntries(keys.map((key) => [`${section}.${key}`, staffTimes]))
}

test('every key of hall.json has an effect that a test shows', () => {
  const keys = keysOf(hallFile)
  const isAt = (path: string) => (key: string) => key === path || key.startsWith(`${path}.`)
  expect(keys.filter((key) => !Object.keys(effects).some((path) => isAt(path)(key)))).toEqual([])
  expect(Object.keys(effects).filter((path) => !keys.some(isAt(path)))).toEqual([])
  const shown = ([file, name]: readonly [string, string]) =>
    testNames(`test/${file}`).some((one) => one.replaceAll('\\', '').startsWith(name))
  expect(Object.values(effects).filter((effect) => !shown(effect))).toEqual([])
})

const withDemo = (change: object) =>
  new Floor(
    settingsOf(hallFile.parse({ ...demoHall, ...change }), { '1': { roles: ['counter'], skills: 'all' } }),
  ).start()

test('the kiosk draws a service with its group and pictogram, and no hidden one', () => {
  const service = { name: { en: 'A' }, prefix: 'A', pictogram: 'key', group: 'g' }
  const floor = withDemo({
    groups: { g: { en: 'Group' } },
    services: { a: service, b: { ...service, hidden: true } },
    profiles: { general: [{ services: 'all' }], sent: [] },
    counters: { '1': { name: { en: 'Counter 1' }, profile: 'general' } },
    devices: [],
  })
  const { services } = viewFor(floor.hall, { view: 'kiosk', device: 'kiosk-1' }) as KioskView
  expect(services).toMatchObject([{ id: 'a', letter: 'A', pictogram: 'key', group: 'g' }])
})

test('records of closed days go at the age that the settings say, and none while a rating is followed up', () => {
  const withDays = (recordsDays?: number) => hallFile.safeParse({ ...demoHall, maintenance: { recordsDays } })
  const kept = (recordsDays?: number) => {
    const settings = settingsOf(withDays(recordsDays).data!, {})
    return maintenanceOf(settings).recordsDays
  }
  expect([kept(400), kept(31), kept()]).toEqual([400, 31, undefined])
  expect(withDays(30).success).toBe(false)
})

test('the manager reads the name of a printer, and by the length of its roll how many tickets are left', () => {
  const left = (rollMetres: number) => {
    const device = { id: 'k', kind: 'kiosk', name: 'Entrance', printer: 'tcp://192.0.2.1:9100', rollMetres }
    const floor = withDemo({ devices: [device] })
    return (viewFor(floor.hall, { view: 'manager' }) as ManagerView).printers.k
  }
  expect(left(80)?.name).toBe('Entrance')
  expect(left(80)!.left!).toBeGreaterThan(left(30)!.left!)
})
