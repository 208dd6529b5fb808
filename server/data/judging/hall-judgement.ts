import { checkedBy } from '../../journal/document-check.ts'
import type { DocumentCheck } from '../../journal/documents.ts'
import type { Problem } from '../../protocol/messages.ts'
import type { ProblemKind } from '../../protocol/settings/problem-kinds.ts'
import { judged } from '../../schema/judged.ts'
import type { SchemaProblem } from '../../schema/schema-problems.ts'
import { type HallFile, hallFile } from '../hall-config.ts'
import { hallLinks } from './hall-links.ts'
import { laterChecks } from './later-checks.ts'

/**
 * The one judgement of the form of `hall.json`: of a start and the command line on the file, of an import, and of a
 * change in the running hall.
 */

/** Problems by which settings are refused even when those in force had them: no hall ever ran with them. */
const always = checkedBy(hallFile, hallLinks)
const withLater = checkedBy(hallFile, (value) => [...hallLinks(value), ...laterChecks(value)])

/**
 * The check of the document. Later checks only add to other problems, because the document does not know the settings
 * in force: those of a file that is well otherwise are judged by `settingsProblems`.
 */
export const hallCheck: DocumentCheck<HallFile> = (value) => {
  const checked = always(value)
  return 'value' in checked ? checked : withLater(value)
}

/** The form of settings that replace those in force, or every problem that these do not have. */
export function judgeHall(
  value: unknown,
  inForce?: HallFile,
): { readonly file: HallFile } | { readonly invalid: readonly Problem[] } {
  const known = new Set(inForce ? laterChecks(inForce).map(keyOf) : [])
  const checked = judged(hallFile, value, (rough) => [
    ...hallLinks(rough),
    ...laterChecks(rough).filter((one) => !known.has(keyOf(one))),
  ])
  return checked.ok ? { file: checked.value } : { invalid: checked.problems.map(inWords) }
}

/** Problems of the later checks in the form of a hall. */
export const laterProblems = (file: HallFile): readonly Problem[] => laterChecks(file).map(inWords)

const inWords = ({ path, problem, kind, facts, parts }: SchemaProblem): Problem => ({
  path: path.join('.'),
  problem,
  // Only the checks of this room name a kind, of the closed list.
  ...(kind !== undefined && { kind: kind as ProblemKind }),
  ...(facts && { facts }),
  ...(parts && { parts }),
})
const keyOf = ({ path, problem }: SchemaProblem): string => JSON.stringify([path, problem])
