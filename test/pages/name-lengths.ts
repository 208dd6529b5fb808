import { limits } from '../../server/data/limits.ts'
import type { Texts } from '../../server/hall/ids.ts'
import type { HallNames } from '../../server/hall/views/view-types.ts'
import { twelve } from './kiosk/kiosk-wire.ts'

/** Names as short and as long as `hall.json` accepts them. A Chinese character takes two columns, a Latin letter one. */

const zh = '不动产登记与房屋租赁备案综合受理社会保障及医疗保险咨询便民服务窗口区'
const en = 'Registration of residential property, tenancy and parking permits (all districts)'

const word = 'Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnungsstelle'

/** A word of `columns` letters, as German, Finnish and names put together have them. */
const unbroken = (columns: number, at: number): Texts => {
  const text = `${at % 10}${word}`.slice(0, columns)
  return { 'zh-CN': text, en: text }
}

/** Names of `columns` columns, which differ by `at`. Every second English one is a single word. */
const longest = (columns: number, at: number): Texts => ({
  'zh-CN': `${at % 10}${zh.slice(at % 7)}${zh}`.slice(0, columns >> 1),
  en: at % 2 === 0 ? unbroken(columns, at).en! : `${at % 10} ${en}`.slice(0, columns).replace(/[ ,(]$/u, 's'),
})

const each = (list: Readonly<Record<string, unknown>>, text: (at: number) => Texts): Record<string, Texts> =>
  Object.fromEntries(Object.keys(list).map((id, at) => [id, text(at)]))

const { nameColumns } = limits
const { words } = twelve

/** All names of a hall, filled with texts that differ. */
const filledWith =
  (text: (columns: number, at: number) => Texts) =>
  (names: HallNames = words): HallNames => ({
    ...names,
    hall: text(nameColumns.hall, 1),
    services: each(names.services, (at) => text(nameColumns.service, at)),
    counters: each(names.counters, (at) => text(nameColumns.counter, at + 1)),
    ...(names.groups && { groups: each(names.groups, (at) => text(nameColumns.group, at)) }),
    reasons: {
      pause: each(names.reasons.pause, (at) => text(nameColumns.reason, at)),
      hold: each(names.reasons.hold, (at) => text(nameColumns.reason, at)),
      rating: each(names.reasons.rating, (at) => text(nameColumns.reason, at)),
    },
  })

export const namesOf = {
  usual: (names: HallNames = words): HallNames => names,
  /** One sign each. */
  shortest: (names: HallNames = words): HallNames => ({
    ...names,
    hall: { 'zh-CN': '厅', en: 'H' },
    services: each(names.services, (at) => ({ 'zh-CN': zh[at]!, en: 'PRSTUVWXYZAB'[at % 12]! })),
    counters: each(names.counters, (at) => ({ 'zh-CN': `${(at + 1) % 10}`, en: `${(at + 1) % 10}` })),
  }),
  longest: filledWith(longest),
  unbroken: filledWith(unbroken),
  /** As long, and without a digit that a screen could show alone. */
  'longest without digits': (names: HallNames = words): HallNames => ({
    ...namesOf.longest(names),
    counters: each(names.counters, (at) => ({
      'zh-CN': zh.slice(at, at + nameColumns.counter / 2),
      en: 'Registration & certificates desk'.slice(at % 4, (at % 4) + nameColumns.counter),
    })),
  }),
} as const
export const lengths = Object.keys(namesOf) as (keyof typeof namesOf)[]
