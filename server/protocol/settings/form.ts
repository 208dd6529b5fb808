/**
 * The form of the settings: each field of `hall.json` with the section of the set-up page that shows it and the kind of
 * its control. Limits, defaults and lists of choices are those of the schema; `GET /api/settings/form` gives them to
 * pages. `*` stands for an element of a list, or an entry of a list by id. Pages read this file, so it has no schema.
 */

/** Sections of the set-up page by which settings are changed. `none`: changed in `hall.json` until a page has them. */
type FormSection =
  | 'hall'
  | 'services'
  | 'slips'
  | 'counters'
  | 'reasons'
  | 'limits'
  | 'devices'
  | 'backups'
  | 'none'

/** Kinds of controls; `texts` are a text per language. */
export type FormControl =
  | 'text'
  | 'texts'
  | 'texts-list'
  | 'number'
  | 'choice'
  | 'switch'
  | 'clock'
  | 'hours'
  | 'languages'
  | 'zone'
  | 'categories'
  | 'services'
  | 'pictogram'
  | 'fixed'

interface FieldForm {
  readonly section: FormSection
  readonly control: FormControl
  readonly unit?: FormUnit
}
type FormUnit = 'minutes' | 'seconds' | 'times' | 'metres' | 'inches'

const of = <S extends FormSection, C extends FormControl, U extends FormUnit = never>(
  section: S,
  control: C,
  unit?: U,
): { readonly section: S; readonly control: C; readonly unit?: U } => ({
  section,
  control,
  ...(unit && { unit }),
})
const seconds = of('limits', 'number', 'seconds')

