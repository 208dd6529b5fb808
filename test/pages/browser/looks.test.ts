import { expect, test } from 'vitest'
import { crossed, looksToTake } from './looks.ts'

test('any two values that stand together in a look do so in one that is taken, with less than half of all looks', () => {
  const all = crossed(
    crossed([['desk'], ['strip']], [['light'], ['dark'], ['contrast']]),
    crossed([['zh-CN'], ['en']], [['usual'], ['large']]),
  )
  const some = looksToTake(all)
  expect(some[0]).toEqual(all[0])
  for (const look of all)
    for (const one of look)
      for (const other of look)
        expect(
          some.some(
            (taken) => ([...taken] as string[]).includes(one) && ([...taken] as string[]).includes(other),
          ),
        ).toBe(true)
  expect(all).toHaveLength(24)
  expect(some.length).toBeLessThanOrEqual(process.env.LOOKS === 'all' ? 24 : 8)
})
