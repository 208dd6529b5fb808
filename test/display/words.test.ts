import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desk as deskEn } from '../../display/words/desk.en.ts'
import { desk as deskZh } from '../../display/words/desk.zh-CN.ts'
import { floor as floorEn } from '../../display/words/floor.en.ts'
import { floor as floorZh } from '../../display/words/floor.zh-CN.ts'
import { type Catalogue, closest, type Entry, localText, translator } from '../../display/words/words.ts'
import { categories, ends, outcomes } from '../../server/hall/ids.ts'
import { refusalReasons } from '../../server/hall/refusals.ts'

const folder = join(import.meta.dirname, '../../display/words')
const files = readdirSync(folder).filter((file) => file.includes('.zh-CN.'))
const texts = (entry: Entry | undefined): string[] =>
  entry === undefined
    ? []
    : typeof entry === 'string'
      ? [entry]
      : Object.values(entry).filter((one) => one !== undefined)
const placeholders = (entry: Entry | undefined): string[] =>
  [...new Set(texts(entry).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort()

async function catalogue(file: string): Promise<Catalogue> {
  const [words] = Object.values((await import(join(folder, file))) as Record<string, Catalogue>)
  if (!words) throw new Error(`${file} exports no catalogue`)
  return words
}

test.each(files)('%s and its other languages say the same things with the same facts', async (file) => {
  const first = await catalogue(file)
  const name = file.split('.')[0]
  const others = readdirSync(folder).filter((one) => one.startsWith(`${name}.`) && one !== file)
  expect(others.length).toBeGreaterThan(0)
  for (const other of others) {
    const second = await catalogue(other)
    expect(Object.keys(second).sort(), other).toEqual(Object.keys(first).sort())
    for (const key of Object.keys(first))
      expect([key, placeholders(second[key])], other).toEqual([key, placeholders(first[key])])
  }
})

test.each([
  ['zh-CN', { ...floorZh, ...deskZh }],
  ['en', { ...floorEn, ...deskEn }],
])('%s has a sentence for every refusal, category, outcome and end', (_, floor: Catalogue) => {
  for (const reason of refusalReasons) expect(floor[`refusal.${reason}`], reason).toBeTruthy()
  for (const category of categories) expect(floor[`category.${category}`], category).toBeTruthy()
  for (const outcome of outcomes) expect(floor[`outcome.${outcome}`], outcome).toBeTruthy()
  for (const end of ends) expect(floor[`end.${end}`], end).toBeTruthy()
  const reasons = Object.keys(floor).filter((key) => key.startsWith('refusal.'))
  expect(reasons.length).toBe(refusalReasons.length)
})

const catalogues = {
  'zh-CN': { ahead: '前面还有 {count} 人', named: '{a} 和 {b}' },
  en: { ahead: { one: '{count} person ahead', other: '{count} people ahead' }, named: '{a} and {b}' },
}

test('a fact takes its place and chooses the plural form of its language', () => {
  expect(translator(catalogues, 'en')('ahead', { count: 1 })).toBe('1 person ahead')
  expect(translator(catalogues, 'en')('ahead', { count: 0 })).toBe('0 people ahead')
  expect(translator(catalogues, 'zh-CN')('ahead', { count: 1 })).toBe('前面还有 1 人')
})

test('a fact that is missing stays visible, and one that looks like a placeholder stays itself', () => {
  expect(translator(catalogues, 'en')('named', { a: '{b}' })).toBe('{b} and {b}')
})

test('the closest language is the same tag, then the same language, then the first', () => {
  expect(closest(['zh-CN', 'en'], 'en')).toBe('en')
  expect(closest(['zh-CN', 'en'], 'en-GB')).toBe('en')
  expect(closest(['zh-CN', 'en'], 'zh-TW')).toBe('zh-CN')
  expect(closest(['zh-CN', 'en'], 'fr')).toBe('zh-CN')
  expect(translator(catalogues, 'en-GB').language).toBe('en')
})

test('a text of the hall falls back to its first language', () => {
  expect(localText({ 'zh-CN': '报修', en: 'Repairs' }, 'en')).toBe('Repairs')
  expect(localText({ 'zh-CN': '报修' }, 'en')).toBe('报修')
  expect(localText(undefined, 'en')).toBe('')
})
