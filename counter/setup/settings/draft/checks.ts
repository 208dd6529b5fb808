import type { Key } from '../../../../display/words/catalogue-keys.ts'
import { type ReasonKind, usualReasons } from '../../../../server/hall/ids.ts'
import type { Problem } from '../../../../server/protocol/messages.ts'
import { columnsOf, readableLine } from '../../../../server/protocol/readable-text.ts'
import {
  type FieldLimits,
  type FormControl,
  type FormPath,
  settingsForm,
} from '../../../../server/protocol/settings/form.ts'
import { isShown } from '../parts/setting-words.ts'
import { type HallSettings, type Path, pathsOf, valueAt } from './document.ts'

/** The checks of a page, by the limits of the schema: the hall checks again, and more, when settings are saved. */

export type AllLimits = Readonly<Record<FormPath, FieldLimits>>

/** A fault that the page found by itself: a sentence with its facts. */
interface FoundFault {
  readonly path: Path
  readonly key: Extract<Key<'settings'>, `settings.fault.${string}`> | 'problem.uncalled-service'
  readonly facts?: Readonly<Record<string, number>>
}

/** The fault of a field: one of the page's own, which keeps the draft from being saved, or a problem that the hall told. */
export type Fault = FoundFault | { readonly path: Path; readonly problem: Problem }

/** Fields without which a hall does not work. */
const required: readonly FormPath[] = [
  'name',
  'groups',
  'services.*.name',
  'services.*.prefix',
  'counters.*.name',
]
/** Sentences in a list, such as the documents to bring. */
const mostLines = 6

type Found = Omit<FoundFault, 'path'> | undefined

/** The fault of one value; undefined where there is none. */
function faultOf(form: FormPath, value: unknown, limits: FieldLimits): Found {
  const isRequired = required.includes(form)
  switch (settingsForm[form].control as FormControl) {
    case 'number':
      return numberFault(value, limits)
    case 'categories':
      return form === 'freeCategories'
        ? undefined
        : Object.values(Object(value))
            .map((one) => numberFault(one, limits))
            .find(Boolean)
    case 'texts':
      return textsFault(value, limits, isRequired)
    case 'texts-list':
      return linesFault(value, limits)
    case 'text':
      return textFault(form, value, limits, isRequired)
    case 'clock':
      return fits(value, limits.pattern) ? undefined : { key: 'settings.fault.clock' }
    case 'hours':
      return hoursFault(value)
    case 'zone':
      return isZone(value) ? undefined : { key: 'settings.fault.zone' }
    case 'services':
      return Array.isArray(value) && value.length === 0 ? { key: 'settings.fault.tiers' } : undefined
    default:
      return undefined
  }
}

const fits = (value: unknown, pattern: string | undefined): boolean =>
  typeof value === 'string' && (pattern === undefined || new RegExp(pattern, 'u').test(value))

function numberFault(value: unknown, { least = 0, most = 0, isWhole }: FieldLimits): Found {
  if (value === undefined) return undefined
  const isNumber = typeof value === 'number' && value >= least && value <= most
  if (isNumber && (!isWhole || Number.isInteger(value))) return undefined
  return { key: isWhole ? 'settings.fault.whole' : 'settings.fault.number', facts: { least, most } }
}

function textsFault(value: unknown, { columns = 0 }: FieldLimits, isRequired: boolean): Found {
  const texts = Object.values(Object(value)) as string[]
  if (isRequired && texts.length === 0) return { key: 'settings.fault.texts' }
  if (texts.every((text) => columnsOf(readableLine(text)) <= columns)) return undefined
  return { key: 'settings.fault.columns', facts: { most: columns, half: columns / 2 } }
}

function linesFault(value: unknown, { length = 0 }: FieldLimits): Found {
  const lines = (value ?? []) as Readonly<Record<string, string>>[]
  const isFine =
    lines.length <= mostLines &&
    lines.every((texts) => Object.values(texts).every((one) => one.length <= length))
  return isFine ? undefined : { key: 'settings.fault.lines', facts: { most: length } }
}

