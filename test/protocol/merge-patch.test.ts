import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply, diff } from '../../server/protocol/merge-patch.ts'

/** JSON without null, as views are; `__proto__` is no name. */
const { object } = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(0, 1, 'a', 'b', '', true, false),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'toString', '1'), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
}))

test('the difference of two views, applied to the first, makes the second', () => {
  fc.assert(
    fc.property(object, object, (from, to) => {
      const before = JSON.stringify(from)
      const patch = diff(from, to)
      expect(apply(from, patch ?? {})).toEqual(to)
      expect(JSON.stringify(from)).toBe(before)
    }),
    { numRuns: 3000, seed: 20260618 },
  )
})

test('a patch goes over the wire as JSON and still does the same', () => {
  fc.assert(
    fc.property(object, object, (from, to) => {
      const patch: unknown = JSON.parse(JSON.stringify(diff(from, to) ?? {}))
      expect(apply(from, patch)).toEqual(to)
    }),
    { numRuns: 1000, seed: 20260619 },
  )
})

test('equal views differ in nothing, whichever objects they are made of', () => {
  fc.assert(
    fc.property(object, (view) => {
      expect(diff(view, structuredClone(view))).toBeUndefined()
    }),
    { numRuns: 1000, seed: 20260620 },
  )
})

test('a patch holds only what changed', () => {
  const before = { queues: { a: { waiting: 3 }, b: { waiting: 1 } }, calls: [{ id: '1' }], gone: 1 }
  const after = { queues: { a: { waiting: 4 }, b: { waiting: 1 } }, calls: [{ id: '1' }], gone: undefined }
  expect(diff(before, after)).toEqual({ queues: { a: { waiting: 4 } }, gone: null })
})

test('what a patch does not touch is shared with the former view', () => {
  const before = { queues: { a: { waiting: 3 }, b: { waiting: 1 } }, calls: [1] }
  const after = apply(before, { queues: { a: { waiting: 4 } } })
  expect(after.queues.b).toBe(before.queues.b)
  expect(after.calls).toBe(before.calls)
  expect(before.queues.a.waiting).toBe(3)
})

test('the examples of RFC 7396 hold', () => {
  expect(apply({ a: 'b' }, { a: 'c' })).toEqual({ a: 'c' })
  expect(apply({ a: 'b', b: 'c' }, { a: null })).toEqual({ b: 'c' })
  expect(apply({ a: ['b'] }, { a: 'c' })).toEqual({ a: 'c' })
  expect(apply({ a: 'c' }, { a: ['b'] })).toEqual({ a: ['b'] })
  expect(apply({ a: { b: 'c' } }, { a: { b: 'd', c: null } })).toEqual({ a: { b: 'd' } })
  expect(apply({ a: [{ b: 'c' }] }, { a: [1] })).toEqual({ a: [1] })
  expect(apply({ e: null }, { a: 1 })).toEqual({ e: null, a: 1 })
  expect(apply({}, { a: { bb: { ccc: null } } })).toEqual({ a: { bb: {} } })
})

test('a patch from outside cannot change what every object is made of', () => {
  const patched = apply({}, JSON.parse('{"__proto__": {"polluted": true}, "a": 1}'))
  expect(patched).toEqual({ a: 1 })
  expect((patched as { polluted?: boolean }).polluted).toBeUndefined()
})
