import { expect, it } from 'vitest'
import type { HallNames } from '../../server/hall/views/view-types.ts'
import type { WatchName } from '../../server/protocol/messages.ts'
import { describePages, stage } from './browser/browser.ts'
import { languages, nowAt } from './fixtures.ts'
import { twelve } from './kiosk/kiosk-wire.ts'
import { managerStates } from './manager/manager-fixtures.ts'
import { pages } from './scenes/page-scenes.ts'
import type { PageScenes } from './scenes/scene.ts'
import { unisolatedNames } from './unisolated-names.ts'

/** A number at the end of a name is the first to change places with what follows it. */
const nameOf = (kind: string, at: number): string => `${kind} ${at + 1}`
const each = (list: Readonly<Record<string, unknown>>, kind: string) =>
  Object.fromEntries(
    Object.keys(list).map((id, at) => [
      id,
      Object.fromEntries(languages.map((one) => [one, nameOf(kind, at)])),
    ]),
  )
const { words } = twelve
const names: HallNames = {
  hall: Object.fromEntries(languages.map((one) => [one, nameOf('קהל', 0)])),
  services: each(words.services, 'خدمة'),
  counters: each(words.counters, 'نافذة'),
  groups: each(words.groups ?? {}, 'מחלקה'),
  reasons: {
    pause: each(words.reasons.pause, 'הפסקה'),
    hold: each(words.reasons.hold, 'המתנה'),
    rating: each(words.reasons.rating, 'סיבה'),
  },
}
const printer = 'مدخل 1'
const given = [
  printer,
  ...[{ hall: names.hall }, names.services, names.counters, names.groups!, ...Object.values(names.reasons)]
    .flatMap((list) => Object.values(list))
    .flatMap((texts) => Object.values(texts)),
]

/** The view with every name of a device in it replaced. */
const withDeviceNames = <View>(view: View): View =>
  JSON.parse(JSON.stringify(view), (key, value) => (key === 'name' ? printer : value))

/** Pages without a name of the hall. */
const nameless = ['sign-in', 'pair']

describePages('names of another direction, on every page', () => {
  const on = stage()
  for (const [name, scenes] of Object.entries(pages) as [string, PageScenes<WatchName>][])
    for (const language of languages)
      it(`${name}, ${language}: each is isolated from the text beside it`, async () => {
        const all = Object.entries(scenes.scenes(names, language))
        const opening = scenes.opening?.(names, language)
        const opened = await on.open(scenes.route, {
          view: withDeviceNames(all[0]![1].view),
          width: 1366,
          height: 768,
          now: nowAt,
          context: { reducedMotion: 'reduce', locale: language },
          ...opening,
          ...(opening?.beside && { beside: withDeviceNames(opening.beside) }),
        })
        const { page } = opened
        const faults: string[] = []
        let shown = ''
        for (const [scene, { view, act }] of all) {
          await page.clock.setSystemTime(nowAt)
          opened.welcome(withDeviceNames(view), { now: nowAt })
          await page.clock.runFor(1_200)
          await act?.(opened)
          await page.clock.runFor(400)
          shown += (await page.locator('body').textContent()) ?? ''
          faults.push(...(await unisolatedNames(page, given)).map((fault) => `${scene}: ${fault}`))
        }
        if (!nameless.includes(name)) expect(shown).toMatch(/[\u0590-\u08ff]/u)
        expect([...new Set(faults)]).toEqual([])
        expect(opened.errors).toEqual([])
      })

  it('ratings: each is isolated from the text beside it', async () => {
    const view = withDeviceNames({ ...managerStates.usual, words: names })
    const api = { '/api/views/manager': { epoch: 'e1', seq: 10, view } }
    const opened = await on.open<'manager'>('/manager', { view, width: 1366, height: 768, now: nowAt, api })
    const { page } = opened
    await page.locator('.figures-read').click()
    await page.clock.runFor(400)
    const { id } = opened.said.findLast(({ type }) => type === 'command')!
    const rating = {
      seq: 9,
      at: nowAt,
      score: 2,
      reasons: ['waiting', 'place'],
      service: 'repair',
      counter: '1',
    }
    opened.send({ type: 'answer', id, ok: true, seq: 11, result: { ratings: [rating] } })
    await page.locator('.written li').waitFor()
    expect(await unisolatedNames(page, given)).toEqual([])
  })
})
