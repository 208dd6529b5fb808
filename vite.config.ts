import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import preact from '@preact/preset-vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname

/** Page by name; the server maps its routes to `<folder>/index.html` of the same folders. */
const pageFolders: Record<string, string> = {
  kiosk: 'kiosk',
  phone: 'kiosk/phone',
  board: 'display/board',
  window: 'display/window',
  start: 'display/start',
  paper: 'display/paper',
  console: 'counter/console',
  manager: 'counter/manager',
  setup: 'counter/setup',
}

const inputs = Object.fromEntries(
  Object.entries(pageFolders)
    .map(([name, folder]) => [name, resolve(root, folder, 'index.html')] as const)
    .filter(([, file]) => existsSync(file)),
)

/** The same sources make the same build, so an unchanged server restarts without reloading its screens. */
function buildOfSources(): string {
  const hash = createHash('sha256')
  const sources = ['kiosk', 'display', 'counter', 'server/protocol', 'server/hall']
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
    )
    .filter((file) => /\.(ts|tsx|css|html)$/.test(file))
    .concat('package-lock.json', 'vite.config.ts')
    .sort()
  for (const file of sources) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('base64url').slice(0, 12)
}

/** Says beside the pages which build they are, and what each page's scripts weigh (bytes, gzip). */
function account(build: string): Plugin {
  return {
    name: 'account',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      const weights: Record<string, { gzip: number; scripts: Record<string, number> }> = {}
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.isEntry) continue
        const files = new Set<string>()
        const gather = (file: string): void => {
          const one = bundle[file]
          if (files.has(file) || one?.type !== 'chunk') return
          files.add(file)
          for (const next of [...one.imports, ...one.dynamicImports]) gather(next)
        }
        gather(chunk.fileName)
        const scripts: Record<string, number> = {}
        for (const file of files) {
          const one = bundle[file]
          if (one?.type === 'chunk') scripts[file] = gzipSync(one.code).length
        }
        weights[chunk.name] = { gzip: Object.values(scripts).reduce((sum, size) => sum + size, 0), scripts }
      }
      const out = dir ?? resolve(root, 'dist/pages')
      mkdirSync(dirname(join(out, 'build.json')), { recursive: true })
      writeFileSync(join(out, 'build.json'), `${JSON.stringify({ build })}\n`)
      writeFileSync(join(out, 'weights.json'), `${JSON.stringify(weights, null, 2)}\n`)
    },
  }
}

/**
 * Layers stand in the order in which they are first named, and which stylesheet a page loads first is the
 * bundler's choice: so every one of them names all, in the order of display/theme/tokens.css.
 */
const layersInOrder: Plugin = {
  name: 'layers-in-order',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('.css') && code.includes('@layer')
      ? `@layer tokens, base, parts, page;\n${code}`
      : undefined
  },
}

const screenTests = [
  'board*',
  'counter*',
  'start',
  'kiosk*',
  'manager',
  'paper',
  'parts',
  'phone*',
  'restart-film',
  'window*',
].map((page) => `test/pages/${page}.test.ts`)

/** What tries for minutes to break what a hall is promised; how long is said by DAYS and the like. */
const proofTests = [
  'test/simulation/**/*.test.ts',
  'test/printers/paper-trail.test.ts',
  'test/printers/seeded-print-bugs.test.ts',
  ...['network', 'paper-away', 'paper-kills', 'paper-senders', 'power-cuts', 'storm', 'syscalls'].map(
    (fault) => `test/faults/${fault}.test.ts`,
  ),
]

const pictureTests = [
  'test/pages/walk.test.ts',
  'test/pages/slip.test.ts',
  'test/printers/golden-slips.test.ts',
]

const build = buildOfSources()

export default defineConfig({
  root,
  base: '/',
  publicDir: false,
  define: { __BUILD__: JSON.stringify(build) },
  plugins: [preact(), layersInOrder, account(build)],
  build: {
    outDir: 'dist/pages',
    emptyOutDir: true,
    target: 'es2022',
    // The server's Content-Security-Policy is `default-src 'self'`: no data: fonts, nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: inputs,
      // One file of what the pages carry packs better than ten small ones.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'page',
              test: /node_modules\/(preact|@preact)\/|words\/words|theme\/(theme|preload-fonts)|server\/protocol\/|parts\/(use-hall|hall-time|ticket-label|clock)|display\/limits/,
            },
            { name: 'screen', test: /parts\/(counter-name|bilingual)/ },
          ],
        },
      },
    },
  },
  test: {
    projects: [
      // `npm test`: what the hall does, and one visit through every screen.
      {
        extends: true,
        test: { name: 'hall', include: ['test/**/*.test.ts'], exclude: [...screenTests, ...proofTests] },
      },
      // `npm run prove`: that nothing acknowledged is lost and nothing called twice, whatever fails.
      // One after the other: its networks come and go, which makes a browser beside it load its page again.
      { extends: true, test: { name: 'proof', include: proofTests, sequence: { groupOrder: 1 } } },
      // `npm run test:screens`: every screen in every state, size, language and look.
      { extends: true, test: { name: 'screens', include: screenTests, sequence: { groupOrder: 2 } } },
      // `npm run pictures`: the same, and the walk and the slips, with a picture of each (test/pages/pictures.ts).
      { extends: true, test: { name: 'pictures', include: [...screenTests, ...pictureTests] } },
    ],
    pool: 'forks',
    execArgv: ['--import', './test/fakes/source-threads.mjs'],
    // Vitest leaves one core to itself; on two cores that would be every second one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Generous: a busy machine makes a browser slow, never a test red.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    globalSetup: ['test/pages/browser-setup.ts'],
  },
})
