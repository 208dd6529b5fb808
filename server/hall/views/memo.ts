import type { Hall } from '../hall.ts'

/**
 * Views are asked for by many at each moment, and most of what they show stays as it was. What lies in a hall is never
 * changed, only replaced, so what is seen of it can be remembered with it; parts that come out alike stay the same
 * object, which whoever looks for changes passes over.
 */

/** `see`, once for each value. */
export function memoByIdentity<T extends object, V>(see: (value: T) => V): (value: T) => V {
  const seen = new WeakMap<T, V>()
  return (value) => {
    const known = seen.get(value)
    if (known !== undefined) return known
    const made = see(value)
    seen.set(value, made)
    return made
  }
}

/** `see`, once for each change of the floor: news of papers and printers, and entries of other hearts, keep it. */
export function memoBySeq<V extends object>(
  see: (hall: Hall, before: V | undefined) => V,
): (hall: Hall) => V {
  const seen = new WeakMap<Hall, { seq: number; value: V }>()
  return (hall) => {
    const known = seen.get(hall)
    if (known?.seq === hall.floorChangedSeq) return known.value
    const value = see(hall, known?.value)
    seen.set(hall, { seq: hall.floorChangedSeq, value })
    return value
  }
}

/** The same for a list by id: entries that are as they were are the same objects, and so is a list of such entries. */
export function memoListBySeq<E>(see: (hall: Hall) => Record<string, E>): (hall: Hall) => Record<string, E> {
  return memoBySeq((hall, before) => {
    const now = see(hall)
    if (!before) return now
    let same = true
    let left = 0
    for (const id in before) if (before[id] !== undefined) left += 1
    for (const id in now) {
      left -= 1
      const former = Object.hasOwn(before, id) ? before[id] : undefined
      if (former !== undefined && isAlike(former, now[id])) now[id] = former
      else same = false
    }
    return same && left === 0 ? before : now
  })
}

/** Whether two JSON values without arrays say the same. */
function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const a = one as Record<string, unknown>
  const b = other as Record<string, unknown>
  let left = 0
  for (const name in a) if (a[name] !== undefined) left += 1
  for (const name in b) {
    if (b[name] === undefined) continue
    if (!Object.hasOwn(a, name) || !isAlike(a[name], b[name])) return false
    left -= 1
  }
  return left === 0
}
