import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { counter } from './sentences/counter-table.ts'
import { elsewhere, elsewhereOfStaff, unlisted } from './sentences/elsewhere.ts'
import { kiosk } from './sentences/kiosk-table.ts'
import { manager } from './sentences/manager-table.ts'
import { catalogues } from './sentences/marked-words.ts'
import { phone } from './sentences/phone-table.ts'
import { board, window } from './sentences/public-table.ts'
import { paper, start } from './sentences/start-table.ts'

/** Tables by the catalogues whose sentences they list, and the sentences that are not in them. */
const ofVisitors = Object.keys(elsewhere)
const tables = [
  { names: ['kiosk'], states: [kiosk], apart: ofVisitors },
  { names: ['phone'], states: [phone], apart: ofVisitors },
  { names: ['board'], states: [board], apart: ofVisitors },
  { names: ['window'], states: [window], apart: ofVisitors },
  { names: ['start'], states: [start], apart: ofVisitors },
  { names: ['paper'], states: [paper], apart: ofVisitors },
  {
    names: ['console', 'manager', 'staff', 'issuing'],
    states: [counter, manager],
    apart: [...Object.keys(elsewhereOfStaff), ...unlisted],
  },
]

it('every sentence of a page stands in the table of a state, or in the list of those that no table shows', () => {
  for (const { names, states, apart } of tables) {
    const listed = new Set(
      states.flatMap((table) => Object.values(table).flat()).map((line) => line.split(': ')[0]),
    )
    const all = names.flatMap((name) => catalogues[name] ?? [])
    expect(
      all.filter((key) => !listed.has(key) && !apart.includes(key)),
      names.join(),
    ).toEqual([])
    expect(
      all.filter((key) => apart.includes(key) && listed.has(key)),
      `${names.join()}: listed twice`,
    ).toEqual([])
  }
  const known = tables.flatMap(({ names }) => names.flatMap((name) => catalogues[name] ?? []))
  expect(tables.flatMap(({ apart }) => apart).filter((key) => !known.includes(key))).toEqual([])
  for (const [key, file] of Object.entries({ ...elsewhere, ...elsewhereOfStaff }))
    expect(existsSync(join(import.meta.dirname, '..', file)), `${key}: ${file}`).toBe(true)
})
