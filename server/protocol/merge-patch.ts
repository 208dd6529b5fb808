import type { MergePatch } from './messages.ts'

/**
 * JSON Merge Patch (RFC 7396): `diff` for the server, `apply` for its pages. Values hold no null, because null deletes in
 * a patch. A member that is undefined counts as absent, and `__proto__` is no name of a member.
 */

type Members = Record<string, unknown>

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value after the patch. Untouched parts are shared with `target`, which stays unchanged. */
export function apply<T>(target: T, patch: unknown): T {
  if (!isObject(patch)) return patch as T
  const names = Object.keys(patch)
  const next = isObject(target) ? copyWithoutDeleted(target, patch, names) : {}
  for (const name of names) {
    if (name === '__proto__') continue
    const change = patch[name]
    if (change !== null && change !== undefined)
      next[name] = isObject(change) ? apply(next[name], change) : change
  }
  return next as T
}

/** A copy without the deleted members, because `delete` moves an object of V8 to its slow dictionary mode for good. */
function copyWithoutDeleted(target: Members, patch: Members, names: readonly string[]): Members {
  if (names.every((name) => patch[name] !== null)) return { ...target }
  const rest: Members = {}
  for (const name of Object.keys(target)) if (patch[name] !== null) rest[name] = target[name]
  return rest
}

/**
 * The patch that makes `to` out of `from`, or undefined when they are equal. Walks both once, without
 * serialising them, and creates no object where nothing differs. Identical objects are skipped.
 */
export function diff(from: object, to: object): MergePatch | undefined {
  if (from === to) return undefined
  return difference(from as Members, to as Members)
}

/** An own member: a service may be called `toString`, and inherited members are functions, which JSON never holds. */
function member(of: Members, name: string): unknown {
  const value = of[name]
  return typeof value === 'function' ? undefined : value
}

function difference(from: Members, to: Members): MergePatch | undefined {
  let patch: MergePatch | undefined
  for (const name in to) {
    const after = to[name]
    const before = member(from, name)
    if (before === after || after === undefined) continue
    if (isObject(after) && isObject(before)) {
      const inner = difference(before, after)
      if (inner === undefined) continue
      patch ??= {}
      patch[name] = inner
    } else if (!equal(before, after)) {
      patch ??= {}
      patch[name] = after
    }
  }
  for (const name in from) {
    if (from[name] === undefined || member(to, name) !== undefined) continue
    patch ??= {}
    patch[name] = null
  }
  return patch
}

/** Deep equality of JSON values. */
function equal(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false
    for (let index = 0; index < one.length; index++) if (!equal(one[index], other[index])) return false
    return true
  }
  return isObject(one) && isObject(other) && difference(one, other) === undefined
}
