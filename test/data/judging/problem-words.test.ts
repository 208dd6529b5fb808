import { expect, it } from 'vitest'
import { problemText } from '../../../counter/setup/settings/parts/fault-words.ts'
import { whatText } from '../../../counter/setup/settings/parts/setting-words.ts'
import { demoHall } from '../../../server/data/demo-hall.ts'
import { type HallFile, hallFile } from '../../../server/data/hall-config.ts'
import { settingsOf } from '../../../server/data/hall-settings.ts'
import { judgeHall } from '../../../server/data/judging/hall-judgement.ts'
import { hallWarnings } from '../../../server/data/judging/hall-warnings.ts'
import { settingsProblems } from '../../../server/data/settings-checks.ts'
import type { StaffSettings } from '../../../server/hall/settings.ts'
import type { Problem } from '../../../server/protocol/messages.ts'
import { problemKinds } from '../../../server/protocol/settings/problem-kinds.ts'
import { saysIn } from './setup-words.ts'

/** Problems between parts of the settings, in the language of the administrator who reads them. */

const says = [saysIn('zh-CN'), saysIn('en')] as const
const told = (problem: Problem | undefined): string[] =>
  says.map((one) =>
    (problem ? problemText(problem, demoHall as never, one) : 'no problem')
      .replaceAll('\u2068', '')
      .replaceAll('\u2069', ''),
  )

const seen = new Set<string>()
/** The words for the problem of this kind, in both languages. */
function wordsOf(problems: readonly Problem[], kind: string): string[] {
  const found = problems.find((one) => one.kind === kind)
  if (found) seen.add(kind)
  return told(found)
}

const { fees } = demoHall.services as { fees: HallFile['services'][string] }
const general = [{ services: 'all' }] as const
const [first, ...devices] = demoHall.devices

/** The problems of the hall of the demo after a change. */
function problemsOf(change: object): readonly Problem[] {
  const judged = judgeHall({ ...demoHall, ...change }, demoHall)
  return 'invalid' in judged ? judged.invalid : []
}

