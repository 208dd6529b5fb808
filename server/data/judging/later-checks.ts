import { pictogramNames } from '../../protocol/settings/pictogram-names.ts'
import { nearestWord } from '../../schema/nearest-word.ts'
import { type SchemaProblem, unknown } from '../../schema/schema-problems.ts'
import { spanProblems } from './opening-spans.ts'
import { listOf, objectOf, type Rough, textOf } from './rough-hall.ts'
import { specialDayProblems } from './special-days.ts'
import { unknownLanguages } from './unknown-languages.ts'

/**
 * Checks that came after halls had run without them. A change that brings such a problem is refused; where the settings
 * in force have it already, it is a warning, because an update keeps no hall shut.
 */
export function laterChecks(value: unknown): readonly SchemaProblem[] {
  const hall = objectOf(value)
  return [
    ...spanProblems(hall),
    ...specialDayProblems(hall),
    ...unknownPictograms(hall),
    ...unknownLanguages(hall),
    ...emptySeries(hall),
    ...lostLetters(hall),
  ]
}

function unknownPictograms({ services }: Rough): SchemaProblem[] {
  return Object.entries(objectOf(services)).flatMap(([service, one]) => {
    const name = textOf(objectOf(one).pictogram)
    if (name === undefined || pictogramNames.some((known) => known === name)) return []
    const path = ['services', service, 'pictogram']
    const meant = nearestWord(name, pictogramNames)
    return meant === undefined
      ? [
          {
            ...{ path, kind: 'no-such-pictogram', facts: { name } },
            problem: `there is no pictogram "${name}": take it out, or write one that docs/settings.md lists`,
          },
        ]
      : [
          {
            ...{ path, kind: 'no-such-pictogram', facts: { name, meant } },
            problem: unknown('word', name, meant),
            correction: { value: meant },
          },
        ]
  })
}

/** Series that would number nothing. */
function emptySeries({ series, services }: Rough): SchemaProblem[] {
  const used = [...new Set(Object.values(objectOf(services)).map((one) => textOf(objectOf(one).prefix)))]
  return Object.keys(objectOf(series)).flatMap((prefix) =>
    used.includes(prefix)
      ? []
      : [
          {
            ...{ path: ['series', prefix], kind: 'empty-series', facts: { name: prefix } },
            problem: `no service has this prefix, so the series would number nothing: correct it (services have ${used.sort().join(', ')}), or take it out`,
          },
        ],
  )
}

/** Texts with U+FFFD, into which an editor turns letters of an encoding that it took for another. */
function lostLetters(value: unknown, path: readonly (string | number)[] = []): SchemaProblem[] {
  if (typeof value === 'string')
    return value.includes('\uFFFD')
      ? [
          {
            path,
            kind: 'lost-letters',
            problem: 'letters of this text were lost in another encoding (\uFFFD): write it again, in UTF-8',
          },
        ]
      : []
  if (Array.isArray(value)) return listOf(value).flatMap((one, n) => lostLetters(one, [...path, n]))
  return Object.entries(objectOf(value)).flatMap(([name, one]) => lostLetters(one, [...path, name]))
}
