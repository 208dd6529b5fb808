import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** A loader of `node:module`: TypeScript files become JavaScript, everything else is loaded as usual. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context)
  const { transformWithOxc } = await import('vite')
  const file = fileURLToPath(url)
  const { code } = await transformWithOxc(await readFile(file, 'utf8'), file)
  return { format: 'module', source: code, shortCircuit: true }
}
