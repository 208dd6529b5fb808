import { expect, test } from 'vitest'
import { HallNames } from '../../display/parts/hall-names.ts'
import { localText } from '../../display/words/translator.ts'
import { namesIn } from '../../server/hall/views/names.ts'
import type { HallNames as Names } from '../../server/hall/views/view-types.ts'

const first: Names = {
  hall: { 'zh-CN': '服务大厅', en: 'Service hall' },
  services: { fees: { 'zh-CN': '缴费', en: 'Fees' }, keys: { 'zh-CN': '钥匙' } },
  counters: { 1: { 'zh-CN': '1 号窗口', en: 'Counter 1' } },
  reasons: { pause: { break: {}, audit: { en: 'Audit' } }, hold: {}, rating: {} },
}
const second: Names = {
  ...first,
  services: { fees: { 'zh-CN': '交费', en: 'Payments' }, parking: { en: 'Parking' } },
  reasons: { ...first.reasons, pause: { break: {} } },
}

/** A page's names, and a server whose answers come when the test lets them. */
function page() {
  const hall: Record<string, Names> = { one: first, two: second }
  const asked: string[] = []
  const answers: (() => void)[] = []
  let timers: { ms: number; work: () => void }[] = []
  let isDown = false
  const names = new HallNames({
    load: (hash, language) =>
      new Promise((settle, reject) => {
        asked.push(`${hash} ${language}`)
        const fails = isDown
        answers.push(() => (fails ? reject(new Error('no answer')) : settle(namesIn(hall[hash]!, language))))
      }),
    after: (ms, work) => void timers.push({ ms, work }),
    random: () => 0.5,
  })
  const flow = async () => {
    for (const answer of answers.splice(0)) answer()
    await new Promise((settle) => setImmediate(settle))
  }
  return {
    names,
    asked: () => asked.splice(0),
    flow,
    /** Runs what waits for time; how long it waited. */
    wait() {
      const due = timers
      timers = []
      for (const { work } of due) work()
      return due.map(({ ms }) => ms)
    },
    setDown: (down: boolean) => {
      isDown = down
    },
  }
}
const feesIn = (names: HallNames, language: string) => localText(names.all?.services.fees, language)

test('names are asked for once the hash and the language are known, and shown when they are there', async () => {
  const { names, asked, flow } = page()
  expect(names.shown(['en'])).toEqual(['en'])
  expect([names.all, asked()]).toEqual([undefined, []])
  names.follow('one')
  names.follow('one')
  expect(asked()).toEqual(['one en'])
  expect(names.all).toBeUndefined()
  await flow()
  expect(feesIn(names, 'en')).toBe('Fees')
  expect(names.all?.services.keys).toEqual({ 'zh-CN': '钥匙' })
})

test('a screen of two languages waits for both', async () => {
  const { names, asked, flow } = page()
  names.follow('one')
  names.shown(['zh-CN', 'en'])
  expect(asked()).toEqual(['one zh-CN', 'one en'])
  await flow()
  expect([feesIn(names, 'zh-CN'), feesIn(names, 'en')]).toEqual(['缴费', 'Fees'])
})

test('a page stays in its language until the names in the next are there', async () => {
  const { names, asked, flow } = page()
  names.follow('one')
  names.shown(['zh-CN'])
  await flow()
  expect(names.shown(['en'])).toEqual(['zh-CN'])
  expect(asked()).toEqual(['one zh-CN', 'one en'])
  expect(feesIn(names, 'zh-CN')).toBe('缴费')
  await flow()
  expect(names.shown(['en'])).toEqual(['en'])
  // And back at once: both are there.
  expect(names.shown(['zh-CN'])).toEqual(['zh-CN'])
  expect(asked()).toEqual([])
})

test('a text that a language lacks is the first of the hall, in whichever order languages were loaded', async () => {
  const { names, flow } = page()
  names.follow('one')
  for (const language of ['en', 'ar']) {
    names.shown([language])
    await flow()
  }
  expect(localText(names.all?.hall, 'ar')).toBe('服务大厅')
  expect(localText(names.all?.hall, 'en')).toBe('Service hall')
})

test('new names are asked for in every language in use, spread over a second; the old ones stay until then', async () => {
  const { names, asked, flow, wait } = page()
  names.follow('one')
  names.shown(['zh-CN', 'en'])
  await flow()
  asked()
  names.follow('two')
  expect([asked(), feesIn(names, 'en')]).toEqual([[], 'Fees'])
  expect(wait()).toEqual([500, 500])
  expect(asked()).toEqual(['two zh-CN', 'two en'])
  await flow()
  expect([feesIn(names, 'zh-CN'), feesIn(names, 'en')]).toEqual(['交费', 'Payments'])
  expect(localText(names.all?.services.parking, 'en')).toBe('Parking')
  // Reasons are chosen from, so that those that are gone are not offered.
  expect(names.all?.reasons.pause).toEqual({ break: {} })
  // A ticket of a service that is gone still has a name.
  expect(localText(names.all?.services.keys, 'en')).toBe('钥匙')
})

test('an answer for names that changed meanwhile is dropped', async () => {
  const { names, flow, wait } = page()
  names.shown(['en'])
  names.follow('one')
  names.follow('two')
  await flow()
  expect(names.all).toBeUndefined()
  wait()
  await flow()
  expect(feesIn(names, 'en')).toBe('Payments')
})

test('names that do not come are asked for again, after longer and longer waits', async () => {
  const { names, asked, flow, wait, setDown } = page()
  setDown(true)
  names.follow('one')
  names.shown(['en'])
  const waited: number[] = []
  for (let tries = 0; tries < 7; tries += 1) {
    await flow()
    waited.push(...wait())
  }
  expect(waited).toEqual([250, 500, 1_000, 2_000, 4_000, 7_500, 7_500])
  expect(asked()).toHaveLength(8)
  setDown(false)
  await flow()
  wait()
  await flow()
  expect(feesIn(names, 'en')).toBe('Fees')
})
