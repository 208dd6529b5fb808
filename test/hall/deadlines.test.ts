import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Deadlines } from '../../server/hall/deadlines/deadlines.ts'

const change = fc.tuple(fc.nat(30), fc.option(fc.nat(50), { nil: undefined }))

test('[DAY-9] the index of deadlines names the earliest after any setting, moving and deleting', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
      const deadlines = new Deadlines()
      const plain = new Map<string, number>()
      for (const [which, at] of changes) {
        const name = `deadline ${which}`
        deadlines.set(name, at)
        if (at === undefined) plain.delete(name)
        else plain.set(name, at)
        expect(deadlines.next).toBe(Math.min(Number.POSITIVE_INFINITY, ...plain.values()))
        expect([...deadlines.entries()].sort()).toEqual([...plain].sort())
      }
    }),
  )
})
