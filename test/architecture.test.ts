import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { unnamedNumbers } from './fakes/numbers.ts'
import { commentsOf, maxSentenceWords, oddPhraseIn, proseFaults } from './fakes/sources/comments.ts'
import { circlesIn, group, reachedFrom } from './fakes/sources/import-graph.ts'
import { retiredIn } from './fakes/sources/retired-names.ts'
import { mayImport, pagePackages, roomOf, rooms, within } from './fakes/sources/rooms.ts'
import {
  exportsOf,
  files,
  filesByFolder,
  functionsOf,
  type Import,
  identifiersOf,
  importsOf,
  isSource,
  isThere,
  linesWith,
  root,
  testNames,
  text,
} from './fakes/sources/source-tree.ts'

const all = files()
const sources = all.filter(isSource)
const imports = sources.flatMap((file) => importsOf(file))
const isLocal = ({ to }: Import) => isThere(to)
const shown = ({ from, to, type }: Import) => `${from} -> ${type ? 'type ' : ''}${to}`

const pages = ['kiosk', 'counter', 'display']

describe('the rooms', () => {
  test('a room imports what the table of rooms allows, and nothing upwards', () => {
    expect(imports.length).toBeGreaterThan(200)
    expect(imports.filter((one) => !mayImport(one)).map(shown)).toEqual([])
  })

  test('the table of rooms allows no circle and has no row that is not needed', () => {
    const allowed = rooms.flatMap(({ path, values = [], types = [] }) =>
      [...values, ...types].map((to) => ({ from: path, to: roomOf(to)?.path ?? to, type: true })),
    )
    expect(circlesIn([...new Set(rooms.map(({ path }) => path))], group(allowed))).toEqual([])
    const unused = rooms.flatMap(({ path, values = [], types = [] }) => {
      const used = imports.filter(({ from, to }) => roomOf(from)?.path === path && !within(to, path))
      const needed = (place: string, kind: string, ok: (one: Import) => boolean) =>
        used.some((one) => within(one.to, place) && ok(one)) ? [] : [`${path} -> ${kind}${place}`]
      return [
        ...values.flatMap((place) => needed(place, '', ({ type }) => !type)),
        ...types.flatMap((place) => needed(place, 'type ', () => true)),
      ]
    })
    expect(unused).toEqual([])
  })

  test('a breach of the table is seen', () => {
    const breach = (from: string, line: string) => importsOf(from, line).every(mayImport)
    expect(breach('server/hall/queue/queue.ts', "import { z } from 'zod'")).toBe(false)
    expect(breach('server/hall/queue/queue.ts', "import { readFileSync } from 'node:fs'")).toBe(false)
    expect(breach('server/hall/queue/queue.ts', "import type { A } from '../protocol/parse.ts'")).toBe(false)
    expect(breach('kiosk/session.ts', "import {\n  a,\n} from '../counter/use-live-view.ts'")).toBe(false)
    expect(breach('kiosk/session.ts', "import { decide } from '../server/hall/decide.ts'")).toBe(false)
    expect(breach('kiosk/session.ts', "const a = await import('../server/hall/decide.ts')")).toBe(false)
    expect(breach('printers/drawing/slip.ts', "export * from '../server/limits.ts'")).toBe(false)
    expect(breach('server/printing/printers.ts', "import { limits } from '../web/limits.ts'")).toBe(false)
    expect(breach('server/journal/vault.ts', "import type { Hall } from '../hall/hall.ts'")).toBe(false)
    expect(breach('server/keeper/house.ts', "import { evolve } from '../hall/evolve/evolve.ts'")).toBe(false)
    expect(breach('server/attic/box.ts', "import { join } from 'node:path'")).toBe(false)
    expect(breach('kiosk/session.ts', "import type { Hall } from '../server/hall/hall.ts'")).toBe(true)
  })

  test('no file imports in a circle, not even types', () => {
    const product = sources.filter((file) => !within(file, 'test'))
    expect(circlesIn(product, group(imports))).toEqual([])
    const ring = ['server/a.ts', 'server/b.ts', 'server/c.ts']
    const lines = ring.map((from, at) => ({ from, to: ring[(at + 1) % 3]!, type: true }))
    expect(circlesIn(ring, group(lines))).toEqual([[...ring].sort()])
  })

  test('a heart is entered by its doors: the heart itself, its views, who is next, announcements, closed lists and the business day', () => {
    const past = imports.filter(
      ({ from, to, type }) =>
        !type && within(to, 'server/hall') && !within(from, 'server/hall', 'test') && !doors.test(to),
    )
    expect(past.map(shown)).toEqual([])
  })

  test('the print agent at a kiosk’s own PC loads no heart, no vault and no keeper', () => {
    const reached = reachedFrom('server/cli/print-agent.ts', group(imports))
    expect(reached.size).toBeGreaterThan(20)
    const ofTheHall = [...reached].filter((file) =>
      within(file, 'server/hall', 'server/keeper', 'server/data'),
    )
    expect(ofTheHall).toEqual(['server/data/data-directory.ts', 'server/data/lock/directory-lock.ts'])
    expect([...reached].filter((file) => file.includes('vault'))).toEqual([])
  })

  test('no page carries zod, express, ws or anything of node', () => {
    const byFile = group(imports)
    const reached = new Set<string>(sources.filter((file) => within(file, ...pages)))
    const packages = new Set<string>()
    for (const file of reached) {
      for (const one of byFile.get(file) ?? []) {
        if (one.type) continue
        if (isLocal(one)) reached.add(one.to)
        else packages.add(one.to)
      }
    }
    expect([...packages].filter((name) => !pagePackages.test(name))).toEqual([])
    // Nor the parser of ICU messages, ten times as large as what formats them.
    const parsing = imports.filter(({ to, type }) => to === 'display/words/catalogue-compiler.ts' && !type)
    expect(parsing.filter(({ from }) => within(from, ...pages)).map(shown)).toEqual([])
  })

  test('the hearts know no clock, no chance, no console and no promise', () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bconsole\b|\bPromise\b|\basync\b|\bawait\b|\bset(Timeout|Interval|Immediate)\b|\bperformance\b|\bprocess\b|\bglobalThis\b|\bTemporal\.Now\b/
    const found = sources
      .filter((file) => within(file, 'server/hall', 'server/standard', 'server/waits'))
      .flatMap((file) => linesWith(file, forbidden))
    expect(found).toEqual([])
  })
})

