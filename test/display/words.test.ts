import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledMessage } from 'icu-minify/format'
import { describe, expect, test } from 'vitest'
import { compileCatalogue } from '../../display/words/catalogue-compiler.ts'
import {
  closest,
  directionOf,
  languageAfter,
  languageName,
  offeredFor,
  spokenFor,
} from '../../display/words/languages.ts'
import { localText, textLanguage, translator } from '../../display/words/translator.ts'
import { withWholeNumbers } from '../../display/words/whole-numbers.ts'
import { categories, outcomes } from '../../server/hall/ids.ts'
import { refusalReasons } from '../../server/hall/refusals.ts'
import { files, isSource, text } from '../fakes/sources/source-tree.ts'

const folder = join(import.meta.dirname, '../../display/words')
/** The language that is written first. */
const first = 'zh-CN'
const languages = readdirSync(folder).filter((name) => !name.endsWith('.ts'))
const pages = readdirSync(join(folder, first)).map((file) => file.replace(/\.json$/, ''))
const isThere = (language: string, page: string): boolean =>
  existsSync(join(folder, language, `${page}.json`))
const messagesOf = (language: string, page: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, language, `${page}.json`), 'utf8'))

/** The names of a message's arguments, those within its plural forms too. */
function argumentsOf(message: CompiledMessage): string[] {
  if (typeof message === 'string') return []
  const names = message.flatMap((node): string[] => {
    if (!Array.isArray(node)) return []
    const [name, , options] = node
    const forms = typeof options === 'object' && options !== null ? Object.values(options) : []
    return [name, ...forms.flatMap((form) => argumentsOf(form as CompiledMessage))]
  })
  return [...new Set(names)].sort()
}

describe.each(pages)('the catalogue of %s', (page) => {
  const messages = messagesOf(first, page)
  const others = languages.filter((language) => language !== first && isThere(language, page))

  test('stands in another language at least, with the same keys and the same arguments', () => {
    expect(others.length).toBeGreaterThan(0)
    const compiled = compileCatalogue(messages)
    for (const language of others) {
      const other = compileCatalogue(messagesOf(language, page))
      expect(Object.keys(other).sort(), language).toEqual(Object.keys(compiled).sort())
      for (const [key, message] of Object.entries(compiled))
        expect([key, argumentsOf(other[key]!)], language).toEqual([key, argumentsOf(message)])
    }
  })

  test('has the plural forms of its languages, and says figures as they come', () => {
    for (const language of [first, ...others]) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      for (const [key, message] of Object.entries(compileCatalogue(messagesOf(language, page)))) {
        // `#` would write figures by the language's own rules: 1,234 and ١٬٢٣٤.
        expect(JSON.stringify(message), `${language} ${key}`).not.toMatch(/[[,]0[\],]/)
        const plural = typeof message === 'string' ? undefined : message.find(isPlural)
        if (plural) expect(Object.keys(plural[2]).sort(), `${language} ${key}`).toEqual([...forms].sort())
      }
    }
  })
})

/** The second entry of a compiled node is its kind: a plural, as opposed to a choice by a word. */
const pluralNode = 2
const isPlural = (node: unknown): node is [string, number, Record<string, unknown>] =>
  Array.isArray(node) && node[1] === pluralNode

test('a message that is not valid is refused with its key', () => {
  expect(() => compileCatalogue({ fine: '{n}', broken: '{n, plural, one {x}}' })).toThrow('"broken"')
})

test.each([
  ['the kiosk', ['issuing', 'kiosk']],
  ['the console', ['issuing', 'staff', 'console']],
  ['the manager', ['issuing', 'staff', 'manager']],
  [
    'the administrator’s page',
    ['issuing', 'staff', 'setup', 'people', 'devices', 'settings', 'record', 'keeping'],
  ],
])('no two catalogues of %s have the same key', (_, together) => {
  const keys = together.flatMap((page) => Object.keys(messagesOf(first, page)))
  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([])
})

test.each(['zh-CN', 'en'])('%s has a sentence for every refusal, category and outcome', (language) => {
  const words = ['issuing', 'staff', 'console'].reduce(
    (all, page) => Object.assign(all, messagesOf(language, page)),
    {} as Record<string, string>,
  )
  for (const reason of refusalReasons) expect(words[`refusal.${reason}`], reason).toBeTruthy()
  for (const category of categories) expect(words[`category.${category}`], category).toBeTruthy()
  for (const outcome of outcomes) expect(words[`outcome.${outcome}`], outcome).toBeTruthy()
  const reasons = Object.keys(words).filter((key) => key.startsWith('refusal.'))
  expect(reasons.length).toBe(refusalReasons.length)
})

