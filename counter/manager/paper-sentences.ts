import { hallTime } from '../../display/parts/hall-time.ts'
import type { ManagerView, PrinterView } from '../../server/hall/views/view-types.ts'
import type { ManagerTranslations } from './manager-translations.ts'

export type Paper = ManagerView['paper'][string]

/** The printer or the ticket that the dialog is about. */
export type Subject = { printer: string } | { ticket: string }

const knownReasons = [
  'unreachable',
  'no-paper',
  'cover-open',
  'timed-out',
  'cut-off',
  'no-proof',
  'restarted',
  'broken',
  'cutter-jam',
  'printer-error',
  'offline',
  'head-hot',
  'too-many-waiting',
  'too-late',
] as const

/** Print state of a slip and its reason. */
export function paperSentence({ printing }: Paper, { t }: ManagerTranslations): string {
  const why = 'why' in printing ? printing.why : undefined
  const known = knownReasons.find((one) => one === why)
  const because = why === undefined ? [] : [known ? t(`paper.why.${known}`) : t('paper.why.other', { why })]
  return [t(`paper.${printing.print}`), ...because].join('\u00a0· ')
}

/** How to declare the sensors untrue that report trouble at present. A printer that is silent reports nothing. */
export function sensorSentences(
  device: string,
  { state, nearEnd }: PrinterView,
  { t }: ManagerTranslations,
): string[] {
  const isReported = state !== 'ready' && state !== 'unknown' && state !== 'unreachable'
  return [
    ...(isReported ? [t('printer.sensor', { sensor: state, device })] : []),
    ...(nearEnd ? [t('printer.sensor.near-end', { sensor: 'near-end', device })] : []),
  ]
}

/** Outcome of the last test page; undefined when none was printed. */
export function testSentence(
  { test }: PrinterView,
  { timeZone }: ManagerView,
  { t }: ManagerTranslations,
): string | undefined {
  return test && t(`printer.test.${test.page}`, { time: hallTime(test.at, timeZone) })
}
