import { statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runToEnd } from './fakes/running-hall.ts'
import { files, isThere, root, text } from './fakes/sources/source-tree.ts'
import { chosenPictures } from './pages/browser/chosen-pictures.ts'

const all = files()
const documents = all.filter((file) => /^(README\.md|docs\/.*\.md|server\/.*\.md)$/.test(file))
/** Pictures in git; the rest of `npm run pictures` is in a folder that git ignores. */
const pictures = all.filter((file) => /^docs\/pictures\/(?!all\/)/.test(file))
const most = { pictures: 40, bytes: 6_000_000 }

describe('the documentation', () => {
  test('every link leads to a file that is in git', () => {
    const broken = documents.flatMap((file) =>
      [...text(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, to]) => posix.join(posix.dirname(file), to!))
        .filter((to) => !isThere(to) || to.startsWith('docs/pictures/all'))
        .map((to) => `${file} -> ${to}`),
    )
    expect(documents.length).toBeGreaterThan(5)
    expect(broken).toEqual([])
  })

  test('every npm script that is named is one', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    const named = documents.flatMap((file) => [
      ...[...text(file).matchAll(/\bnpm run (?:--\S+ )*([\w:-]+)/g)].map(([, name]) => name!),
      ...[...text(file).matchAll(/\bnpm (start|test)\b/g)].map(([, name]) => name!),
    ])
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
  })

  test('every command line and every variable that is named is one of the program', async () => {
    const texts = documents.map((file) => ({ file, lines: text(file).split('\n') }))
    const asked = texts.flatMap(({ file, lines }) =>
      lines.flatMap((line) => {
        const [, verb, rest] =
          /^(?:nowserving|node dist\/server\/main\.js) ([a-z][a-z-]*)([^#]*)/.exec(line.trim()) ?? []
        return verb
          ? [{ file, verb, flags: [...rest!.matchAll(/ (--[\w-]+)/g)].map(([, flag]) => flag!) }]
          : []
      }),
    )
    const helps = new Map<string, string>()
    for (const verb of new Set(asked.map((one) => one.verb)))
      helps.set(verb, (await runToEnd([verb, '--help'])).stdout)
    const unknown = asked.filter(({ verb, flags }) => {
      const help = helps.get(verb)!
      return (
        !help.startsWith(`Usage: nowserving ${verb}`) || flags.some((flag) => !help.includes(`  ${flag} `))
      )
    })
    expect(asked.length).toBeGreaterThan(25)
    expect(unknown).toEqual([])

    const flags = [...[...helps.values()].join('').matchAll(/ --([\w-]+)/g)].map(([, flag]) => flag!)
    const variables = new Set(flags.map((flag) => `NOWSERVING_${flag.toUpperCase().replaceAll('-', '_')}`))
    const named = [...documents, ...files().filter((file) => file.startsWith('docs/deploy/'))].flatMap(
      (file) => [...text(file).matchAll(/\bNOWSERVING_[A-Z_]+\b/g)].map(([name]) => `${file}: ${name}`),
    )
    const others = /: NOWSERVING_(PICTURES|TOOLS|BUILD|OPENID_SECRET|DEVICE_SECRET)$/
    expect(named.filter((one) => !variables.has(one.split(': ')[1]!) && !others.test(one))).toEqual([])
  })

  test('every file of tests or sources that is named is there', () => {
    const isPath = /`((?:test|server|printers|display|kiosk|counter|\.ci)\/[\w./-]+)`/g
    const gone = documents.flatMap((file) =>
      [...text(file).matchAll(isPath)].map(([, path]) => path!).filter((path) => !isThere(path)),
    )
    expect(gone).toEqual([])
  })

  test('the pictures in git are the chosen ones, few and small', () => {
    expect([...pictures].sort()).toEqual(chosenPictures.map((name) => `docs/pictures/${name}.png`).sort())
    expect(pictures.length).toBeLessThanOrEqual(most.pictures)
    const bytes = pictures.reduce((sum, file) => sum + statSync(join(root, file)).size, 0)
    expect(bytes).toBeLessThan(most.bytes)
  })
})