it.each([
  [
    'no-such-profile',
    { counters: { 1: { name: { en: '1' }, profile: 'generl' } }, profiles: { general } },
    '没有叫号策略“generl”。是不是“general”？',
    'There is no profile “generl”. Did you mean “general”?',
  ],
  [
    'no-such-service',
    { profiles: { ...demoHall.profiles, x: [{ services: ['zzz'] }] } },
    '没有业务“zzz”。',
    'There is no service “zzz”.',
  ],
  [
    'no-such-group',
    { services: { ...demoHall.services, fees: { ...fees, group: 'zzz' } }, groups: { a: { en: 'A' } } },
    '没有类别“zzz”。',
    'There is no group “zzz”.',
  ],
  [
    'no-such-counter',
    { devices: [...demoHall.devices, { id: 'w', kind: 'window', name: 'w', counter: 'zzz' }] },
    '没有窗口“zzz”。',
    'There is no counter “zzz”.',
  ],
  [
    'uncalled-service',
    {
      profiles: Object.fromEntries(
        Object.keys(demoHall.profiles).map((id) => [id, [{ services: ['fees'] }]]),
      ),
    },
    '没有窗口办理这项业务。请加进一个窗口的叫号策略，或不在取号机上提供。',
    'No counter serves this. Add it to the profile of a counter, or stop offering it at kiosks.',
  ],
  [
    'ignored-by-agent',
    { devices: [{ ...first, printer: 'agent:a', ignore: ['offline'] }, ...devices] },
    '打印机在另一台电脑上：请在那台电脑的打印程序里用 --ignore 设置。',
    'Its printer is at another PC: give --ignore to the print program there.',
  ],
  [
    'same-device',
    { devices: [...demoHall.devices, { ...first, name: 'again' }] },
    `有两台设备的编号都是“${first?.id}”，请改其中一台。`,
    `Two devices have the id “${first?.id}”. Change one of them.`,
  ],
  [
    'zone-without-counter',
    { devices: [{ id: 'b', kind: 'board', name: 'b', zone: 'attic' }] },
    '区域“attic”里没有窗口，请先给窗口填写这个区域。',
    'No counter stands in the zone “attic”. Give it to its counters first.',
  ],
  [
    'useless-field',
    { devices: [{ id: 'k', kind: 'kiosk', name: 'k', counter: '1' }] },
    '这类设备用不到这一项，请删去。',
    'A device of this kind has no use for it. Take it out.',
  ],
  [
    'empty-span',
    { hours: { mon: [['09:00', '09:00']] } },
    '09:00 开始的时段没有长度，请填写结束时间；全天请填 00:00 到 00:00。',
    'The hours from 09:00 have no length. Give their end; a whole day is 00:00 to 00:00.',
  ],
  [
    'reversed-span',
    { hours: { mon: [['17:00', '08:00']] } },
    '17:00 到 08:00 会跨过零点，长达大半天，开始和结束可能写反了。',
    '17:00 to 08:00 lasts over midnight for most of a day. Beginning and end may be the wrong way round.',
  ],
  [
    'spans-meet',
    {
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['11:00', '15:00'],
        ],
      },
    },
    '09:00–12:00 和 11:00–15:00 重叠或相接，请合成一个时段。',
    '09:00–12:00 and 11:00–15:00 overlap or touch. Make them one.',
  ],
  [
    'span-into-next-day',
    { hours: { mon: [['22:00', '06:00']], tue: [['05:00', '09:00']] } },
    '22:00–06:00 跨过零点，与第二天的 05:00–09:00 重叠。',
    '22:00–06:00 goes over midnight, into 05:00–09:00 of the next day.',
  ],
  [
    'reversed-days',
    { specialDays: [{ date: '2026-10-08', until: '2026-10-01' }] },
    '最后一天 2026-10-01 早于第一天 2026-10-08，请对调。',
    'The last day 2026-10-01 is before the first, 2026-10-08. Exchange them.',
  ],
  [
    'date-twice',
    { specialDays: [{ date: '2026-10-01', until: '2026-10-08' }, { date: '2026-10-03' }] },
    '2026-10-03 已是特殊日期（第 1 条），请删去其中一条。',
    '2026-10-03 is a special day already, by entry 1. Take one of them out.',
  ],
  [
    'like-and-hours',
    { specialDays: [{ date: '2026-10-10', like: 'mon', hours: [['09:00', '12:00']] }] },
    '一天只能按某个星期几或按自己的时段营业，请删去其中一项。',
    'A day has the hours of a weekday or its own, not both. Take one out.',
  ],
  [
    'make-up-day-closed',
    { hours: { mon: [['08:00', '17:00']] }, specialDays: [{ date: '2026-10-10', like: 'sun' }] },
    '该星期几休息，不能作为调休上班的参照，请另选有营业时间的一天。',
    'That weekday is closed, so a day like it is no make-up day. Choose one with hours.',
  ],
  [
    'skipped-time',
    {
      timeZone: 'Europe/Berlin',
      specialDays: [{ date: '2026-03-29', hours: [['02:30', '12:00']] }],
    },
    '2026-03-29 时钟会跳过 02:30，请写更早或更晚的时间。',
    'On 2026-03-29 clocks go forward over 02:30. Give a time before or after.',
  ],
  [
    'repeated-time',
    {
      timeZone: 'Europe/Berlin',
      specialDays: [{ date: '2026-10-25', hours: [['02:30', '12:00']] }],
    },
    '2026-10-25 时钟会重复 02:30，请写更早或更晚的时间。',
    'On 2026-10-25 clocks go back over 02:30. Give a time before or after.',
  ],
  [
    'no-such-pictogram',
    { services: { ...demoHall.services, fees: { ...fees, pictogram: 'dragon-egg' } } },
    '没有图标“dragon-egg”，请从列表中选择。',
    'There is no pictogram “dragon-egg”. Choose one of the list.',
  ],
  [
    'no-such-language',
    { languages: ['zh-CN', 'cn'] },
    '没有代码为“cn”的语言。是不是“zh-CN”？',
    'There is no language “cn”. Did you mean “zh-CN”?',
  ],
  [
    'empty-series',
    { series: { Z: { start: 1, step: 1, digits: 3 } } },
    '没有业务使用字母 Z，这组号码不会用到，请删去。',
    'No service has the letters Z, so these numbers are never used. Take them out.',
  ],
  [
    'lost-letters',
    { name: { en: 'Caf\uFFFD' } },
    '有些字在转换编码时丢失了（\uFFFD），请重新输入。',
    'Letters were lost in another encoding (\uFFFD). Type them again.',
  ],
] as const)('a change is refused: %s', (kind, change, chinese, english) => {
  expect(wordsOf(problemsOf(change), kind)).toEqual([chinese, english])
})

