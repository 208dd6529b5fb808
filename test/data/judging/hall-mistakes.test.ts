import { describe, expect, test } from 'vitest'
import { hallCheck, laterProblems } from '../../../server/data/judging/hall-judgement.ts'
import { readDocument } from '../../../server/journal/documents.ts'
import { wholeText } from './mistaken-hall.ts'
import { ours } from './mistakes-ours.ts'
import { tried } from './mistakes-tried.ts'

/** The problems that a first start tells of a file, with their places. */
function problemsOf(file: string | Buffer) {
  const read = readDocument(Buffer.from(file), hallCheck)
  return 'problems' in read
    ? read.problems.map(({ field, line, what }) => ({ field, line, what }))
    : laterProblems(read.value).map(({ path, problem }) => ({ field: path, line: undefined, what: problem }))
}

test('the hall of the mistakes has none of its own', () => {
  expect(problemsOf(wholeText)).toEqual([])
  expect([tried.length, ours.length]).toEqual([22, 35])
})

describe('a mistake in hall.json is told with its cause first, where it is and what to do, and nothing besides', () => {
  test.each([...tried, ...ours])('$name', ({ file, field, at, says, others = [] }) => {
    const [first, ...more] = problemsOf(file)
    expect(first).toMatchObject({ field, what: expect.stringMatching(says) })
    if (first?.line !== undefined)
      expect(Buffer.from(file).toString().split('\n')[first.line - 1]).toContain(at)
    expect(more.map((one) => one.field)).toEqual(others)
  })
})
