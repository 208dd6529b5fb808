import { pageLanguages } from '../../protocol/settings/page-languages.ts'
import { nearestWord } from '../../schema/nearest-word.ts'
import { type SchemaProblem, unknown } from '../../schema/schema-problems.ts'
import { listOf, objectOf, type Rough, textOf } from './rough-hall.ts'

/**
 * Tags in the form of a language of which `Intl` knows no name: no page could say what it is called, or write a date
 * in it. Also a region or a script that is none, as in `en-QQ`.
 */
export function unknownLanguages(hall: Rough): SchemaProblem[] {
  return [
    ...listOf(hall.languages).flatMap((tag, n) => problemOf(['languages', n], textOf(tag), false)),
    ...namesOf(hall).flatMap(([path, texts]) =>
      Object.keys(objectOf(texts)).flatMap((tag) => problemOf([...path, tag], tag, true)),
    ),
  ]
}

type Path = readonly (string | number)[]

/** Every name of the hall, which is a text per language. */
function namesOf({ name, services, counters, groups, reasons }: Rough): [Path, unknown][] {
  const entries = (path: Path, list: unknown, textsOf = (one: unknown) => one): [Path, unknown][] =>
    Object.entries(objectOf(list)).map(([id, one]) => [[...path, id], textsOf(one)])
  const named = (path: string, list: unknown): [Path, unknown][] =>
    entries([path], list, (one) => objectOf(one).name).map(([at, texts]) => [[...at, 'name'], texts])
  return [
    [['name'], name],
    ...named('services', services),
    ...named('counters', counters),
    ...entries(['groups'], groups),
    ...Object.entries(objectOf(reasons)).flatMap(([kind, list]) => entries(['reasons', kind], list)),
  ]
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** Whether `Intl` has a name for the tag; undefined for a text that is no tag, which the schema refuses. */
function isKnown(tag: string): boolean | undefined {
  try {
    return languageNames.of(tag) !== undefined
  } catch {
    return undefined
  }
}

function problemOf(path: Path, tag: string | undefined, isName: boolean): SchemaProblem[] {
  if (tag === undefined || isKnown(tag) !== false) return []
  const meant = meantBy(tag)
  const facts = { name: tag, ...(meant !== undefined && { meant }) }
  const problem =
    meant === undefined
      ? `there is no language "${tag}": write a tag such as ${pageLanguages.join(', ')}`
      : unknown('word', tag, meant)
  return [{ path, kind: 'no-such-language', facts, problem, isName }]
}

/** The language itself, without a region or a script that is none; that of a country, as of `cn`; or one near by its letters. */
function meantBy(tag: string): string | undefined {
  const language = tag.split('-')[0]!
  if (isKnown(language)) return language
  return spokenIn(language) ?? nearestWord(tag, pageLanguages)
}

function spokenIn(country: string): string | undefined {
  if (!/^[a-z]{2}$/iu.test(country)) return undefined
  const region = country.toUpperCase()
  if (region === 'ZZ' || regionNames.of(region) === undefined) return undefined
  const { language } = new Intl.Locale(`und-${region}`).maximize()
  return pageLanguages.find((known) => new Intl.Locale(known).language === language) ?? language
}
