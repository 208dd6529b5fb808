import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { charactersOf } from './font-coverage.ts'

/**
 * The fonts of slips: woff2 files that npm installs (SIL Open Font License), never fonts of the machine.
 *
 * Each family comes in slices, by script or by frequency, and `unicode.json` lists the characters that each may hold.
 * A slip needs about five. Files are variable in weight, so one serves all weights. Files are read when a text needs
 * them: a hall of Chinese and English never opens the Japanese table.
 */

const require = createRequire(import.meta.url)

/** A file with a part of a family's glyphs. */
export interface Slice {
  /** Unique among all families. */
  name: string
  file: string
}

export const numberFontFile = join(
  folderOf('atkinson-hyperlegible-next'),
  'atkinson-hyperlegible-next-latin-wght-normal.woff2',
)

/** The families that are searched: whole ones, and of two of them only their own script. */
const families: Record<string, readonly string[] | 'all'> = {
  'noto-sans-sc': 'all',
  'noto-sans': 'all',
  'noto-sans-arabic': ['arabic'],
  'noto-sans-thai': ['thai'],
  'noto-sans-jp': 'all',
  'noto-sans-kr': 'all',
}

/**
 * The families in order of preference: characters that China, Japan and Korea share are drawn as the reader knows
 * them.
 */
function orderFor(language: string | undefined): readonly string[] {
  const first = firstFor(language?.split('-')[0]?.toLowerCase() ?? 'zh')
  return [first, ...Object.keys(families).filter((family) => family !== first)]
}

function firstFor(language: string): string {
  if (language === 'zh') return 'noto-sans-sc'
  if (language === 'ja') return 'noto-sans-jp'
  if (language === 'ko') return 'noto-sans-kr'
  return 'noto-sans'
}

function folderOf(family: string): string {
  return join(dirname(require.resolve(`@fontsource-variable/${family}/package.json`)), 'files')
}

/** Finds the slice that has a glyph for a character. Files are read once. */
export interface FontSet {
  /** Returns the slices that hold a text's characters, in the order of their families. */
  slicesOf(text: string, language: string | undefined): Slice[]
  /**
   * Returns the text as it can be drawn: a character without a glyph becomes `missingGlyph`, a missing emoji nothing.
   */
  drawable(text: string, language: string | undefined): string
  missing(text: string, language: string | undefined): string[]
}

/** The usual sign for a character without a glyph. */
const missingGlyph = '〓'
/** Joiners and variation selectors shape their neighbours and have no glyph themselves; emoji are no writing. */
const silent = /^(\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{Cf})$/u
const picture = /^(\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\p{Me})$/u

export function createFontSet(): FontSet {
  const tables = new Map<string, Map<number, Slice[]>>()
  const characters = new Map<Slice, Set<number>>()
  const found = new Map<string, Slice | undefined>()

  function tableOf(family: string): Map<number, Slice[]> {
    const known = tables.get(family)
    if (known) return known
    const table = readTable(family)
    tables.set(family, table)
    return table
  }

  function holds(slice: Slice, point: number): boolean {
    let own = characters.get(slice)
    if (!own) {
      own = charactersOf(slice.file)
      characters.set(slice, own)
    }
    return own.has(point)
  }

  function sliceOf(character: string, order: readonly string[]): Slice | undefined {
    const key = `${order[0]} ${character}`
    if (found.has(key)) return found.get(key)
    const point = character.codePointAt(0) ?? 0
    let slice: Slice | undefined
    for (const family of order) {
      slice = tableOf(family)
        .get(point)
        ?.find((one) => holds(one, point))
      if (slice) break
    }
    found.set(key, slice)
    return slice
  }

  return {
    slicesOf(text, language) {
      const order = orderFor(language)
      const slices = new Set<Slice>()
      for (const character of text) {
        const slice = sliceOf(character, order)
        if (slice) slices.add(slice)
      }
      const place = ({ name }: Slice): number => order.findIndex((family) => name.startsWith(`${family}/`))
      return [...slices].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1))
    },
    drawable(text, language) {
      const order = orderFor(language)
      let result = ''
      for (const character of text) {
        if (silent.test(character) || sliceOf(character, order)) result += character
        else if (!picture.test(character)) result += missingGlyph
      }
      return result
    },
    missing(text, language) {
      const order = orderFor(language)
      const characters = [...new Set(text)]
      return characters.filter((one) => !silent.test(one) && sliceOf(one, order) === undefined)
    },
  }
}

/**
 * Returns the slices by character. Where several promise one, scripts come before numbers, which are by frequency.
 */
function readTable(family: string): Map<number, Slice[]> {
  const folder = folderOf(family)
  const wanted = families[family] ?? []
  const listed = JSON.parse(readFileSync(join(folder, '..', 'unicode.json'), 'utf8')) as Record<
    string,
    string
  >
  const table = new Map<number, Slice[]>()
  for (const [key, ranges] of Object.entries(listed)) {
    const name = key.replace(/[[\]]/g, '')
    if (wanted !== 'all' && !wanted.includes(name)) continue
    const slice = { name: `${family}/${name}`, file: join(folder, `${family}-${name}-wght-normal.woff2`) }
    for (const range of ranges.split(',')) {
      const [from = '', to = from] = range.slice(2).split('-')
      const last = Number.parseInt(to, 16)
      for (let point = Number.parseInt(from, 16); point <= last; point++)
        table.set(point, [slice, ...(table.get(point) ?? [])])
    }
  }
  return table
}
