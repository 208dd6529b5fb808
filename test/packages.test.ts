import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, text } from './fakes/sources/source-tree.ts'

test('every package of the lock file has its hash, so that none is replaced on its way here', () => {
  const { packages } = JSON.parse(text('package-lock.json')) as {
    packages: Record<string, { integrity?: string; link?: boolean }>
  }
  const bare = Object.entries(packages).filter(([path, { integrity, link }]) => path && !link && !integrity)
  expect(bare.map(([path]) => path)).toEqual([])
})

test('every font that the pages have lies beside its licence', () => {
  const assets = readdirSync(join(root, 'dist/pages/assets'))
  const fonts = assets.filter((file) => /\.woff2$/.test(file))
  const licences = assets.filter((file) => file.endsWith('.LICENSE.txt'))
  expect(fonts.length).toBeGreaterThan(0)
  const own = licences.map((file) => file.replace('.LICENSE.txt', '-'))
  expect(fonts.filter((file) => !own.some((font) => file.startsWith(font)))).toEqual([])
})
