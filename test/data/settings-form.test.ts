import { expect, test } from 'vitest'
import { hallFile } from '../../server/data/hall-config.ts'
import { type FormControl, settingsForm } from '../../server/protocol/settings/form.ts'
import { formLimits } from '../../server/web/documents/settings-form.ts'
import { keysOf } from '../fakes/sources/schema-keys.ts'

/** The form of the settings against their schema: no field without a place, no place without a field. */

const described = Object.entries(settingsForm)

test('every field of hall.json has a place in the form, and the form has no other', () => {
  expect(described.map(([path]) => path).sort()).toEqual(keysOf(hallFile).sort())
})

/** Facts of the schema by which a page checks a field while it is typed. */
const checkedBy: Partial<Record<FormControl, readonly string[]>> = {
  number: ['least', 'most'],
  text: ['length', 'pattern'],
  texts: ['columns'],
  'texts-list': ['length'],
  clock: ['pattern'],
}

test('the limits of the schema reach the page: ranges of numbers, lengths and shapes of texts', () => {
  const limits = formLimits()
  const unchecked = described.filter(([path, { control }]) => {
    const wanted = checkedBy[control as FormControl] ?? []
    const found = limits[path as keyof typeof limits]
    return control === 'number'
      ? !wanted.every((one) => one in found)
      : wanted.length > 0 && !wanted.some((one) => one in found)
  })
  expect(unchecked.map(([path]) => path)).toEqual([])
})

test.each([
  ['graceMinutes', { least: 0, most: 1440, default: 30 }],
  ['services.*.name', { columns: 64 }],
  ['reasons.hold', { columns: 32 }],
  ['services.*.maxWaiting', { least: 1, most: 10_000, isWhole: true }],
  ['policy.kind', { of: ['head-start', 'precedence', 'alternation'] }],
  ['services.*.prefix', { pattern: '^[A-Z]{1,3}$' }],
  ['headStartMinutes', { least: 0, most: 1440, default: {} }],
] as const)('the limits of %s are those of the schema', (path, limits) => {
  expect(formLimits()[path]).toMatchObject(limits)
})
