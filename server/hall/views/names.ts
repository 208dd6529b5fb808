import type { Texts } from '../ids.ts'
import type { Settings } from '../settings.ts'
import { memoByIdentity } from './memo.ts'
import type { HallNames } from './view-types.ts'

/** Names as the settings in force give them, in every language. */
export const namesOf = memoByIdentity(
  ({ name, services, groups, counters, reasons }: Settings): HallNames => ({
    hall: name,
    ...(groups && { groups: { ...groups } }),
    services: Object.fromEntries(Object.entries(services).map(([id, service]) => [id, service.name])),
    counters: Object.fromEntries(Object.entries(counters).map(([id, counter]) => [id, counter.name])),
    reasons,
  }),
)

/** The same with one text each: in `language`, otherwise in the nearest to it, otherwise in the text's first. */
export function namesIn(names: HallNames, language: string): HallNames {
  const one = (texts: Texts): Texts => {
    const tags = Object.keys(texts)
    const tag = tags.find((other) => other === language) ?? tags.find(isNear) ?? tags[0]
    return tag === undefined ? {} : { [tag]: texts[tag]! }
  }
  const primary = language.split('-')[0]
  const isNear = (tag: string): boolean => tag.split('-')[0] === primary
  const all = (list: Readonly<Record<string, Texts>>): Record<string, Texts> =>
    Object.fromEntries(Object.entries(list).map(([id, texts]) => [id, one(texts)]))
  const { pause, hold, rating } = names.reasons
  return {
    hall: one(names.hall),
    ...(names.groups && { groups: all(names.groups) }),
    services: all(names.services),
    counters: all(names.counters),
    reasons: { pause: all(pause), hold: all(hold), rating: all(rating) },
  }
}
