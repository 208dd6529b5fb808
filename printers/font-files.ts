import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Where the letters come from: the woff2 files that npm installs, never fonts of the machine.
 *
 * Noto Sans SC comes in about a hundred numbered slices by frequency and a few by script, and `unicode.json`
 * says which characters each holds. A slip needs about five. The single `chinese-simplified` file is no way
 * out: its first use costs 50 ms in one turn and it lacks rarer characters that stand in people's names.
 */

const require = createRequire(import.meta.url)
const notoFolder = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'))
const numberFolder = dirname(require.resolve('@fontsource-variable/atkinson-hyperlegible-next/package.json'))

export const numberFontFile = join(
  numberFolder,
  'files',
  'atkinson-hyperlegible-next-latin-wght-normal.woff2',
)

export function sliceFontFile(slice: string, weight: number): string {
  return join(notoFolder, 'files', `noto-sans-sc-${slice}-${weight}-normal.woff2`)
}

/** Which slice holds a character. Where two hold it the later in the list wins: a script before a number. */
export interface SliceTable {
  sliceOf(codePoint: number): string | undefined
}

export function readSliceTableSync(): SliceTable {
  return tableOf(readFileSync(join(notoFolder, 'unicode.json'), 'utf8'))
}

export async function readSliceTable(): Promise<SliceTable> {
  return tableOf(await readFile(join(notoFolder, 'unicode.json'), 'utf8'))
}

function tableOf(json: string): SliceTable {
  const listed = JSON.parse(json) as Record<string, string>
  const names: string[] = []
  const byPoint = new Map<number, number>()
  for (const [key, ranges] of Object.entries(listed)) {
    const slice = names.push(key.replace(/[[\]]/g, '')) - 1
    for (const range of ranges.split(',')) {
      const [from = '', to = from] = range.slice(2).split('-')
      const last = Number.parseInt(to, 16)
      for (let point = Number.parseInt(from, 16); point <= last; point++) byPoint.set(point, slice)
    }
  }
  return {
    sliceOf(codePoint) {
      const slice = byPoint.get(codePoint)
      return slice === undefined ? undefined : names[slice]
    },
  }
}
