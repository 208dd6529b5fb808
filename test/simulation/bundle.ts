import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/** Puts the simulation with the product into one file that plain node runs; `plant` may change a line of the product on the way. */
export async function bundleSimulation(plant?: Plugin): Promise<{ file: string; remove(): void }> {
  const directory = mkdtempSync(join(tmpdir(), 'nowserving-simulation-'))
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: plant ? [plant] : [],
    build: {
      ssr: join(import.meta.dirname, 'worker.ts'),
      outDir: directory,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
    ssr: { noExternal: true },
  })
  return {
    file: join(directory, 'worker.mjs'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
