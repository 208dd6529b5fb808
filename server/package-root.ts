import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of the package, whether it runs from `dist/` or from its sources. Built pages stand in `dist/pages`, texts
 * in `display/words`. Throws when no folder above this file holds a `package.json`.
 */
export const packageRoot: string = (() => {
  const here = dirname(fileURLToPath(import.meta.url))
  for (let folder = here; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) throw new Error(`no package.json in ${here} or above it`)
  }
})()