const clerk = { roles: ['counter'], skills: ['zzz'] } as unknown as StaffSettings
const settingsAfter = (change: object, staff: Record<string, StaffSettings> = {}) =>
  settingsOf(hallFile.parse({ ...demoHall, ...change }), staff)

it.each([
  [
    'no-page-language',
    settingsAfter({ languages: ['en', 'sw'] }),
    '页面没有Kiswahili的文字，会改用英文。',
    'No page has texts in Kiswahili; English is shown instead.',
  ],
  [
    'missing-names',
    settingsAfter({ languages: ['zh-CN', 'ru'] }),
    expect.stringMatching(/^缺少русский名称，会用其他语言显示：大厅名称、.*，另有 \d+ 项$/u),
    expect.stringMatching(
      /^Names are missing in русский, and shown in another language: Name of the hall, .* and \d+ more$/u,
    ),
  ],
  [
    'same-name',
    settingsAfter({ services: { ...demoHall.services, again: fees } }),
    `和业务${fees.name['zh-CN']}同名，顾客分不清。`,
    `Has the same name as Service ${fees.name.en}: people cannot tell them apart.`,
  ],
  [
    'empty-group',
    settingsAfter({ groups: { nobody: { en: 'Nobody' } } }),
    '取号机上没有业务属于这个类别。',
    'No service of a kiosk is in this group.',
  ],
  [
    'never-open',
    settingsAfter({ hours: {} }),
    '每天都不营业。请填写营业时间，或选全天。',
    'The hall opens on no day. Give its hours, or choose around the clock.',
  ],
  [
    'numbers-begin-open',
    settingsAfter({ hours: { mon: [['08:00', '17:00']] }, dayStartsAt: '12:00' }),
    '12:00 正在营业，号码却会重新开始。请选不营业的时刻。',
    'Numbers begin anew at 12:00, while the hall is open. Choose a time at which it is closed.',
  ],
  [
    'nobody-can',
    settingsAfter({}, { 1001: clerk }),
    '窗口工作人员中没有人会办这项业务。请在“人员”中加给一个人，或不在取号机上提供。',
    "Nobody at the counters can do this. Add it to somebody's skills under People, or stop offering it at kiosks.",
  ],
] as const)('a start warns: %s', (kind, settings, chinese, english) => {
  expect(wordsOf(hallWarnings(settings), kind)).toEqual([chinese, english])
})

it('a hall keeps its id, and a change has a greatest size', () => {
  const now = settingsAfter({})
  expect(wordsOf(settingsProblems(now, { ...now, hall: 'x' }), 'fixed-id')).toEqual([
    `大厅的编号不能更改，仍为“${now.hall}”。`,
    `A hall keeps its id, “${now.hall}”.`,
  ])
  const [name] = [{ en: 'x'.repeat(250_000) }]
  expect(wordsOf(settingsProblems(now, { ...now, name }), 'too-large')).toEqual([
    expect.stringMatching(/^一次改动太多（\d+ 字节，最多 245760 字节），请分几次保存。$/u),
    expect.stringMatching(/^Too much for one change \(\d+ bytes, at most 245760\)\. Save it in parts\.$/u),
  ])
})

it('what is wrong by itself is told in the words of the file', () => {
  const [problem] = problemsOf({ slip: { parts: ['number', 'nombre'] } })
  expect(told(problem)[0]).toMatch(/^填写的内容不对：/u)
  expect(told(problem)[1]).toMatch(/^Not accepted: /u)
})

it('the template of a hall has a name in a list of differences', () => {
  expect(says.map((one) => whatText(['template'], demoHall as never, one))).toEqual([
    '开办时选的模板',
    'Template of the hall',
  ])
})

it('every kind of problem has its words here', () => {
  expect(problemKinds.filter((kind) => !seen.has(kind))).toEqual([])
})