function textFault(
  form: FormPath,
  value: unknown,
  { length, pattern }: FieldLimits,
  isRequired: boolean,
): Found {
  if (value === undefined && !isRequired) return undefined
  if (form === 'publicUrl') return isAddress(value) ? undefined : { key: 'settings.fault.address' }
  if (form === 'slip.logo') return fits(value, pattern) ? undefined : { key: 'settings.fault.logo' }
  if (form === 'services.*.prefix') return fits(value, pattern) ? undefined : { key: 'settings.fault.prefix' }
  const most = length ?? 0
  return readableLine(String(value)).length <= most
    ? undefined
    : { key: 'settings.fault.text', facts: { most } }
}

function isAddress(value: unknown): boolean {
  try {
    const { protocol, origin } = new URL(String(value))
    return /^https?:$/u.test(protocol) && origin === String(value)
  } catch {
    return false
  }
}

function isZone(value: unknown): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(value) }) !== undefined && value !== ''
  } catch {
    return false
  }
}

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/u

/** Spans of a day neither empty nor overlapping; one may cross midnight. */
function hoursFault(value: unknown): Found {
  if (value === 'always') return undefined
  const isFine = Object.values(Object(value) as Record<string, [string, string][]>).every((spans) => {
    const times = spans.flat()
    const last = times.length - 1
    return times.every(
      (time, at) =>
        timeOfDay.test(time) && (at === 0 || time > times[at - 1]! || (at === last && time < times[0]!)),
    )
  })
  return isFine ? undefined : { key: 'settings.fault.hours' }
}

/** All faults of the fields that sections show, in the order of the form. */
export function faultsIn(settings: HallSettings, limits: AllLimits): FoundFault[] {
  const fields = (Object.keys(settingsForm) as FormPath[]).filter(isShown)
  const found = fields.flatMap((form) =>
    pathsOf(settings, form).flatMap((path) => {
      const fault = faultOf(form, valueAt(settings, path), limits[form])
      return fault ? [{ path, ...fault }] : []
    }),
  )
  return [...found, ...wordless(settings), ...withoutProfile(settings), ...uncalled(settings)]
}

/** Reasons of the hall's own, of which no catalogue has words. */
const wordless = ({ reasons }: HallSettings): FoundFault[] =>
  (Object.keys(usualReasons) as ReasonKind[]).flatMap((kind) =>
    Object.entries(reasons[kind])
      .filter(
        ([id, own]) =>
          !(usualReasons[kind] as readonly string[]).includes(id) && Object.keys(own).length === 0,
      )
      .map(([id]) => ({ path: ['reasons', kind, id], key: 'settings.fault.texts' as const })),
  )

const withoutProfile = ({ counters, profiles }: HallSettings): FoundFault[] =>
  Object.entries(counters)
    .filter(([, { profile }]) => !Object.hasOwn(profiles, profile))
    .map(([id]) => ({ path: ['counters', id, 'profile'], key: 'settings.fault.profile' }))

/** Services that are offered and that no counter calls. */
const uncalled = (settings: HallSettings): FoundFault[] =>
  Object.entries(settings.services)
    .filter(([id, { hidden }]) => !hidden && tiersOf(settings, id).length === 0)
    .map(([id]) => ({ path: ['services', id], key: 'problem.uncalled-service' }))

/** The counters that call a service, each with the tier in which it does, from 0. */
export function tiersOf(
  { counters, profiles }: HallSettings,
  service: string,
): { counter: string; tier: number }[] {
  return Object.entries(counters).flatMap(([counter, { profile }]) => {
    const tiers = Object.hasOwn(profiles, profile) ? profiles[profile]! : []
    const tier = tiers.findIndex(({ services }) => services === 'all' || services.includes(service))
    return tier < 0 ? [] : [{ counter, tier }]
  })
}
