import type { Hall } from '../hall.ts'

/**
 * Memoisation of views, because many pages ask for them and most of their parts stay unchanged. Values in a hall are
 * immutable, so a result can be cached with its value. Equal parts stay the same object, which a comparison by
 * identity can skip.
 */

/** Memoises `see` by the identity of its value. */
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

/**
 * Memoises `see` per change of the floor; news of papers and printers, and entries of other hearts, keep the cached
 * result.
 */
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

/** Memoises a list by id: unchanged entries stay the same objects, and so does a list of unchanged entries. */
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

/** Whether two JSON values without arrays are equal. */
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
