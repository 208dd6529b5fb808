import { languageName } from '../../../../display/words/languages.ts'
import { breakingLongWords } from '../../../../display/words/translator.ts'
import { type ReasonKind, usualReasons } from '../../../../server/hall/ids.ts'
import { type FormPath, settingsForm } from '../../../../server/protocol/settings/form.ts'
import { dotted } from '../../../dotted.ts'
import type { SetupTranslations } from '../../setup-translations.ts'
import type { Difference } from '../draft/differences.ts'
import { formOf, type HallSettings, type Path, valueAt } from '../draft/document.ts'

/** Names and values of settings in words. */

type Says = SetupTranslations
/** Of fields that no form of the draft shows: sections of their own change them, or a text editor. */
const elsewhere = ['none', 'devices', 'backups'] as const
type Elsewhere = (typeof elsewhere)[number]

/** The fields that sections show, each of which has a label and help in the catalogue. */
export type ShownPath = {
  [P in FormPath]: (typeof settingsForm)[P]['section'] extends Elsewhere ? never : P
}[FormPath]

export const isShown = (form: FormPath): form is ShownPath =>
  !elsewhere.some((one) => one === settingsForm[form].section)

/** A switch that says the opposite of its field: `hidden` is shown as `offered`. */
export const isInverse = (form: FormPath | undefined): boolean => form === 'services.*.hidden'
export const isSwitchedOn = (form: FormPath | undefined, value: unknown): boolean =>
  (value === true) !== isInverse(form)

export const labelOf = (form: ShownPath, { t }: Says): string => t(`field.${form}`)

/** Name of an entry: of lists whose entries have none, its id. */
function nameAt(settings: HallSettings, path: Path, { text }: Says): string {
  const [list, id = ''] = path
  const texts = list === 'groups' ? settings.groups?.[id] : valueAt(settings, [...path, 'name'])
  return text(texts as Record<string, string> | undefined) || id
}

/** Name of a reason: the hall's own, otherwise the catalogue's, otherwise its id. */
export function reasonName(settings: HallSettings, kind: ReasonKind, id: string, says: Says): string {
  const usual = (usualReasons[kind] as readonly string[]).includes(id)
  const own = says.text(settings.reasons[kind][id])
  return own || (usual ? says.t(`${kind}.${id}` as `pause.break`) : id)
}

const entryWords = {
  services: 'what.service',
  groups: 'what.group',
  counters: 'what.counter',
  profiles: 'what.profile',
  series: 'what.series',
} as const
const partWords = {
  $schema: 'what.schema',
  format: 'what.format',
  id: 'what.id',
  counters: 'section.counters',
  series: 'what.numbers',
  services: 'what.services',
  groups: 'what.groups',
  profiles: 'what.profiles',
  devices: 'what.devices',
  slip: 'what.slip',
  returns: 'what.returns',
  specialDays: 'what.special-days',
  guidance: 'group.guidance',
  kiosk: 'group.kiosk',
  rating: 'group.rating',
  signIn: 'group.sign-in',
  policy: 'group.priority',
  reasons: 'section.reasons',
  'reasons.pause': 'field.reasons.pause',
  'reasons.hold': 'field.reasons.hold',
  'reasons.rating': 'field.reasons.rating',
  template: 'what.template',
  firstStart: 'guide.title',
  maintenance: 'section.backups',
  'maintenance.backupAt': 'what.backup-at',
  'maintenance.backups': 'what.backups',
  'maintenance.copiesDays': 'what.copies-days',
  'maintenance.recordsDays': 'what.records-days',
} as const

/** The field or entry that a path leads to, such as `Service Permits · Name`. `settings`: where its entry has a name. */
export function whatText(path: Path, settings: HallSettings, says: Says): string {
  const { t } = says
  const [list = '', id] = path
  const form = formOf(path)
  const field =
    form && isShown(form) && !Object.hasOwn(entryWords, form) && form !== 'groups'
      ? labelOf(form, says)
      : undefined
  const steps = list === 'reasons' ? 3 : 2
  if (list === 'reasons' && path[2] !== undefined)
    return t('what.reason', { name: reasonName(settings, id as ReasonKind, path[2], says) })
  if (id !== undefined && Object.hasOwn(entryWords, list)) {
    const where = t(entryWords[list as keyof typeof entryWords], {
      name: nameAt(settings, path.slice(0, 2), says),
    })
    if (path.length === steps || list === 'groups') return where
    const what =
      field ?? (path[2] === 'slip' ? t('what.slip') : t('what.other', { name: path.slice(2).join('.') }))
    return t('change.of', { where, what })
  }
  if (field !== undefined) return field
  const known = [path.join('.'), list].find((part) => Object.hasOwn(partWords, part))
  return known ? t(partWords[known as keyof typeof partWords]) : t('what.other', { name: path.join('.') })
}

/** The value of a field in words; undefined for one that is too large for a line. */
export function valueText(form: FormPath | undefined, value: unknown, says: Says): string | undefined {
  const { t } = says
  if (form && settingsForm[form].control === 'switch')
    return t(isSwitchedOn(form, value) ? 'settings.on' : 'settings.off')
  if (value === undefined) return t('settings.none')
  if (form === 'policy.kind') return t(`policy.${value as 'head-start'}`)
  if (form === 'transferPlace') return t(`transfer.${value as 'kept'}`)
  if (value === 'always') return t('settings.always')
  if (value === 'all') return t('counters.all')
  if (typeof value === 'number') {
    const { unit } = (form ? settingsForm[form] : {}) as { unit?: 'minutes' | 'seconds' | 'times' }
    return unit ? `${value}\u00a0${t(`settings.unit.${unit}`)}` : String(value)
  }
  if (typeof value === 'string') return t('change.quoted', { text: breakingLongWords(value) })
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return (
      dotted(
        value.map((one) => (form === 'languages' ? languageName(one, value) : one)),
        t,
      ) || t('settings.none')
    )
  return undefined
}

/** A difference in one line. A name says in which language it differs, unless it differs in one language alone. */
export function differenceLines(
  difference: Difference,
  [from, to]: readonly [HallSettings, HallSettings],
  says: Says,
): string[] {
  const { t } = says
  const { path, kind } = difference
  const what = whatText(path, kind === 'added' ? to : from, says)
  if (kind !== 'set') return [t(`change.${kind}`, { what })]
  const form = formOf(path)
  const control = form && settingsForm[form].control
  if (control === 'texts' || control === 'categories') {
    const [former, next] = [Object(difference.from), Object(difference.to)] as Record<string, unknown>[]
    const keys = [...new Set([...Object.keys(former!), ...Object.keys(next!)])].filter(
      (key) => former![key] !== next![key],
    )
    if (!Array.isArray(difference.to) && keys.length > 0)
      return keys.map((key) =>
        t('change.set', {
          what: t('change.in', {
            what,
            language: control === 'texts' ? languageName(key) : t(`category.${key as 'elderly'}`),
          }),
          from: valueText(form, former![key], says) ?? '',
          to: valueText(form, next![key], says) ?? '',
        }),
      )
  }
  const values = [valueText(form, difference.from, says), valueText(form, difference.to, says)]
  const [before, after] = values
  if (before === undefined || after === undefined || control === 'categories')
    return [t('change.other', { what })]
  return [t('change.set', { what, from: before, to: after })]
}
