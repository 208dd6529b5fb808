import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { elsewhere } from './sentences/elsewhere.ts'
import { kiosk } from './sentences/kiosk-table.ts'
import { catalogues } from './sentences/marked-words.ts'
import { phone } from './sentences/phone-table.ts'
import { paper, start } from './sentences/start-table.ts'

/** Tables by the catalogues whose sentences they list. */
const tables = [
  { names: ['kiosk'], states: [kiosk] },
  { names: ['phone'], states: [phone] },
  { names: ['start'], states: [start] },
  { names: ['paper'], states: [paper] },
]

it('every sentence of a page stands in the table of a state, or in the short list of those shown by other tests', () => {
  for (const { names, states } of tables) {
    const listed = new Set(
      states.flatMap((table) => Object.values(table).flat()).map((line) => line.split(': ')[0]),
    )
    const all = names.flatMap((name) => catalogues[name] ?? [])
    const others = all.filter((key) => key in elsewhere)
    expect(
      all.filter((key) => !listed.has(key) && !(key in elsewhere)),
      names.join(),
    ).toEqual([])
    expect(
      others.filter((key) => listed.has(key)),
      `${names.join()}: listed twice`,
    ).toEqual([])
  }
  for (const [key, file] of Object.entries(elsewhere)) {
    expect(existsSync(join(import.meta.dirname, '..', file)), `${key}: ${file}`).toBe(true)
    expect(Object.values(catalogues).flat()).toContain(key)
  }
})
