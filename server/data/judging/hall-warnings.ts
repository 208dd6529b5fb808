import type { Texts } from '../../hall/ids.ts'
import type { Settings } from '../../hall/settings.ts'
import type { Problem } from '../../protocol/messages.ts'
import { pageLanguages } from '../../protocol/settings/page-languages.ts'
import { nearestWord } from '../../schema/nearest-word.ts'
import type { HallFile } from '../hall-config.ts'
import { fileOf } from '../hall-settings.ts'
import { peopleProblems } from '../settings-checks.ts'
import { laterProblems } from './hall-judgement.ts'
import { nowhere } from './nowhere.ts'
import { daysOpenAt } from './opening-spans.ts'

/**
 * Facts about settings in force that are allowed and seldom meant. A start tells them, and set-up lists them; nothing
 * is refused for them.
 */
export function hallWarnings(settings: Settings): readonly Problem[] {
  const file = fileOf(settings)
  return [
    ...laterProblems(file),
    ...peopleProblems(settings),
    ...languagesWithoutPages(file),
    ...missingTexts(file),
    ...sameNames('services', file.services),
    ...sameNames('counters', file.counters),
    ...emptyGroups(file),
    ...closedOrCut(file),
    ...unknownSkills(settings),
  ]
}

const primary = (tag: string): string => tag.split('-')[0]!.toLowerCase()

function languagesWithoutPages({ languages }: HallFile): Problem[] {
  return languages.flatMap((tag, n) => {
    if (pageLanguages.some((known) => primary(known) === primary(tag))) return []
    const meant = nearestWord(tag, pageLanguages)
    const what =
      meant === undefined ? `pages have texts in ${pageLanguages.join(', ')}` : `did you mean "${meant}"?`
    return [
      {
        ...{ path: `languages.${n}`, kind: 'no-page-language', facts: { language: tag } },
        problem: `no page has texts in "${tag}", English is shown instead: ${what}`,
      },
    ]
  })
}

/** Names that a language of the hall lacks, so that its readers see them in another. */
function missingTexts(file: HallFile): Problem[] {
  const named: readonly (readonly [string, Texts])[] = [
    ['name', file.name],
    ...Object.entries(file.services).map(([id, { name }]) => [`services.${id}`, name] as const),
    ...Object.entries(file.counters).map(([id, { name }]) => [`counters.${id}`, name] as const),
    ...Object.entries(file.groups ?? {}).map(([id, name]) => [`groups.${id}`, name] as const),
  ]
  return file.languages.flatMap((tag, n) => {
    const lacking = named.filter(
      ([, texts]) => !Object.keys(texts).some((known) => primary(known) === primary(tag)),
    )
    if (lacking.length === 0) return []
    const parts = lacking.slice(0, mostNamed).map(([path]) => path)
    const some = parts.join(', ')
    const more = lacking.length > mostNamed ? ` and ${lacking.length - mostNamed} more` : ''
    const problem = `without a name in "${tag}", and shown in another language: ${some}${more}`
    const facts = { language: tag, more: Math.max(0, lacking.length - mostNamed) }
    return [{ path: `languages.${n}`, problem, kind: 'missing-names', facts, parts }]
  })
}

/** Parts that a warning names one by one. */
const mostNamed = 5

function sameNames(section: string, list: Readonly<Record<string, { readonly name: Texts }>>): Problem[] {
  const first = new Map<string, string>()
  return Object.entries(list).flatMap(([id, { name }]) =>
    Object.entries(name).flatMap(([tag, text]) => {
      const key = `${tag} ${text}`
      const other = first.get(key)
      if (other === undefined) first.set(key, id)
      return other === undefined || other === id
        ? []
        : [
            {
              ...{ path: `${section}.${id}.name.${tag}`, kind: 'same-name', parts: [`${section}.${other}`] },
              problem: `"${other}" has the same name: people cannot tell them apart`,
            },
          ]
    }),
  )
}

function emptyGroups({ groups = {}, services }: HallFile): Problem[] {
  const used = new Set(Object.values(services).flatMap(({ group, hidden }) => (hidden ? [] : [group])))
  return Object.keys(groups).flatMap((group) =>
    used.has(group)
      ? []
      : [
          {
            path: `groups.${group}`,
            kind: 'empty-group',
            problem: 'no service of a kiosk is in this group: take it out, or name it in one',
          },
        ],
  )
}

/** Hours in which the hall never opens, or in which its numbers begin anew while it is open. */
function closedOrCut({ hours, dayStartsAt }: HallFile): Problem[] {
  if (hours === 'always') return []
  if (Object.values(hours).every((spans) => spans === undefined || spans.length === 0))
    return [
      {
        path: 'hours',
        kind: 'never-open',
        problem: 'the hall opens on no day: write its hours, or "always"',
      },
    ]
  const days = daysOpenAt(dayStartsAt, hours)
  if (days.length === 0) return []
  const problem = `numbers begin anew at ${dayStartsAt} while the hall is open (${days.join(', ')}): write a time at which it is closed`
  return [{ path: 'dayStartsAt', problem, kind: 'numbers-begin-open', facts: { time: dayStartsAt } }]
}

function unknownSkills({ services, staff }: Settings): Problem[] {
  return Object.entries(staff).flatMap(([badge, { skills }]) =>
    skills === 'all'
      ? []
      : skills.flatMap((skill) => {
          if (Object.hasOwn(services, skill)) return []
          const { problem, kind, facts = {} } = nowhere([], 'service', skill, Object.keys(services))
          return [{ path: `staff.${badge}.skills`, problem, kind, facts }]
        }),
  )
}