describe('the code', () => {
  /** Whose messages the files of a folder say; the first that fits a file holds. */
  const saidIn: readonly (readonly [folder: string, pages: readonly string[]])[] = [
    ...pages.map((page) => [`display/${page}/`, [page]] as const),
    ['display/parts/', ['board', 'window']],
    ['display/voice/', ['board', 'speaker']],
    ['kiosk/phone/', ['phone']],
    ['kiosk/rate/', ['rate']],
    ['kiosk/', ['issuing', 'kiosk']],
    ['counter/setup/devices/', ['staff', 'devices']],
    ['counter/setup/record/', ['record']],
    ['counter/setup/keys/', ['keeping']],
    ['counter/setup/personal/', ['keeping']],
    ['counter/setup/backups/', ['keeping']],
    ['counter/setup/settings/', ['issuing', 'staff', 'settings']],
    ['counter/manager/', ['issuing', 'staff', 'manager']],
    ['counter/', ['issuing', 'staff', 'console']],
    ['server/printing/', ['slip']],
  ]
  const sources = files().filter(isSource)

  test('passes every argument of the messages that it names', () => {
    let calls = 0
    const missing: string[] = []
    for (const file of sources) {
      const [, said = []] = saidIn.find(([folder]) => file.startsWith(folder)) ?? []
      for (const page of said)
        for (const [key, message] of Object.entries(compileCatalogue(messagesOf(first, page))))
          for (const call of argumentsOf(message).length > 0 ? callsWith(text(file), key) : []) {
            calls += 1
            const facts = call.slice(call.indexOf(','))
            // Facts that are spread or named are seen by the tests of their pages.
            if (/\.\.\.|,\s*\w+\s*\)$/.test(facts)) continue
            for (const name of argumentsOf(message))
              if (!new RegExp(`\\b${name}\\b`).test(facts)) missing.push(`${file}: say${call} has no ${name}`)
          }
    }
    expect(missing).toEqual([])
    expect(calls).toBeGreaterThan(70)
  })

  /** The arguments of `t('key', …)` and similar calls. */
  function* callsWith(code: string, key: string): Generator<string> {
    for (let at = code.indexOf(`'${key}'`); at >= 0; at = code.indexOf(`'${key}'`, at + 1)) {
      const from = bracketBefore(code, at)
      if (from !== undefined && /\b(t|say|first|second|other)$/.test(code.slice(0, from)))
        yield code.slice(from, bracketAfter(code, from) + 1)
    }
  }

  /** Where the bracket was opened in which a place lies. */
  function bracketBefore(code: string, at: number): number | undefined {
    for (let depth = 0, place = at - 1; place >= 0; place -= 1) {
      if (')}]'.includes(code[place]!)) depth += 1
      else if ('({['.includes(code[place]!)) depth -= 1
      if (depth < 0) return place
    }
    return undefined
  }

  function bracketAfter(code: string, from: number): number {
    for (let depth = 0, place = from; place < code.length; place += 1) {
      if ('({['.includes(code[place]!)) depth += 1
      else if (')}]'.includes(code[place]!)) depth -= 1
      if (depth === 0) return place
    }
    return code.length
  }
})

const english = translator(
  compileCatalogue({
    ahead: '{count, plural, one {{count} person ahead} other {{count} people ahead}}',
    named: '{a} and {b}',
  }),
  'en',
)
const chinese = translator(compileCatalogue({ ahead: '前面还有 {count} 人', parts: '{a} 号 {b}' }), 'zh-CN')

test('a fact takes its place and chooses the plural form of its language', () => {
  expect(english('ahead', { count: 1 })).toBe('1 person ahead')
  expect(english('ahead', { count: 0 })).toBe('0 people ahead')
  expect(english('ahead', { count: 1234 })).toBe('1234 people ahead')
  expect(chinese('ahead', { count: 1 })).toBe('前面还有 1 人')
})

test('a text of another direction is isolated in a sentence, numbers and texts of its own direction are not', () => {
  const isolated = (text: string) => `\u2068${text}\u2069`
  expect(english('named', { a: 'نافذة 3', b: '09:41' })).toBe(`${isolated('نافذة 3')} and 09:41`)
  const messages = compileCatalogue({ at: '{device} · {count}', chosen: '{by, select, bell {a} other {b}}' })
  for (const language of ['ar', 'he', 'fa', 'ur']) {
    const rtl = translator(messages, language)
    expect(rtl('at', { device: 'kiosk-1', count: 3 })).toContain(`${isolated('kiosk-1')} · `)
    expect(rtl('chosen', { by: 'bell' })).toBe('a')
  }
})

test('no space stands between two Chinese characters, whatever was put together', () => {
  expect(chinese('parts', { a: '三', b: '窗口' })).toBe('三号窗口')
})

