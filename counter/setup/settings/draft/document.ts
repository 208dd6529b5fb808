import type { Category, Texts } from '../../../../server/hall/ids.ts'
import type { Hours, Policy } from '../../../../server/hall/settings.ts'
import { type FormPath, settingsForm } from '../../../../server/protocol/settings/form.ts'

/** The settings as `GET /api/settings` gives them. Fields that no section shows are kept as they are. */

interface ServiceForm {
  name: Texts
  prefix: string
  group?: string
  hidden?: boolean
  expectedMinutes: number
  [further: string]: unknown
}

export interface TierForm {
  services: 'all' | string[]
  afterMinutes?: number
}

interface CounterForm {
  name: Texts
  profile: string
  zone?: string
}

export interface HallSettings {
  id: string
  name: Texts
  languages: string[]
  hours: Hours
  policy: Policy
  headStartMinutes: Partial<Record<Category, number>>
  services: Record<string, ServiceForm>
  groups?: Record<string, Texts>
  profiles: Record<string, TierForm[]>
  counters: Record<string, CounterForm>
  reasons: Record<'pause' | 'hold' | 'rating', Record<string, Texts>>
  [further: string]: unknown
}

/** The steps to a value, such as `services`, `fees`, `prefix`. */
export type Path = readonly string[]

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export function valueAt(value: unknown, path: Path): unknown {
  let found = value
  for (const step of path)
    found = isObject(found) && Object.hasOwn(found, step) ? found[step as keyof typeof found] : undefined
  return found
}

/** The same value with another one at a path; undefined takes it out. Untouched parts are shared. */
export function withValue<T>(value: T, [step, ...rest]: Path, next: unknown): T {
  if (step === undefined) return next as T
  if (value === undefined && next === undefined) return value
  const inner = withValue(isObject(value) ? value[step] : undefined, rest, next)
  if (Array.isArray(value)) return value.map((one, at) => (String(at) === step ? inner : one)) as T
  const { [step]: former, ...others } = (isObject(value) ? value : {}) as Record<string, unknown>
  if (inner === undefined) return others as T
  // An entry that stays keeps its place, by which menus are ordered.
  return (former === undefined ? { ...others, [step]: inner } : { ...value, [step]: inner }) as T
}

const forms = (Object.keys(settingsForm) as FormPath[]).map((form) => [form, form.split('.')] as const)

/** Fields of the form that are a list by id, of which each entry is a name. */
const namedLists: readonly string[] = ['groups', 'reasons.pause', 'reasons.hold', 'reasons.rating']
const isNameIn = (path: Path): boolean => namedLists.includes(path.slice(0, -1).join('.'))

/** The field of the form that a path leads to. */
export const formOf = (path: Path): FormPath | undefined =>
  isNameIn(path)
    ? (path.slice(0, -1).join('.') as FormPath)
    : forms.find(
        ([, steps]) =>
          steps.length === path.length && steps.every((step, at) => step === '*' || step === path[at]),
      )?.[0]

/** The field, or the entry of a list, that shows what a path of `hall.json` leads to. */
export function placeOf(path: string): Path {
  const steps = path.split('.')
  for (let length = steps.length; length > 0; length -= 1)
    if (formOf(steps.slice(0, length))) return steps.slice(0, length)
  return steps.slice(0, 2)
}

/** The paths of a field that the settings have: one for each entry that `*` stands for. */
export function pathsOf(settings: HallSettings, form: FormPath): Path[] {
  const steps = namedLists.includes(form) ? [...form.split('.'), '*'] : form.split('.')
  let found: { path: string[]; value: unknown }[] = [{ path: [], value: settings }]
  for (const step of steps)
    found = found.flatMap(({ path, value }) => {
      if (step !== '*') return [{ path: [...path, step], value: valueAt(value, [step]) }]
      return isObject(value)
        ? Object.entries(value).map(([id, one]) => ({ path: [...path, id], value: one }))
        : []
    })
  return found.map(({ path }) => path)
}

/** Settings without a service; profiles call it no longer. */
export function withoutService(settings: HallSettings, id: string): HallSettings {
  const { [id]: _, ...services } = settings.services
  const profiles = Object.entries(settings.profiles).map(([name, tiers]) => [
    name,
    tiers
      .map((tier) =>
        tier.services === 'all' ? tier : { ...tier, services: tier.services.filter((one) => one !== id) },
      )
      .filter((tier, at) => tier.services.length > 0 || tiers[at]!.services.length === 0),
  ])
  return { ...settings, services, profiles: Object.fromEntries(profiles) }
}

/** Settings without series of numbers whose last service has gone; a series without one would number nothing. */
export function withoutUnusedSeries(settings: HallSettings): HallSettings {
  const used = new Set(Object.values(settings.services).map(({ prefix }) => prefix))
  const series = Object.entries(Object(settings.series)).filter(([prefix]) => used.has(prefix))
  return { ...settings, series: Object.fromEntries(series) }
}

/** A list by id with an entry at another place; the others keep their order. */
export function moved<V>(list: Readonly<Record<string, V>>, id: string, to: number): Record<string, V> {
  const ids = Object.keys(list).filter((one) => one !== id)
  ids.splice(to, 0, id)
  return Object.fromEntries(ids.map((one) => [one, list[one]!]))
}

/** An id that the list does not have: the beginning with a number. */
export function freeId(list: object, beginning: string): string {
  let n = 1
  while (Object.hasOwn(list, `${beginning}${n}`)) n += 1
  return `${beginning}${n}`
}
