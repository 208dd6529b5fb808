import { expect, it } from 'vitest'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture, stage } from '../browser/browser.ts'
import { clippedParts, crowdedTargets, smallTargets, smallTexts } from '../browser/checks.ts'
import { crossed, looksToTake } from '../browser/looks.ts'
import { spilledParts } from '../browser/spilled-parts.ts'
import { nowAt } from '../fixtures.ts'
import {
  answer,
  type ConsolePage,
  consoleSizes,
  openConsole,
  press,
  settle,
  show,
} from './counter-console.ts'
import { type CounterState, counterStateNames, counterStates } from './counter-fixtures.ts'

const hall = stage()
/** Boxes that must hold what is in them. */
const boxes = '.head, .card, .primary, .key, .phrase, .foot, .row, .choice, .find, .work, .dialog'
const looks = [
  ['light', 'zh-CN', ''],
  ['dark', 'en', ''],
  ['light', 'en', ''],
  ['dark', 'zh-CN', ''],
  ['contrast', 'zh-CN', ''],
  ['light', 'zh-CN', 'large'],
  ['light', 'en', 'large'],
  ['dark', 'zh-CN', 'large'],
  ['dark', 'en', 'large'],
] as const

/** Name of a picture of the console; the wide size and the light theme are left out. */
const called = (name: string, size: string, theme: string, language: string, text = ''): string =>
  [`counter/${name}`, size === 'wide' ? '' : size, text, theme === 'light' ? '' : theme, language]
    .filter(Boolean)
    .join('.')
/** Names and structure are looked at in light and ordinary; other looks change what is drawn. */
const axeOf = (theme: string, text = ''): { only?: 'drawn' } =>
  theme === 'light' && text === '' ? {} : { only: 'drawn' }
/** WCAG 2.5.8 asks for 24 px; the smallest text is 13 px, in large 14, its capitals 0.668 em and up. */
const least = { target: 24, gap: 2, text: 8.65, large: 9.25 } as const
const sizes = async ({ page }: ConsolePage, text: string): Promise<string[]> => [
  ...(await smallTargets(page, least.target, 'px')),
  ...(await crowdedTargets(page, least.gap, 'px')),
  ...(await smallTexts(page, text === 'large' ? least.large : least.text)),
]
/** The page as it is for a clerk who chose large text on this computer. */
const largeText = async (page: ConsolePage['page']): Promise<void> => {
  await page.addInitScript(() => {
    localStorage.setItem('nowserving.counter', '3')
    sessionStorage.setItem('nowserving.sign-in', '{"badge":"1003","signIn":"canned"}')
    localStorage.setItem('nowserving.desk', '{"large":true}')
  })
}

