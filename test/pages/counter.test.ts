import { expect, it } from 'vitest'
import { axeFaultsHere } from './axe-run.ts'
import { describePages, picture, stage } from './browser.ts'
import { clippedParts } from './checks.ts'
import { answer, type Desk, deskSizes, openDesk, press, settle, show } from './counter-desk.ts'
import { type CounterState, counterStateNames, counterStates } from './counter-fixtures.ts'
import { nowAt } from './fixtures.ts'
import { spilledParts } from './spilled-parts.ts'

const hall = stage()
/** Boxes that must hold what is in them. */
const boxes = '.head, .card, .primary, .key, .phrase, .foot, .row, .choice, .find, .work, .dialog'
const looks = [
  ['light', 'zh-CN'],
  ['dark', 'en'],
  ['light', 'en'],
  ['dark', 'zh-CN'],
  ['contrast', 'zh-CN'],
] as const

/** How a picture of the desk is called: the usual size and look go without a name. */
const called = (name: string, size: string, theme: string, language: string): string =>
  [`counter/${name}`, size === 'desk' ? '' : size, theme === 'light' ? '' : theme, language]
    .filter(Boolean)
    .join('.')
/** Looks that docs/pictures goes without. */
const rest = (theme: string, name: string): { rest: boolean } => ({
  rest: theme !== 'light' && name !== 'serving' && name !== 'called',
})

const overlooks = [
  ['light', 'zh-CN'],
  ['light', 'en'],
  ['dark', 'zh-CN'],
  ['contrast', 'en'],
] as const

/** States that put other things on the screen; the others differ in figures only. */
const distinct: readonly CounterState[] = ['closed', 'taken', 'called', 'serving-red', 'paused', 'crowded']

const refused = { ok: false, refusal: { reason: 'stale', counter: '3' } } as const
const taken = { ok: false, refusal: { reason: 'counter-is-taken', counter: '3' } } as const
const issued = {
  ok: true,
  seq: 12,
  result: {
    ticket: 't-A104',
    label: 'A104',
    ahead: 7,
    wait: { from: 8, to: 15 },
    phoneUrl: 'https://hall.example/t/Zx8kQ2mPq7bNc4wTy1aLdA',
  },
} as const

/** Everything that lies over the keys, and how to get there from a state. */
const overlays: readonly (readonly [string, CounterState, (desk: Desk) => Promise<unknown>])[] = [
  ['hold', 'serving', (desk) => press(desk, 'h')],
  ['hold-minutes', 'serving', (desk) => press(desk, 'h', '2')],
  ['finish', 'serving', (desk) => press(desk, 'f')],
  ['pause', 'free', (desk) => press(desk, 'p')],
  ['issue', 'free', (desk) => press(desk, 'i')],
  ['issued', 'free', (desk) => press(desk, 'i', '1').then(() => answer(desk, issued))],
  ['transfer', 'serving', (desk) => press(desk, 't')],
  ['transfer-note', 'serving', (desk) => press(desk, 't', 'Tab', 'Tab', 'Tab', 'Enter')],
  ['take-over', 'taken', (desk) => press(desk, ' ').then(() => answer(desk, taken))],
  [
    'menu',
    'serving',
    (desk) =>
      desk.page
        .locator('.menu-open')
        .click()
        .then(() => settle(desk)),
  ],
  [
    'trouble',
    'serving',
    async (desk) => {
      desk.send({ type: 'beat', seq: 10, now: nowAt, trouble: 'disk-is-full' })
      await settle(desk)
    },
  ],
  ['refused', 'free', (desk) => press(desk, ' ').then(() => answer(desk, refused))],
  ['offline', 'serving', (desk) => desk.cut().then(() => settle(desk))],
]

