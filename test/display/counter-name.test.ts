import { expect, test } from 'vitest'
import { isNumber, shortName } from '../../display/parts/counter-name.tsx'

test.each([
  ['3 号窗口', '3'],
  ['第3窗口', '3'],
  ['Counter 3', '3'],
  ['Counter3', '3'],
  ['B12', 'B12'],
  ['Desk B12', 'B12'],
  ['12A 号窗口', '12A'],
  ['Room 12th floor', '12'],
])('the number of the counter %s is %s', (name, number) => {
  expect(shortName(name)).toBe(number)
  expect(isNumber(number)).toBe(true)
})

test.each(['接待室', 'Private room', 'B'])('%s has no number, and is shown whole', (name) => {
  expect(shortName(name)).toBe(name)
  expect(isNumber(name)).toBe(false)
})