export const settingsForm = {
  $schema: of('none', 'fixed'),
  format: of('none', 'fixed'),
  template: of('none', 'fixed'),
  id: of('none', 'fixed'),
  name: of('hall', 'texts'),
  languages: of('hall', 'languages'),
  timeZone: of('hall', 'zone'),
  publicUrl: of('hall', 'text'),
  hours: of('hall', 'hours'),
  'specialDays.*.date': of('none', 'text'),
  'specialDays.*.until': of('none', 'text'),
  'specialDays.*.name': of('none', 'texts'),
  'specialDays.*.like': of('none', 'choice'),
  'specialDays.*.hours': of('none', 'hours'),
  dayStartsAt: of('hall', 'clock'),
  graceMinutes: of('hall', 'number', 'minutes'),
  printing: of('hall', 'switch'),
  groups: of('services', 'texts'),
  'services.*.name': of('services', 'texts'),
  'services.*.prefix': of('services', 'text'),
  'services.*.group': of('services', 'choice'),
  'services.*.hidden': of('services', 'switch'),
  'services.*.expectedMinutes': of('services', 'number', 'minutes'),
  'services.*.hours': of('none', 'hours'),
  'services.*.specialDays.*.date': of('none', 'text'),
  'services.*.specialDays.*.until': of('none', 'text'),
  'services.*.specialDays.*.name': of('none', 'texts'),
  'services.*.specialDays.*.like': of('none', 'choice'),
  'services.*.specialDays.*.hours': of('none', 'hours'),
  'services.*.lastTicketMinutes': of('none', 'number', 'minutes'),
  'services.*.maxWaiting': of('services', 'number'),
  'services.*.pictogram': of('services', 'pictogram'),
  'services.*.slip.documents': of('services', 'texts-list'),
  'services.*.slip.fees': of('services', 'texts-list'),
  'services.*.slip.notes': of('services', 'texts-list'),
  'services.*.slip.callRule': of('services', 'texts-list'),
  'services.*.slip.parts.*': of('none', 'fixed'),
  'services.*.slip.parts.*.part': of('none', 'fixed'),
  'services.*.slip.parts.*.size': of('none', 'fixed'),
  'services.*.slip.logo': of('none', 'text'),
  'services.*.slip.checkCode': of('none', 'switch'),
  'series.*.start': of('services', 'number'),
  'series.*.step': of('services', 'number'),
  'series.*.digits': of('services', 'number'),
  'counters.*.name': of('counters', 'texts'),
  'counters.*.profile': of('counters', 'choice'),
  'counters.*.zone': of('counters', 'text'),
  'profiles.*.*.services': of('counters', 'services'),
  'profiles.*.*.afterMinutes': of('counters', 'number', 'minutes'),
  'reasons.pause': of('reasons', 'texts'),
  'reasons.hold': of('reasons', 'texts'),
  'reasons.rating': of('reasons', 'texts'),
  'policy.kind': of('limits', 'choice'),
  'policy.priority': of('limits', 'number'),
  'policy.ordinary': of('limits', 'number'),
  headStartMinutes: of('limits', 'categories', 'minutes'),
  freeCategories: of('limits', 'categories'),
  appointmentToleranceMinutes: of('limits', 'number', 'minutes'),
  returnBehind: of('limits', 'number'),
  'returns.together': of('limits', 'number'),
  'returns.othersBetween': of('limits', 'number'),
  'returns.endAtMiss': of('limits', 'number', 'times'),
  transferPlace: of('limits', 'choice'),
  'guidance.recallAfterSeconds': seconds,
  'guidance.noShowAfterCalls': of('limits', 'number'),
  'guidance.noShowAfterSeconds': seconds,
  'guidance.apologyAfterSeconds': seconds,
  'guidance.longWaitMinutes': of('limits', 'number', 'minutes'),
  'guidance.holdReminderSeconds': seconds,
  'guidance.idleReminderSeconds': seconds,
  'guidance.amberAt': of('limits', 'number', 'times'),
  'guidance.redAt': of('limits', 'number', 'times'),
  'kiosk.idleAfterSeconds': seconds,
  'kiosk.idleCountdownSeconds': seconds,
  'kiosk.idleAfterAssistedSeconds': seconds,
  'kiosk.idleCountdownAssistedSeconds': seconds,
  'kiosk.homeAfterPrintedSeconds': seconds,
  'kiosk.attractAfterSeconds': seconds,
  'rating.askSeconds': seconds,
  'signIn.lockAfterMinutes': of('limits', 'number', 'minutes'),
  'slip.documents': of('slips', 'texts-list'),
  'slip.fees': of('slips', 'texts-list'),
  'slip.notes': of('slips', 'texts-list'),
  'slip.callRule': of('slips', 'texts-list'),
  'slip.parts.*': of('none', 'fixed'),
  'slip.parts.*.part': of('none', 'fixed'),
  'slip.parts.*.size': of('none', 'fixed'),
  'slip.logo': of('slips', 'text'),
  'slip.checkCode': of('slips', 'switch'),
  firstStart: of('none', 'fixed'),
  'maintenance.backupAt': of('backups', 'clock'),
  'maintenance.backups': of('backups', 'number'),
  'maintenance.copiesDays': of('backups', 'number'),
  'maintenance.recordsDays': of('backups', 'number'),
  'devices.*.id': of('devices', 'text'),
  'devices.*.kind': of('devices', 'choice'),
  'devices.*.name': of('devices', 'text'),
  'devices.*.counter': of('devices', 'choice'),
  'devices.*.printer': of('none', 'text'),
  'devices.*.rollMetres': of('none', 'number', 'metres'),
  'devices.*.ignore': of('none', 'choice'),
  'devices.*.zone': of('none', 'text'),
  'devices.*.diagonal': of('none', 'number', 'inches'),
  'devices.*.paper.width': of('none', 'choice'),
  'devices.*.paper.dpi': of('none', 'choice'),
  'devices.*.paper.dots': of('none', 'number'),
  'devices.*.paper.cuts': of('none', 'switch'),
  'devices.*.paper.letters': of('none', 'choice'),
  'devices.*.paper.ownQr': of('none', 'switch'),
} as const satisfies Readonly<Record<string, FieldForm>>

export type FormPath = keyof typeof settingsForm

/** The limits of a field by the schema. Lengths in characters; `columns`: of a name, by which a Chinese one has two. */
export interface FieldLimits {
  readonly least?: number
  readonly most?: number
  readonly isWhole?: true
  readonly length?: number
  readonly columns?: number
  /** A regular expression that the whole text fits, with the flag `u`. */
  readonly pattern?: string
  /** The closed list of values. */
  readonly of?: readonly (string | number | boolean)[]
  /** The value of a hall that does not say anything; absent: none, or the field is required. */
  readonly default?: unknown
}
