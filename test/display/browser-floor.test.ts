import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { withoutLayers } from '../../display/floor/css-for-floor.ts'

const assets = join(import.meta.dirname, '../../dist/pages/assets')
const built = (ending: string): [name: string, text: string][] =>
  readdirSync(assets)
    .filter((name) => name.endsWith(ending))
    .map((name) => [name, readFileSync(join(assets, name), 'utf8')])
const found = (files: [string, string][], newer: RegExp): string[] =>
  files.flatMap(([name, text]) => (text.match(newer) ?? []).map((one) => `${name}: ${one}`))

/** Files that no page of guests loads. */
const isOfStaff = (name: string): boolean => /^(console|manager|setup|dialog-frame)-/.test(name)

describe('the built pages of Chromium 88 and Safari 14.1', () => {
  test('use no CSS that these browsers drop', () => {
    const newer = /@layer|@property|color-mix\(|oklch\(|[^-\w](translate|rotate|scale):|@media[^{]*[<>]/g
    expect(found(built('.css'), newer)).toEqual([])
  })

  test('use :has() only on the pages of staff, whose floor is Chromium 109', () => {
    const files = built('.css').filter(([name]) => !isOfStaff(name))
    expect(found(files, /:has\(/g)).toEqual([])
  })

  test('call no script function that these browsers lack', () => {
    const newer =
      /\.findLast(Index)?\(|structuredClone|randomUUID|\.toSorted\(|\.toReversed\(|Object\.groupBy|withResolvers|AbortSignal\.|static\{|\(\?<[=!]/g
    expect(found(built('.js'), newer)).toEqual([])
    const ofChromium93 = /\.at\(|Object\.hasOwn/g
    const files = built('.js').filter(([name]) => !isOfStaff(name))
    expect(found(files, ofChromium93)).toEqual([])
  })

  test('each begins with the classic script that names what an older browser lacks', () => {
    const pages = join(assets, '..')
    const documents = readdirSync(pages, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('index.html'),
    )
    expect(documents.length).toBe(12)
    for (const file of documents) {
      const [, name, ofStaff] =
        /<script src="\/assets\/(browser-floor-[\w-]+\.js)"( data-staff)?>/.exec(
          readFileSync(join(pages, file), 'utf8'),
        ) ?? []
      expect(built('.js').map(([one]) => one)).toContain(name)
      expect([file, ofStaff !== undefined]).toEqual([file, file.startsWith('counter/')])
    }
  })
})

describe('a browser below the floor', () => {
  const script = readFileSync(join(import.meta.dirname, '../../display/floor/browser-floor.js'), 'utf8')
  /** The line that such a browser shows. */
  const lineOn = (page: 'guests' | 'staff'): string => {
    const line = { id: '', textContent: '' }
    runInNewContext(script, {
      document: {
        currentScript: { hasAttribute: () => page === 'staff' },
        createElement: (tag: string) => (tag === 'p' ? line : {}),
        addEventListener: (_name: string, act: () => void) => act(),
        body: { insertBefore: () => undefined },
      },
    })
    return line.textContent
  }

  test('is told the browsers that the pages are built for, and on the pages of staff the one that is tried', () => {
    expect(lineOn('guests')).toContain('update to Chromium 88, Safari 14.1 or newer')
    expect(lineOn('staff')).toContain('update to Chromium 109 or newer')
    expect(lineOn('staff')).toContain('请更新到 Chromium 109 或更新版本')
    expect(lineOn('staff')).not.toContain('Safari')
  })
})

test('a layer becomes specificity, in every selector and query, and nowhere else', () => {
  const css =
    '@layer tokens, page;@layer tokens{:root{--a:1px}}@layer parts{a,.b::before{x:"}"}}@layer page{@media print{p:is(.c,.d) *{y:0}}@keyframes k{from{z:0}}}@font-face{f:g}'
  expect(withoutLayers(css)).toBe(
    ':root{--a:1px}a:not(#_),:not(#_).b::before{x:"}"}@media print{p:not(#_):not(#_):is(.c,.d) *{y:0}}@keyframes k{from{z:0}}@font-face{f:g}',
  )
})