const consoleSizeNames = [['wide'], ['strip']] as const
const overlooks = [
  ['light', 'zh-CN', ''],
  ['light', 'en', ''],
  ['dark', 'zh-CN', ''],
  ['contrast', 'en', ''],
  ['light', 'zh-CN', 'large'],
  ['dark', 'en', 'large'],
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
const overlays: readonly (readonly [string, CounterState, (consolePage: ConsolePage) => Promise<unknown>])[] =
  [
    ['hold', 'serving', (consolePage) => press(consolePage, 'h')],
    ['hold-minutes', 'serving', (consolePage) => press(consolePage, 'h', '2')],
    ['finish', 'serving', (consolePage) => press(consolePage, 'f')],
    ['pause', 'free', (consolePage) => press(consolePage, 'p')],
    ['issue', 'free', (consolePage) => press(consolePage, 'i')],
    ['issued', 'free', (consolePage) => press(consolePage, 'i', '1').then(() => answer(consolePage, issued))],
    ['transfer', 'serving', (consolePage) => press(consolePage, 't')],
    ['transfer-note', 'serving', (consolePage) => press(consolePage, 't', 'Tab', 'Tab', 'Tab', 'Enter')],
    ['take-over', 'taken', (consolePage) => press(consolePage, ' ').then(() => answer(consolePage, taken))],
    [
      'menu',
      'serving',
      (consolePage) =>
        consolePage.page
          .locator('.menu-open')
          .click()
          .then(() => settle(consolePage)),
    ],
    [
      'trouble',
      'serving',
      async (consolePage) => {
        consolePage.send({ type: 'beat', seq: 10, now: nowAt, trouble: 'disk-is-full' })
        await settle(consolePage)
      },
    ],
    ['refused', 'free', (consolePage) => press(consolePage, ' ').then(() => answer(consolePage, refused))],
    ['offline', 'serving', (consolePage) => consolePage.cut().then(() => settle(consolePage))],
  ]

describePages('the console looks right', () => {
  for (const [size, theme, language, text] of looksToTake(crossed(consoleSizeNames, looks)))
    it(`fits its window, every state, nothing cut off: ${size}, ${text} ${theme}, ${language}`, async () => {
      const consolePage = await openConsole(hall, counterStates.serving, {
        ...consoleSizes[size],
        query: `?lang=${language}&theme=${theme}`,
        ...(text === 'large' && { before: largeText }),
      })
      expect(await consolePage.page.getAttribute('html', 'data-size')).toBe(text || 'usual')
      const faults: string[] = []
      // Large text in a strip of 360 px takes more than one window.
      const isLong = size === 'strip' && text === 'large'
      for (const name of counterStateNames) {
        await show(consolePage, counterStates[name])
        await picture(consolePage.page, called(name, size, theme, language, text))
        const found = [
          ...(await clippedParts(consolePage.page, isLong)),
          ...(await spilledParts(consolePage.page, boxes)),
        ]
        if (distinct.includes(name)) found.push(...(await sizes(consolePage, text)))
        if (distinct.includes(name) && (size === 'wide' || `${theme} ${language}` === 'light zh-CN'))
          found.push(...(await axeFaultsHere(consolePage.page, axeOf(theme, text))))
        faults.push(...found.map((fault) => `${name}: ${fault}`))
      }
      expect(faults).toEqual([])
      expect(consolePage.errors).toEqual([])
    })

  for (const [size, theme, language, text] of looksToTake(crossed(consoleSizeNames, overlooks)))
    it(`fits with everything that lies over the keys: ${size}, ${text} ${theme}, ${language}`, async () => {
      const faults: string[] = []
      const consolePage = await openConsole(hall, counterStates.serving, {
        ...consoleSizes[size],
        query: `?lang=${language}&theme=${theme}`,
        ...(text === 'large' && { before: largeText }),
      })
      const isLong = size === 'strip' && text === 'large'
      for (const [name, from, reach] of overlays) {
        await show(consolePage, counterStates[from])
        await reach(consolePage)
        await picture(consolePage.page, called(`over-${name}`, size, theme, language, text))
        const found = [
          ...(await clippedParts(consolePage.page, isLong)),
          ...(await spilledParts(consolePage.page, boxes)),
          // The menu lies over other keys, not beside them.
          ...(name === 'menu' ? [] : await sizes(consolePage, text)),
        ]
        // The strip draws the same parts in other places; their contrast and names are looked at once.
        if (size === 'wide') found.push(...(await axeFaultsHere(consolePage.page, axeOf(theme, text))))
        faults.push(...found.map((fault) => `${name}: ${fault}`))
        await press(consolePage, 'Escape')
        // A key that has the focus would take the next Space for itself.
        await consolePage.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      }
      expect(faults).toEqual([])
    })

  it('is large from one switch of the menu on, also the next time', async () => {
    const consolePage = await openConsole(hall, counterStates.serving, { query: '?lang=en' })
    await consolePage.page.locator('.menu-open').click()
    await settle(consolePage)
    await consolePage.page.getByRole('switch', { name: 'Large text' }).click()
    await expect.poll(() => consolePage.page.getAttribute('html', 'data-size')).toBe('large')
    const next = await openConsole(hall, counterStates.serving, { again: consolePage.context })
    expect(await next.page.getAttribute('html', 'data-size')).toBe('large')
  })

  it('keeps a long label inside its stub', async () => {
    for (const [, viewport] of Object.entries(consoleSizes)) {
      const consolePage = await openConsole(hall, counterStates.serving, viewport)
      for (const label of ['A027', 'W1027', 'WW1027']) {
        const view = counterStates.serving
        await show(consolePage, { ...view, active: { ...view.active!, label } })
        const [stub, text] = await Promise.all([
          consolePage.page.locator('.card-stub').boundingBox(),
          consolePage.page.locator('.card-label .label > [aria-hidden]').boundingBox(),
        ])
        expect((text?.x ?? 0) + (text?.width ?? 0), label).toBeLessThan(
          (stub?.x ?? 0) + (stub?.width ?? 0) - 4,
        )
      }
    }
  })
})

describePages('the sign-in of the counter', () => {
  for (const [theme, language, text] of looksToTake(looks))
    it(`asks who sits there, whole and legible: ${text} ${theme}, ${language}`, async () => {
      const consolePage = await openConsole(hall, counterStates.free, {
        api: {},
        query: `?counter=3&lang=${language}&theme=${theme}`,
        before: async (page) => {
          if (text === 'large') await largeText(page)
          await page.route('**/api/views/**', (route) => route.fulfill({ status: 401, json: {} }))
        },
      })
      await expect
        .poll(() => settle(consolePage).then(() => consolePage.page.locator('input').count()))
        .toBe(2)
      await picture(consolePage.page, called('sign-in', 'wide', theme, language, text))
      const found = [
        ...(await clippedParts(consolePage.page)),
        ...(await sizes(consolePage, text)),
        ...(await axeFaultsHere(consolePage.page, axeOf(theme, text))),
      ]
      expect(found).toEqual([])
    })
})
