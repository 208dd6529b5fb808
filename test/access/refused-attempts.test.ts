import { expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { RefusedAttempts } from '../../server/access/refused-attempts.ts'

/** A log that shows how many attempts of each kind there were, however many there are. */

test('a kind that goes on is logged once a minute with how many there were since, and a quiet one no more', () => {
  const lines: unknown[] = []
  const due: { ms: number; task: () => void }[] = []
  const attempts = new RefusedAttempts(
    { warn: (facts) => void lines.push(facts) },
    {
      after: (ms, task) => {
        due.push({ ms, task })
        return () => {}
      },
    },
  )
  const passMinute = () => {
    for (const { ms, task } of due.splice(0)) {
      expect(ms).toBe(limits.refusedLineMs)
      task()
    }
    return lines.splice(0)
  }
  const times = (count: number, kind: 'host' | 'sign-in') => {
    for (let n = 0; n < count; n += 1) attempts.refused(kind)
  }
  times(5, 'host')
  times(1, 'sign-in')
  expect(lines.splice(0)).toEqual([
    { refused: 'host', count: 1 },
    { refused: 'sign-in', count: 1 },
  ])
  expect(passMinute()).toEqual([{ refused: 'host', count: 4 }])
  times(2, 'host')
  expect(passMinute()).toEqual([{ refused: 'host', count: 2 }])
  expect(passMinute()).toEqual([])
  times(1, 'host')
  expect(lines).toEqual([{ refused: 'host', count: 1 }])
  expect([...attempts.totals]).toEqual([
    ['host', 8],
    ['sign-in', 1],
  ])
})
