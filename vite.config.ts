import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import preact from '@preact/preset-vite'
import type { Plugin, Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'
import { withoutLayers } from './display/floor/css-for-floor.ts'
import { compileCatalogue } from './display/words/catalogue-compiler.ts'
import { pageAddresses } from './server/web/page-addresses.ts'

const root = import.meta.dirname

/** Pages by name, the last part of their folder. */
const inputs = Object.fromEntries(
  pageAddresses.map(([, folder]) => [basename(folder), resolve(root, folder, 'index.html')]),
)

/** The same sources make the same build, so an unchanged server restarts without reloading its screens. */
function buildOfSources(): string {
  const hash = createHash('sha256')
  const sources = ['kiosk', 'display', 'counter', 'server/protocol', 'server/hall']
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
    )
    .filter((file) => /\.(ts|tsx|js|css|html|json)$/.test(file))
    .concat('package-lock.json', 'server/web/page-addresses.ts', 'vite.config.ts')
    .sort()
  for (const file of sources) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('base64url').slice(0, 12)
}

/** A catalogue as a page imports it: `display/words/<lang>/<page>.json?url`. */
const catalogueUrl = /\/display\/words\/([\w-]+)\/([\w-]+)\.json\?url$/

/** The address of a catalogue is that of its compiled messages: the parser of ICU messages stays out of the pages. */
function compiledCatalogues(): Plugin {
  let isBuild = false
  return {
    name: 'compiled-catalogues',
    enforce: 'pre',
    configResolved({ command }) {
      isBuild = command === 'build'
    },
    load(id) {
      const [, language, page] = catalogueUrl.exec(id) ?? []
      if (page === undefined) return undefined
      const file = id.replace(/\?url$/, '')
      this.addWatchFile(file)
      const source = JSON.stringify(compileCatalogue(JSON.parse(readFileSync(file, 'utf8'))))
      if (!isBuild)
        return `export default ${JSON.stringify(`data:application/json,${encodeURIComponent(source)}`)}`
      const asset = this.emitFile({ type: 'asset', name: `${page}.${language}.json`, source })
      return `export default import.meta.ROLLUP_FILE_URL_${asset}`
    },
  }
}

type Sizes = Record<string, number>
const sum = (sizes: Sizes): number => Object.values(sizes).reduce((all, size) => all + size, 0)

function catalogueSize(bundle: Rolldown.OutputBundle, name: string): number {
  const asset = Object.values(bundle).find((one) => one.type === 'asset' && one.names.includes(name))
  return asset?.type === 'asset' ? gzipSync(asset.source).length : 0
}

/**
 * Says beside the pages which build they are, and what each page weighs (bytes, gzip): its scripts (`gzip`), and its
 * words in the language in which they weigh most.
 */
function account(build: string): Plugin {
  return {
    name: 'account',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      const weights: Record<string, { gzip: number; words: number; scripts: Sizes; catalogues: Sizes }> = {}
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
        const scripts: Sizes = {}
        const catalogues: Sizes = {}
        for (const file of files) {
          const one = bundle[file]
          if (one?.type !== 'chunk') continue
          scripts[file] = gzipSync(one.code).length
          for (const id of one.moduleIds) {
            const [, language, page] = catalogueUrl.exec(id) ?? []
            if (page === undefined) continue
            const size = catalogueSize(bundle, `${page}.${language}.json`)
            catalogues[page] = Math.max(catalogues[page] ?? 0, size)
          }
        }
        weights[chunk.name] = { gzip: sum(scripts), words: sum(catalogues), scripts, catalogues }
      }
      const out = dir ?? resolve(root, 'dist/pages')
      mkdirSync(dirname(join(out, 'build.json')), { recursive: true })
      writeFileSync(join(out, 'build.json'), `${JSON.stringify({ build })}\n`)
      writeFileSync(join(out, 'weights.json'), `${JSON.stringify(weights, null, 2)}\n`)
    },
  }
}

/** The licence of each font lies beside its files, as the licence asks. */
const fontLicences: Plugin = {
  name: 'font-licences',
  apply: 'build',
  generateBundle(_options, bundle) {
    const fonts = join(root, 'node_modules/@fontsource-variable')
    for (const font of readdirSync(fonts)) {
      if (!Object.keys(bundle).some((file) => file.startsWith(`assets/${font}-`))) continue
      const source = readFileSync(join(fonts, font, 'LICENSE'), 'utf8')
      this.emitFile({ type: 'asset', fileName: `assets/${font}.LICENSE.txt`, source })
    }
  },
}

