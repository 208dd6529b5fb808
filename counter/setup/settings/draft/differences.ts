import type { BodyOf } from '../../../../server/protocol/commands.ts'
import { diff } from '../../../../server/protocol/merge-patch.ts'
import { formOf, type HallSettings, type Path, valueAt } from './document.ts'

/** A difference between two settings, at a field or at an entry of a list by id. */
export interface Difference {
  readonly path: Path
  readonly kind: 'set' | 'added' | 'removed' | 'order'
  readonly from: unknown
  readonly to: unknown
}

type Members = Readonly<Record<string, unknown>>
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || diff({ value: one }, { value: other }) === undefined

/** Lists whose order pages show, by their paths. */
const orderedLists = ['services', 'groups', 'reasons.pause', 'reasons.hold', 'reasons.rating'] as const

const listAt = (settings: HallSettings, name: (typeof orderedLists)[number]): object =>
  Object(valueAt(settings, name.split('.')))

/** Lists whose entries come and go as a whole. */
const listsById = [
  'services',
  'groups',
  'counters',
  'profiles',
  'series',
  'reasons.pause',
  'reasons.hold',
  'reasons.rating',
]

/** All differences, field by field. */
export function differences(from: HallSettings, to: HallSettings): Difference[] {
  const orders = orderedLists.filter((name) => !isSameOrder(listAt(from, name), listAt(to, name)))
  return [
    ...between(from, to, []),
    ...orders.map(
      (name): Difference => ({
        path: name.split('.'),
        kind: 'order',
        from: listAt(from, name),
        to: listAt(to, name),
      }),
    ),
  ]
}

function between(from: unknown, to: unknown, path: Path): Difference[] {
  if (isSame(from, to)) return []
  const isEntry = listsById.includes(path.slice(0, -1).join('.'))
  if (isEntry && from === undefined) return [{ path, kind: 'added', from, to }]
  if (isEntry && to === undefined) return [{ path, kind: 'removed', from, to }]
  // A field of the form, a tier's list and what no section shows are each one difference.
  const isList = listsById.includes(path.join('.'))
  const isField = !isList && formOf(path) !== undefined
  if (isField || !(isMembers(from) || from === undefined) || !(isMembers(to) || to === undefined))
    return [{ path, kind: 'set', from, to }]
  const names = [...new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])]
  return names.flatMap((name) => between(valueAt(from, [name]), valueAt(to, [name]), [...path, name]))
}

/** Whether a patch alone makes this order: entries keep their places, and new ones come last. */
function isSameOrder(from: object, to: object): boolean {
  const kept = Object.keys(from).filter((id) => Object.hasOwn(to, id))
  const added = Object.keys(to).filter((id) => !Object.hasOwn(from, id))
  return Object.keys(to).every((id, at) => id === [...kept, ...added][at])
}

/** The change that makes `to` out of `from`. */
export function changeOf(
  from: HallSettings,
  to: HallSettings,
): Pick<BodyOf<'change-settings'>, 'patch' | 'order'> {
  const order = Object.fromEntries(
    orderedLists.flatMap((name) =>
      isSameOrder(listAt(from, name), listAt(to, name)) ? [] : [[name, Object.keys(listAt(to, name))]],
    ),
  )
  return { patch: diff(from, to) ?? {}, ...(Object.keys(order).length > 0 ? { order } : {}) }
}