test('a fact that is missing stays visible, and one that looks like a placeholder stays itself', () => {
  expect(english('named', { a: '{b}' })).toBe('{b} and {b}')
  expect(english('named', { a: '#', b: "'{'" })).toBe("# and '{'")
})

test('the closest language is the same tag, then the same language, then the first', () => {
  expect(closest(['zh-CN', 'en'], 'en')).toBe('en')
  expect(closest(['zh-CN', 'en'], 'en-GB')).toBe('en')
  expect(closest(['zh-CN', 'en'], 'zh-TW')).toBe('zh-CN')
  expect(closest(['zh-CN', 'en'], 'fr')).toBe('zh-CN')
})

test('a language without words is spoken in the next of the hall that has some, otherwise in English', () => {
  expect(spokenFor(['en', 'zh-CN'], ['zh-CN', 'en'])).toBe('zh-CN')
  expect(spokenFor(['en', 'zh-CN'], ['ar', 'zh-TW', 'en'])).toBe('zh-CN')
  expect(spokenFor(['en', 'zh-CN'], ['ar', 'he', 'en'])).toBe('en')
  expect(spokenFor(['ar', 'en', 'zh-CN'], ['he'])).toBe('en')
  expect(spokenFor(['zh-CN'], ['he'])).toBe('zh-CN')
})

test('a reader is offered the language of the hall that they prefer, otherwise the hall’s first', () => {
  expect(offeredFor(['zh-CN', 'en'], ['fr', 'en-GB'])).toBe('en')
  expect(offeredFor(['zh-CN', 'en'], ['fr'])).toBe('zh-CN')
  expect(offeredFor(['en'], ['zh-CN'])).toBe('en')
})

test('one key leads round the languages of the hall in its order, and there is none in a hall of one', () => {
  expect(languageAfter(['ar', 'he', 'en'], 'ar')).toBe('he')
  expect(languageAfter(['ar', 'he', 'en'], 'en')).toBe('ar')
  expect(languageAfter(['en'], 'en')).toBeUndefined()
  expect(languageAfter(['ar', 'en'], 'ja')).toBe('ar')
})

test('Arabic, Hebrew, Persian and Urdu run from right to left', () => {
  for (const tag of ['ar', 'ar-EG', 'he', 'fa', 'ur', 'ckb']) expect(directionOf(tag), tag).toBe('rtl')
  for (const tag of ['zh-CN', 'en', 'ru', 'uz-Latn', 'no tag at all'])
    expect(directionOf(tag), tag).toBe('ltr')
})

test('a language is called by its own name, with its region where the hall has it twice', () => {
  expect(['zh-CN', 'en', 'ar', 'he'].map((tag) => languageName(tag, ['zh-CN', 'en']))).toEqual([
    '中文',
    'English',
    'العربية',
    'עברית',
  ])
  expect(languageName('zh-TW', ['zh-CN', 'zh-TW'])).not.toBe(languageName('zh-CN', ['zh-CN', 'zh-TW']))
})

test('a text of the hall falls back to its first language, and says which it is', () => {
  expect(localText({ 'zh-CN': '报修', en: 'Repairs' }, 'en')).toBe('Repairs')
  expect(localText({ 'zh-CN': '报修' }, 'en')).toBe('报修')
  expect(localText(undefined, 'en')).toBe('')
  expect(textLanguage({ en: 'Repairs' }, { language: 'en', asked: 'en' })).toEqual({})
  expect(textLanguage({ ar: 'إصلاح', en: 'Repairs' }, { language: 'en', asked: 'ar' })).toEqual({
    lang: 'ar',
    dir: 'rtl',
  })
})

test.each([
  ['Grundstücksverkehr', 'Grun\u00addstü\u00adcksv\u00aderkehr'],
  ['Amt für Grundstücksverkehr', 'Amt für Grun\u00addstü\u00adcksv\u00aderkehr'],
  ['Responsibilities', 'Responsibilities'],
  ['number-1234567890', 'numb\u00ader-1\u00ad2345\u00ad67890'],
  [
    '不动产登记与房屋租赁备案综合受理社会保障及医疗保险',
    '不动产登记与房屋租赁备案综合受理社会保障及医疗保险',
  ],
  ['การจดทะเบียนอสังหาริมทรัพย์', 'การจดทะเบียนอสังหาริมทรัพย์'],
])('a word of the hall that is longer than a line may break: %s', (name, shown) => {
  expect(localText({ en: name }, 'en')).toBe(shown)
})

test('a name on the pages of staff breaks nowhere between a number and its Chinese word', () => {
  expect(withWholeNumbers('5 号洽谈室')).toBe('5\u00a0号洽谈室')
  expect(withWholeNumbers('2 楼 12 号窗口')).toBe('2\u00a0楼 12\u00a0号窗口')
  expect(withWholeNumbers('Meeting room 5')).toBe('Meeting room 5')
})