/** The doors of the floor's heart, and its closed lists of names. */
const doors =
  /^server\/hall\/(heart|business-day|announcements|views\/[a-z-]+|queue\/(next-ticket|queue|returns|rounds)|waits\/(standing|told-waits)|ids|settings|refusals|print-job)\.ts$/

describe('sizes and names', () => {
  const maxLines = 300
  const maxFunctionLines = 70

  test('a file is a short sitting: at most 300 lines', () => {
    const long = all
      .filter((file) => /\.(ts|tsx|css)$/.test(file))
      .map((file) => ({ file, lines: text(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > maxLines)
    expect(long).toEqual([])
  })

  test('a function fits a screen: at most 70 lines of its own, those of named functions in it apart', () => {
    const long = sources
      .filter((file) => !within(file, 'test'))
      .flatMap((file) => functionsOf(file).map(({ name, lines }) => ({ file, name, lines })))
      .filter(({ lines }) => lines > maxFunctionLines)
    expect(long).toEqual([])
  })

  test('a number from 1,000 on has a name: in the limits of its room, as a constant or as a field', () => {
    const product = sources.filter((file) => !within(file, 'test'))
    expect(product.flatMap((file) => unnamedNumbers(file))).toEqual([])
    const found = (line: string) => unnamedNumbers('sample.ts', line).length
    for (const line of ['wait(5_000)', 'after(60 * 60_000)', 'x ?? 8_000', 'size > 64 * 1024', 'z.max(1000)'])
      expect([line, found(line)]).toEqual([line, 1])
    for (const line of [
      'const spanMs = 5_000',
      '  roll: 8 * 1_024,',
      'n * 1000',
      "wait(999) // 5_000 '5_000'",
    ])
      expect([line, found(line)]).toEqual([line, 0])
  })

  test('an export of the product is used by another file', () => {
    const names = new Map(sources.map((file) => [file, new Set(identifiersOf(file))]))
    const isUsed = (name: string, by: string) =>
      [...names].some(([file, used]) => file !== by && used.has(name))
    const exported = sources
      .filter((file) => !within(file, 'test'))
      .flatMap((file) => exportsOf(file).map((name) => ({ file, name })))
    expect(exported.length).toBeGreaterThan(200)
    expect(exported.filter(({ file, name }) => !isUsed(name, file))).toEqual([])
  })

  test('no folder is a drawer for anything, and none has more than 20 files', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|shared|misc|lib)\//
    expect(all.filter((file) => drawer.test(file))).toEqual([])
    expect(filesByFolder(all).filter(([, count]) => count > 20)).toEqual([])
  })

  test('files are kebab-case nouns', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[A-Za-z-]+)*\.(ts|tsx|css)$/
    const named = all.filter((file) => /\.(ts|tsx|css)$/.test(file))
    expect(named.filter((file) => !kebab.test(file.split('/').at(-1)!))).toEqual([])
  })

  test('no file and no identifier of the product has a name that was replaced by the term of the field', () => {
    const product = sources.filter((file) => !within(file, 'test'))
    const found = product.flatMap((file) =>
      retiredIn([file, ...identifiersOf(file)]).map((name) => `${file}: ${name}`),
    )
    expect(found).toEqual([])
    expect(retiredIn(['server/outbox.ts', 'twoTongues', 'EarEvent', '#upkeep'])).toHaveLength(4)
    expect(retiredIn(['clear', 'hearAgain', 'earlier', 'server/web/live/write-batcher.ts'])).toEqual([])
  })

  test('the top holds the rooms and the few files that belong there', () => {
    const known =
      /^(kiosk|display|counter|server|printers|test|docs|package\.json|package-lock\.json|tsconfig\.json|README\.md|LICENSE|vite\.config\.ts|biome\.json|node_modules|dist|data|\..+)$/
    expect(readdirSync(root).filter((name) => !known.test(name))).toEqual([])
  })

  test('no file names a machine or a registry', () => {
    const named =
      /(^|[\s'"`(=:])\/(home|Users|root|work|private\/var)\/\w|registry\.(npmjs|yarnpkg|npmmirror)|npmmirror\.com|artifact[o]ry|\bverdacci[o]\b|file:\/\/\/\w/
    const readable = /\.(ts|tsx|css|json|md|html|svg|yml|yaml|sh|mjs|cjs|txt)$|(^|\/)\.[a-z]+rc$|LICENSE$/
    const found = all.filter((file) => readable.test(file)).flatMap((file) => linesWith(file, named))
    expect(found.map((line) => line.slice(0, 200))).toEqual([])
  })
})

describe('prose', () => {
  test('comments are plain English in short sentences', () => {
    const found = all
      .filter((file) => /\.(ts|tsx|css)$/.test(file))
      .flatMap((file) =>
        commentsOf(file).flatMap((comment) =>
          proseFaults(comment).map((fault) => `${file}:${comment.line}: ${fault}`),
        ),
      )
    expect(found).toEqual([])
  })

  test('documents and the names of tests have none of the odd phrases', () => {
    const lines = all.flatMap((file) =>
      file.endsWith('.md') ? text(file).split('\n') : file.endsWith('.test.ts') ? testNames(file) : [],
    )
    expect(lines.length).toBeGreaterThan(1_000)
    expect(lines.filter((line) => oddPhraseIn(line) !== undefined)).toEqual([])
  })

  test('each odd phrase and a long sentence is seen, in a comment and nowhere else', () => {
    const faults = (source: string) => commentsOf('sample.ts', source).flatMap(proseFaults).length
    const phrases =
      'of before|would else|, for it|, for one|, for they|Whoever|any\n// more|; else|or else|so many|, for nobody'
    for (const phrase of phrases.split('|'))
      expect([phrase, faults(`// Lines ${phrase} end`)]).toEqual([phrase, 1])
    const words = 'word '.repeat(maxSentenceWords)
    expect(faults(`const a = 1 // ${words}more`)).toBe(1)
    expect(faults(`/**\n * ${words}\n * more\n */`)).toBe(1)
    expect(faults(`/* ${words.trim()}. ${words.trim()}: more */`)).toBe(0)
    expect(faults(`const a = 'https://any more', b = "{\\n // of before"`)).toBe(0)
    for (const begin of ['It', 'What waits', 'Who', 'One that', 'That is'])
      expect([begin, faults(`// A sentence. ${begin} ends`)]).toEqual([begin, 1])
    for (const begin of ['One batch', 'So many that it', 'Item', 'Whole', 'A list: what'])
      expect([begin, faults(`// A sentence. ${begin} ends`)]).toEqual([begin, 0])
    expect(faults('// What ends?')).toBe(0)
  })
})

describe('rules and tests', () => {
  const books = all.filter((file) => /^server\/\w+\/RULES\.md$/.test(file))
  const outside = /^(C([1-9]|1\d|2[0-2])|I([1-9]|10))$/

  test('there is a rule book of the floor', () => {
    expect(books).toContain('server/hall/RULES.md')
  })

  for (const book of books) {
    const room = book.split('/')[1]!
    const rules = [...text(book).matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(([, rule]) => rule!)
    const tests = all
      .filter((file) => file.startsWith(`test/${room}/`) && file.endsWith('.test.ts'))
      .flatMap((file) => testNames(file).map((name) => ({ file, name, cites: cited(name) })))

    test(`every rule of ${book} stands there once and is shown by a test`, () => {
      expect(rules.length).toBeGreaterThan(10)
      expect(rules).toEqual([...new Set(rules)])
      const shownRules = new Set(tests.flatMap(({ cites }) => cites))
      expect(rules.filter((rule) => !shownRules.has(rule))).toEqual([])
    })

    test(`every test of ${room} cites a rule, an outcome or an invariant that there is`, () => {
      const lost = tests.filter(
        ({ cites }) => cites.length === 0 || !cites.every((one) => rules.includes(one) || outside.test(one)),
      )
      expect(lost.map(({ file, name }) => `${file}: ${name}`)).toEqual([])
    })
  }

  test('the floor shows every outcome that the heart decides, and I2 to I8', () => {
    const shownOutcomes = new Set(
      all
        .filter((file) => file.startsWith('test/hall/') && file.endsWith('.test.ts'))
        .flatMap((file) => testNames(file).flatMap(cited)),
    )
    const wanted = [
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17, 18, 19, 21].map((n) => `C${n}`),
      ...[2, 3, 4, 5, 6, 7, 8].map((n) => `I${n}`),
    ]
    expect(wanted.filter((one) => !shownOutcomes.has(one))).toEqual([])
  })
})

/** `[CALL-1] [C2] …` at the head of a name. */
function cited(name: string): string[] {
  const head = /^(\s*\[[A-Z]+-?\d+\])+/.exec(name)?.[0] ?? ''
  return [...head.matchAll(/\[([^\]]+)\]/g)].map(([, one]) => one!)
}
