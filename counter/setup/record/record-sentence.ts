import type { DeviceChange, KeyChange, StaffChange } from '../../../server/hall/ids.ts'
import {
  type RecordKind,
  recordKinds,
  type ShownRow,
} from '../../../server/protocol/maintenance/record-kinds.ts'
import type { SectionProps } from '../section-props.ts'

export type Says = Pick<SectionProps, 'view' | 'live' | 'translations'>

/** Kinds whose sentence hangs on what changed. */
type Several = 'change-staff' | 'change-keys' | 'change-device' | 'report-link'

const isKind = (what: string): what is Exclude<RecordKind, Several> =>
  recordKinds.some((kind) => kind === what)

/** The giver of the command. */
export function whoText({ who, device }: ShownRow, { translations: { t } }: Says): string {
  const [kind, id = ''] = who.split(':')
  if (kind === 'staff') return t('who.staff', { badge: id })
  if (kind === 'key') return t('who.key', { id })
  if (kind === 'phone') return t('who.phone')
  return kind === 'device' ? t('who.device', { device }) : t('who.keeper')
}

/** The first event of a kind. */
const eventOf = ({ events }: ShownRow, type: string) => events.find((event) => event.type === type)

/** The sentence that follows the name of its giver. `labels`: of tickets by id, as other rows tell them. */
export function sentence(row: ShownRow, labels: ReadonlyMap<string, string>, says: Says): string {
  const { t } = says.translations
  const facts = factsOf(row, labels, says)
  const change = eventOf(row, changes[row.what] ?? '')?.change
  if (row.what === 'change-staff') return t(`did.change-staff.${change as StaffChange}`, facts)
  if (row.what === 'change-keys') return t(`did.change-keys.${change as KeyChange}`, facts)
  if (row.what === 'change-device') return t(`did.change-device.${change as DeviceChange}`, facts)
  if (row.what === 'time-passed') return timeText(row, says)
  if (row.what === 'destroy-words' && row.label === undefined) return t('did.destroy-words.all', facts)
  if (row.what === 'record-failed-sign-ins' && facts.badge === '')
    return t('did.record-failed-sign-ins.unnamed', facts)
  if (row.what === 'report-link')
    return t(eventOf(row, 'link-lost') ? 'did.report-link.lost' : 'did.report-link.back', facts)
  if (row.what === 'report-print') {
    const { print } = (eventOf(row, 'print-reported')?.printing ?? {}) as { print?: string }
    const known = prints.find((one) => one === print)
    return known ? t(`did.report-print.${known}`, facts) : t('did.report-print', facts)
  }
  return isKind(row.what) ? t(`did.${row.what}`, facts) : row.what
}

const changes: Readonly<Record<string, string>> = {
  'change-staff': 'staff-changed',
  'change-keys': 'key-changed',
  'change-device': 'device-changed',
}
const prints = ['printing', 'printed', 'not-printed', 'unsure', 'held', 'expired'] as const

function factsOf(
  row: ShownRow,
  labels: ReadonlyMap<string, string>,
  { view, translations: { t, text } }: Says,
): Readonly<Record<string, string | number>> {
  const find = (name: string): string | undefined => {
    const value = row.events.map((event) => event[name]).find((one) => one !== undefined)
    return value === undefined ? undefined : String(value)
  }
  const counter = row.counter ?? ''
  const service = find('service') ?? ''
  return {
    ticket: row.label ?? labels.get(row.ticket ?? '') ?? t('record.a-ticket'),
    counter: text(view.words.counters[counter]) || counter,
    service: text(view.words.services[service]) || service,
    badge: find('badge') ?? '',
    id: find('id') ?? '',
    device: find('device') ?? row.device,
    n: Number(find('texts') ?? find('notes') ?? find('times') ?? 0),
    way: find('way') ?? '',
    day: find('before') ?? '',
  }
}

const passed = [
  ...(['day-started', 'doors-opened', 'doors-closed', 'day-closed'] as const),
  ...(['counter-unattended', 'settings-plan-due'] as const),
]

/** The changes that time brought. */
function timeText(row: ShownRow, { translations: { t } }: Says): string {
  const ended = row.events.filter(({ type }) => type === 'ticket-ended').length
  const parts = [
    ...passed.filter((type) => eventOf(row, type)).map((type) => t(`did.time-passed.${type}`)),
    ...(ended > 0 ? [t('did.time-passed.ticket-ended', { n: ended })] : []),
  ]
  return (parts.length === 0 ? t('did.time-passed') : parts.join(t('record.and'))) + t('record.stop')
}

/** A look at words of people, which the record has as a row of its own. */
export const isLook = ({ what }: ShownRow): boolean => what === 'read-notes' || what === 'read-ratings'
