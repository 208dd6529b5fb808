import { basename, join } from 'node:path'
import { readWhole, writeDurably } from '../durable-file.ts'
import type { FileSystem } from '../file-system.ts'
import { parseJson } from '../json-text.ts'
import { limits } from '../limits.ts'

const markFormat = 1

export const interruptedRepair = 'a repair was interrupted: it is to be run again'

/** The file that is there while a repair is under way, so that no hall starts on half of one. */
export const repairMark = (directory: string): string => join(directory, 'repair.json')

/** Written when the copy aside is complete, before the first byte is changed. */
export const markRepair = (fs: FileSystem, directory: string, aside: string): Promise<void> =>
  writeDurably(fs, repairMark(directory), [
    Buffer.from(`${JSON.stringify({ format: markFormat, aside: basename(aside) })}\n`),
  ])

/** The copy aside of a repair that was interrupted; empty when it is not known; undefined when there was none. */
export async function unfinishedRepair(fs: FileSystem, directory: string): Promise<string | undefined> {
  const bytes = await readWhole(fs, repairMark(directory), limits.documentBytes)
  if (!bytes) return undefined
  const parsed = parseJson(bytes.toString('utf8'))
  const aside = 'value' in parsed ? (parsed.value as { aside?: unknown } | null)?.aside : ''
  if (typeof aside !== 'string' || aside === '') return ''
  const path = join(directory, basename(aside))
  return (await fs.stat(path)) ? path : ''
}
