import { join } from 'node:path'
import type { Settings } from '../../hall/settings.ts'
import { placedIn } from '../../journal/documents.ts'
import { placeAndProblem } from '../../journal/errors.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { hallWarnings } from './hall-warnings.ts'

/** Doubts about settings for the operator: a line each, with file, line and column. */
export async function warningLines(
  fs: FileSystem,
  directory: string,
  settings: Settings,
): Promise<readonly string[]> {
  const warnings = hallWarnings(settings)
  const isOfStaff = ({ path }: { readonly path: string }) => path.startsWith('staff.')
  const linesOf = async (name: string, some: typeof warnings) => {
    const file = join(directory, name)
    return (await placedIn(fs, file, some)).map((one) => `${file}, ${placeAndProblem(one)}`)
  }
  return [
    ...(await linesOf(
      'hall.json',
      warnings.filter((one) => !isOfStaff(one)),
    )),
    ...(await linesOf('staff.json', warnings.filter(isOfStaff))),
  ]
}