/** Stylesheets without `@layer`, which the oldest supported browsers do not read. */
const flattenedLayers: Plugin = {
  name: 'flattened-layers',
  enforce: 'post',
  apply: 'build',
  generateBundle(_options, bundle) {
    for (const asset of Object.values(bundle))
      if (asset.type === 'asset' && asset.fileName.endsWith('.css'))
        asset.source = withoutLayers(String(asset.source))
  },
}

/** The folder of the pages of staff, whose floor is higher. */
const staffPages = '/counter/'

/** Puts the classic script that names what a browser lacks before the module of each page. */
function floorScript(): Plugin {
  const source = readFileSync(join(root, 'display/floor/browser-floor.js'), 'utf8')
  const name = `assets/browser-floor-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.js`
  return {
    name: 'floor-script',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: name, source })
    },
    transformIndexHtml(_html, { path }) {
      const isStaff = path.includes(staffPages)
      return [
        {
          tag: 'script',
          attrs: { src: `/${name}`, ...(isStaff && { 'data-staff': true }) },
          injectTo: 'head',
        },
      ]
    },
  }
}

/** Every test of `test/pages`, apart from those of looks and of slips, and the one visit through every screen. */
const screenTests = ['test/pages/**/!(looks|slip|walk).test.ts']

/** Tests that try for minutes to break the promises of a hall; DAYS and the like set how long. */
const proofTests = [
  'test/simulation/**/*.test.ts',
  'test/printers/spool/paper-trail.test.ts',
  ...[
    'damaged-journal',
    'first-start-walk',
    'first-walk',
    'full-disk',
    'kills',
    'limits',
    'network',
    'package',
    'pairing-walk',
    'paper-away',
    'paper-blocked',
    'paper-kills',
    'paper-senders',
    'power-cuts',
    'storm',
    'syscalls',
    'verbs',
  ].map((fault) => `test/faults/**/${fault}.test.ts`),
]

const pictureTests = [
  'test/pages/walk.test.ts',
  'test/pages/slip.test.ts',
  'test/printers/drawing/golden-slips.test.ts',
]

const build = buildOfSources()

/** Files of code that several pages share, because one larger file packs better than ten small ones. */
const sharedFiles = [
  {
    name: 'page',
    test: /node_modules\/(preact|@preact|icu-minify)\/|words\/(translator|languages)|theme\/(theme|preload-fonts)|parts\/page-translations|display\/limits|protocol\/client\/page-storage/,
  },
  {
    name: 'hall',
    test: /server\/(hall\/ids|protocol\/(client\/|merge-patch|messages))|parts\/(use-hall|hall-time|ticket-label|clock)/,
  },
  { name: 'rating', test: /kiosk\/face|protocol\/readable-text/ },
  { name: 'screen', test: /parts\/(counter-name|bilingual|second-language)|theme\/appearance/ },
]

export default defineConfig({
  root,
  base: '/',
  publicDir: false,
  define: { __BUILD__: JSON.stringify(build) },
  plugins: [preact(), compiledCatalogues(), flattenedLayers, fontLicences, floorScript(), account(build)],
  build: {
    outDir: 'dist/pages',
    emptyOutDir: true,
    target: ['chrome88', 'safari14.1'],
    // The server's Content-Security-Policy is `default-src 'self'`: no data: fonts, nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: inputs,
      output: {
        codeSplitting: {
          groups: sharedFiles,
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
      // `npm run pictures`: the same, and the walk and the slips, with a picture of each (test/pages/browser/pictures.ts).
      { extends: true, test: { name: 'pictures', include: [...screenTests, ...pictureTests] } },
    ],
    pool: 'forks',
    // Files of tests share what a worker has loaded, and its browser; none leaves anything behind in a module.
    isolate: false,
    execArgv: ['--import', './test/fakes/source-threads.mjs'],
    // Most tests wait for a printer, a deadline or a child process, so one more than the cores ends sooner.
    maxWorkers: availableParallelism() + 1,
    // Generous: a busy machine makes a browser slow, never a test red.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 45_000 } },
    globalSetup: ['test/pages/browser/browser-setup.ts'],
  },
})
