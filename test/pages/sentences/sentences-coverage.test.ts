import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Table } from './driven-page.ts'
import { elsewhere } from './elsewhere.ts'
import { catalogues, messagesOf } from './marked-words.ts'
import { counterParts, occupiedParts } from './tables/counter-parts-table.ts'
import { counter } from './tables/counter-table.ts'
import { firstStart } from './tables/first-start-table.ts'
import { kiosk } from './tables/kiosk-table.ts'
import { managerParts } from './tables/manager-parts-table.ts'
import { manager } from './tables/manager-table.ts'
import { pair } from './tables/pair-table.ts'
import { phone } from './tables/phone-table.ts'
import { board, rate, speaker, window } from './tables/public-table.ts'
import { review, settings } from './tables/settings-table.ts'
import { deviceDialog, devices, people, personDialog } from './tables/setup-table.ts'
import { lock, signIn } from './tables/sign-in-table.ts'
import { paper, start } from './tables/start-table.ts'
import { backups, keyDialog, keys, personal, record } from './tables/trust-table.ts'

const console_ = [counter, ...Object.values(counterParts), ...Object.values(occupiedParts)]
const setup = [people, personDialog, devices, deviceDialog, record, keys, keyDialog, personal, backups]
const floor = [manager, ...Object.values(managerParts)]

/** The tables that list the sentences of each catalogue. */
const tablesOf: Readonly<Record<string, readonly Table[]>> = {
  board: [board],
  console: [...console_, signIn],
  devices: setup,
  issuing: [kiosk, ...console_, ...floor],
  keeping: setup,
  kiosk: [kiosk],
  manager: floor,
  pair: [pair],
  paper: [paper],
  people: setup,
  phone: [phone],
  rate: [rate],
  record: setup,
  settings: [settings, review],
  setup: [...setup, settings, firstStart],
  speaker: [speaker],
  staff: [...console_, ...floor, ...setup, signIn, lock],
  start: [start],
  window: [window],
}

/** Signs in a row that tell one sentence from the others, by language. */
const tellingLength = { en: 10, 'zh-CN': 4 }

/** Whether a test has some words of the sentence, in one of both languages; a sentence of facts alone has none. */
function isRead(test: string, catalogue: string, key: string): boolean {
  return Object.entries(tellingLength).some(([language, length]) => {
    const parts = messagesOf(language, catalogue)[key]!.split(/\{[^{}]*\}|[{}]/u)
    if (!/\p{L}/u.test(parts.join(''))) return true
    return parts.some((part) =>
      Array.from({ length: Math.max(0, part.length - length + 1) }, (_, at) =>
        part.slice(at, at + length),
      ).some((words) => test.includes(words)),
    )
  })
}

for (const [catalogue, tables] of Object.entries(tablesOf))
  it(`every sentence of the catalogue "${catalogue}" is shown in a state of a page`, () => {
    const lines = tables.flatMap((table) => Object.values(table).flat())
    const listed = new Set(lines.map((line) => line.split(': ')[0]))
    const apart = Object.keys(elsewhere[catalogue] ?? {})
    const { [catalogue]: all = [] } = catalogues
    const advice =
      'Drive a page into a state that shows it and list it there in a table of test/pages/sentences/tables, name the test ' +
      'that reads it in elsewhere.ts, or take it out of the catalogues of all languages'
    expect(
      all.filter((key) => !listed.has(key) && !apart.includes(key)),
      advice,
    ).toEqual([])
    expect(
      apart.filter((key) => listed.has(key) || !all.includes(key)),
      'elsewhere.ts names sentences that a table lists, or that no catalogue has',
    ).toEqual([])
  })

for (const [catalogue, sentences] of Object.entries(elsewhere))
  it(`the sentences of "${catalogue}" that no table lists are read by the test that is named`, () => {
    for (const [key, file] of Object.entries(sentences)) {
      const test = readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
      expect(isRead(test, catalogue, key), `${file} has no words of "${key}"`).toBe(true)
    }
  })

it('every catalogue of a page has its tables', () => {
  // The words of a slip are those of the printed paper, not of a page.
  const missing = Object.keys(catalogues).filter((name) => name !== 'slip' && !tablesOf[name])
  expect(
    missing,
    'Drive its page as the other tests of test/pages/sentences do, and name its tables here',
  ).toEqual([])
})
