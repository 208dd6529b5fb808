import { expect, it } from 'vitest'
import { whatText } from '../../../counter/setup/settings/parts/setting-words.ts'
import { demoHall } from '../../../server/data/demo-hall.ts'
import { hallFile } from '../../../server/data/hall-config.ts'
import { fieldOf, fileOf, settingsOf } from '../../../server/data/hall-settings.ts'
import { settingsForm } from '../../../server/protocol/settings/form.ts'
import { saysIn } from './setup-words.ts'

/** The names of settings in the history, in a review and in problems, in the language of the reader. */

const settings = fileOf(
  settingsOf(
    hallFile.parse({
      ...demoHall,
      template: 'government',
      groups: { home: { 'zh-CN': '家', en: 'Home' } },
      series: { A: { start: 1, step: 1, digits: 3 } },
      maintenance: { backupAt: '03:00', backups: 7, copiesDays: 30, recordsDays: 400 },
      firstStart: [],
      publicUrl: 'https://queue.example',
      specialDays: [{ date: '2026-10-01' }],
      slip: { checkCode: true },
    }),
    {},
  ),
)
/** An entry of each list by id that a path names by `*`; of a list in order, its first. */
const entries: Record<string, string> = {
  services: 'fees',
  counters: '1',
  series: 'A',
  profiles: Object.keys(settings.profiles)[0]!,
  devices: '0',
}

const paths = [
  // As the heart keeps the names of a change.
  ...Object.keys(settingsOf(hallFile.parse(settings), {})).map(fieldOf),
  ...Object.keys(settings),
  ...Object.keys(settingsForm).map((form) => {
    const [list = ''] = form.split('.')
    return form.replace('*', entries[list] ?? '0').replaceAll('*', '0')
  }),
]

it.each([
  ['zh-CN', /\p{Script=Han}/u],
  ['en', /^[\p{Lu}\d].*/u],
] as const)('every field has a name in %s, and none is the word of the file', (language, wanted) => {
  const says = saysIn(language)
  const named = [...new Set(paths)]
    .filter((path) => path !== 'staff')
    .map((path) => [path, whatText(path.split('.'), settings as never, says)] as const)
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(([path, name]) => !wanted.test(name) || name === path.split('.').at(-1))).toEqual([])
})

it.each([
  ['id', '大厅编号', 'Id of the hall'],
  ['series', '票号设置', 'Ticket numbers'],
  ['returns', '过号重排', 'Returns after a missed call'],
  ['format', '文件格式', 'Format of the file'],
  ['specialDays', '特殊日期', 'Special days'],
  ['$schema', '文件格式说明的地址', 'Address of the form of the file'],
])('%s, which no section shows as one field, is named', (path, chinese, english) => {
  expect(['zh-CN', 'en'].map((language) => whatText([path], settings as never, saysIn(language)))).toEqual([
    chinese,
    english,
  ])
})