describePages('the counter desk looks right', () => {
  for (const [size, viewport] of Object.entries(deskSizes))
    for (const [theme, language] of looks)
      it(`fits its window, every state, nothing cut off: ${size}, ${theme}, ${language}`, async () => {
        const desk = await openDesk(hall, counterStates.serving, {
          ...viewport,
          query: `?lang=${language}&theme=${theme}`,
        })
        const faults: string[] = []
        for (const name of counterStateNames) {
          await show(desk, counterStates[name])
          await picture(desk.page, called(name, size, theme, language), rest(theme, name))
          const found = [...(await clippedParts(desk.page)), ...(await spilledParts(desk.page, boxes))]
          if (distinct.includes(name) && (size === 'desk' || `${theme} ${language}` === 'light zh-CN'))
            found.push(...(await axeFaultsHere(desk.page)))
          faults.push(...found.map((fault) => `${name}: ${fault}`))
        }
        expect(faults).toEqual([])
        expect(desk.errors).toEqual([])
      }, 60_000)

  for (const [size, viewport] of Object.entries(deskSizes))
    for (const [theme, language] of overlooks)
      it(`fits with everything that lies over the keys: ${size}, ${theme}, ${language}`, async () => {
        const faults: string[] = []
        const desk = await openDesk(hall, counterStates.serving, {
          ...viewport,
          query: `?lang=${language}&theme=${theme}`,
        })
        for (const [name, from, reach] of overlays) {
          await show(desk, counterStates[from])
          await reach(desk)
          await picture(desk.page, called(`over-${name}`, size, theme, language), rest(theme, name))
          const found = [...(await clippedParts(desk.page)), ...(await spilledParts(desk.page, boxes))]
          // The strip draws the same parts in other places; their contrast and names are looked at once.
          if (size === 'desk') found.push(...(await axeFaultsHere(desk.page)))
          faults.push(...found.map((fault) => `${name}: ${fault}`))
          await press(desk, 'Escape')
        }
        expect(faults).toEqual([])
      }, 60_000)

  it('keeps its figures in their places with large text', async () => {
    const desk = await openDesk(hall, counterStates.serving, { query: '?lang=en' })
    await desk.page.locator('.menu-open').click()
    await settle(desk)
    await desk.page.getByRole('switch', { name: 'Large text' }).click()
    await press(desk, 'Escape')
    const faults: string[] = []
    for (const name of counterStateNames) {
      await show(desk, counterStates[name])
      await picture(desk.page, called(name, 'large', 'light', 'en'), { rest: name !== 'serving' })
      const found = [...(await clippedParts(desk.page)), ...(await spilledParts(desk.page, boxes))]
      faults.push(...found.map((fault) => `${name}: ${fault}`))
    }
    expect(faults).toEqual([])
  })

  it('keeps a long label inside its stub', async () => {
    for (const [, viewport] of Object.entries(deskSizes)) {
      const desk = await openDesk(hall, counterStates.serving, viewport)
      for (const label of ['A027', 'W1027', 'WW1027']) {
        const view = counterStates.serving
        await show(desk, { ...view, active: { ...view.active!, label } })
        const [stub, text] = await Promise.all([
          desk.page.locator('.card-stub').boundingBox(),
          desk.page.locator('.card-label .label > [aria-hidden]').boundingBox(),
        ])
        expect((text?.x ?? 0) + (text?.width ?? 0), label).toBeLessThan(
          (stub?.x ?? 0) + (stub?.width ?? 0) - 4,
        )
      }
    }
  })
})

describePages('signing in fails in words', () => {
  const failures = [
    [401, '工号或密码不对'],
    [429, '试的次数太多了'],
    [500, '服务器没有应答（500）'],
    [0, '连不上服务器'],
  ] as const
  for (const [status, words] of failures)
    it(`${status || 'no answer'}: ${words}`, async () => {
      const desk = await openDesk(hall, counterStates.free, {
        api: {},
        before: async (page) => {
          await page.route('**/api/views/**', (route) => route.fulfill({ status: 401, json: {} }))
          await page.route('**/api/session', (route) => (status ? route.fulfill({ status }) : route.abort()))
        },
        ...(status === 401 && { query: '?counter=3' }),
      })
      await expect.poll(() => settle(desk).then(() => desk.page.locator('input').count())).toBe(2)
      if (status === 401) {
        await picture(desk.page, 'counter/sign-in.zh-CN')
        expect([...(await axeFaultsHere(desk.page)), ...(await clippedParts(desk.page))]).toEqual([])
      }
      await desk.page.locator('input[name=badge]').fill('1003')
      await desk.page.locator('input[name=password]').fill('demo')
      await desk.page.locator('input[name=password]').press('Enter')
      await desk.page.getByText(words).waitFor()
    })
})
