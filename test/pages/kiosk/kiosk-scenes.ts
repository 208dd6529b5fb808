import { expect } from 'vitest'
import { namesLimits } from '../../../display/limits.ts'
import { kioskLimits } from '../../../kiosk/limits.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { type Opened, picture, type Stage } from '../browser/browser.ts'
import { axeFaults, clippedParts, crowdedTargets, smallTargets, smallTexts } from '../browser/checks.ts'
import { looksToTake, takesAll } from '../browser/looks.ts'
import { nowAt } from '../fixtures.ts'
import { answer, beat, eight, issued, screenSizes, tap, twelve } from './kiosk-wire.ts'

/** Every screen of the kiosk, each reached as a customer or the hall reaches it. */
export type Kiosk = Opened<'kiosk'>
type State = (kiosk: Kiosk) => Promise<unknown>

const settle = async (kiosk: Kiosk, ms = 300): Promise<void> => {
  beat(kiosk)
  await kiosk.page.clock.runFor(ms)
}
const hall = async (kiosk: Kiosk, view: Drawn<'kiosk'>, more: object = {}): Promise<void> => {
  kiosk.welcome(view, { now: nowAt, ...more })
  // A page asks for new names within this spread; its clock moves only when the test moves it.
  await settle(kiosk, namesLimits.spreadMs)
  await settle(kiosk)
}
export const press = async (kiosk: Kiosk, key: string): Promise<void> => {
  await kiosk.page.click(key)
  await settle(kiosk)
}
/** A ticket, and what its paper did. */
const paper =
  (printing: Drawn<'kiosk'>['printStates'][string] | undefined, told = issued()): State =>
  async (kiosk) => {
    await tap(kiosk, 'repair')
    await answer(kiosk, told)
    await settle(kiosk)
    if (printing) kiosk.happened({ printStates: { A042: printing } })
    await settle(kiosk)
  }
const told = async (kiosk: Kiosk, printing: Drawn<'kiosk'>['printStates'][string]): Promise<void> => {
  kiosk.happened({ printStates: { A042: printing } })
  await settle(kiosk)
}
/** Nothing came out, says the customer; another one is on its way. */
const again: State = async (kiosk) => {
  await states['ticket-asked']?.(kiosk)
  await press(kiosk, '[data-key=paper-again]')
  await answer(kiosk, { ok: true, seq: 12, result: {} }, 2)
  await told(kiosk, { print: 'queued', copies: 1, askedAt: nowAt })
}
const refused =
  (reason: string, more: object = {}): State =>
  async (kiosk) => {
    await tap(kiosk, 'repair')
    await answer(kiosk, { ok: false, refusal: { reason, ...more } } as never)
    await settle(kiosk)
  }
const closed = { ...eight, doors: 'closed' } as const
/** A service outside of its own hours. */
const withHours = (ms: number): Drawn<'kiosk'> => ({
  ...eight,
  services: eight.services.map((one) =>
    one.id === 'moving'
      ? { ...one, open: false, why: 'service-is-closed' as const, opensAt: nowAt + ms }
      : one,
  ),
})
const first = (ticket: Record<string, unknown>) => {
  const told = issued()
  return told.ok ? { ...told, result: { ...told.result, ...ticket } } : told
}

export const states: Record<string, State> = {
  home: async () => undefined,
  'home-of-groups': (kiosk) => hall(kiosk, twelve),
  'home-second-group': async (kiosk) => {
    await hall(kiosk, twelve)
    await press(kiosk, '.groups .key:nth-child(2)')
  },
  'home-category': async (kiosk) => {
    await press(kiosk, '[data-key=priority]')
    await press(kiosk, '[data-category=elderly]')
  },
  'home-two-services': (kiosk) => hall(kiosk, { ...eight, services: eight.services.slice(0, 2) }),
  'home-no-paper': (kiosk) => hall(kiosk, { ...eight, printer: 'no-paper' }),
  'home-silent': async (kiosk) => {
    await kiosk.page.clock.runFor(9_500)
  },
  'home-no-connection': async (kiosk) => {
    await kiosk.page.clock.runFor(22_000)
  },
  'home-paused': async (kiosk) => {
    kiosk.send({ type: 'beat', seq: 10, now: nowAt, trouble: 'clock-in-doubt' })
    await kiosk.page.clock.runFor(300)
  },
  'closed-today': (kiosk) => hall(kiosk, { ...closed, opensAt: nowAt + 3_540_000 }),
  'closed-until-tomorrow': (kiosk) => hall(kiosk, { ...closed, opensAt: nowAt + 86_000_000 }),
  'service-until-tomorrow': (kiosk) => hall(kiosk, withHours(86_000_000)),
  'service-explained': async (kiosk) => {
    await hall(kiosk, withHours(3_540_000))
    await press(kiosk, '[data-service=moving]')
  },
  priority: (kiosk) => press(kiosk, '[data-key=priority]'),
  'service-full': (kiosk) => press(kiosk, '[data-service=moving]'),
  'hall-full': refused('hall-is-full'),
  'not-open-yet': refused('hall-is-closed', { opensAt: nowAt + 3_540_000 }),
  'disk-full': refused('disk-is-full'),
  sending: async (kiosk) => {
    await tap(kiosk, 'repair')
    await settle(kiosk, 1_500)
  },
  checking: async (kiosk) => {
    await tap(kiosk, 'repair')
    await settle(kiosk, 4_500)
  },
  'not-confirmed': async (kiosk) => {
    await tap(kiosk, 'repair')
    await kiosk.page.clock.runFor(300)
    await kiosk.cut()
    await kiosk.page.clock.runFor(31_500)
  },
  'ticket-printing': paper(undefined),
  'ticket-printed': paper({ print: 'printed' }),
  'ticket-asked': paper({ print: 'unsure', why: 'no-proof', copies: 1 }),
  'ticket-again': (kiosk) => again(kiosk),
  'ticket-asked-again': async (kiosk) => {
    await again(kiosk)
    await told(kiosk, { print: 'unsure', why: 'no-proof', copies: 2 })
  },
  'ticket-given-up': async (kiosk) => {
    await states['ticket-asked-again']?.(kiosk)
    await press(kiosk, '[data-key=paper-again]')
  },
  'ticket-unsure': paper({ print: 'unsure', why: 'cut-off' }),
  'ticket-not-printed': paper({ print: 'not-printed', why: 'no-paper' }),
  'ticket-no-printer': paper({ print: 'none' }),
  'ticket-printer-silent': async (kiosk) => {
    await paper(undefined)(kiosk)
    for (let seconds = 0; seconds < 14; seconds += 4) await settle(kiosk, 4_000)
  },
  'ticket-first': paper({ print: 'printed' }, first({ ahead: 0, next: true, now: true, wait: undefined })),
  'ticket-no-phone': paper({ print: 'printed' }, first({ phoneUrl: undefined, label: 'A1042' })),
  'ticket-elderly': async (kiosk) => {
    await states['home-category']?.(kiosk)
    await paper({ print: 'printed' })(kiosk)
  },
  'second-choice': async (kiosk) => {
    await tap(kiosk, 'repair', 'payment')
    await answer(kiosk, issued())
    await settle(kiosk)
  },
  'second-ticket': async (kiosk) => {
    await states['second-choice']?.(kiosk)
    await settle(kiosk, kioskLimits.questionDebounceMs)
    await press(kiosk, '[data-question=second] .key:not(.key-main)')
    await answer(kiosk, issued('B005'), 2)
    await settle(kiosk)
  },
  'still-there': async (kiosk) => {
    await press(kiosk, '[data-service=moving]')
    for (let seconds = 0; seconds < 92; seconds += 4) {
      if ((await kiosk.page.locator('[data-question=idle]').count()) > 0) break
      await settle(kiosk, 4_000)
    }
  },
  rest: async (kiosk) => {
    for (let seconds = 0; seconds < 62; seconds += 4) await settle(kiosk, 4_000)
  },
}
/** Screens that somebody with an aid on never comes to: they are the turn's end. */
const unaided = ['rest']
/** The screens that nearly everybody sees. */
const main = ['home', 'priority', 'service-full', 'ticket-printed', 'ticket-asked']

export type Mode = 'plain' | 'large' | 'contrast'
/** Where the hall is dim only what nearly everybody sees is looked at. */
export const looks = looksToTake([
  ['plain', 'zh-CN', 'light'],
  ['plain', 'en', 'light'],
  ['large', 'zh-CN', 'light'],
  ['large', 'en', 'light'],
  ['contrast', 'zh-CN', 'light'],
  ['plain', 'zh-CN', 'dark'],
  ['plain', 'en', 'dark'],
  ['large', 'zh-CN', 'dark'],
  ['large', 'en', 'dark'],
])
export type Look = (typeof looks)[number]

/** The kiosk as it starts, in this language and mode. */
async function fresh(kiosk: Kiosk, mode: Mode, language: string): Promise<void> {
  await kiosk.page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  kiosk.said.length = 0
  kiosk.mend({ view: eight })
  await kiosk.page.reload()
  await kiosk.page.waitForSelector('.tile')
  await hall(kiosk, eight, { seq: 10 })
  if (language === 'en') {
    await press(kiosk, '[data-aid=language]')
    await kiosk.page.waitForSelector('html[lang=en]')
  }
  if (mode !== 'plain') await press(kiosk, `[data-aid=${mode}]`)
}

/** An aid is looked at on every second screen, another aid on the others; `LOOKS=all` takes each on each. */
const isAidedIn = (mode: Mode, at: number): boolean =>
  takesAll || mode === 'plain' || (at % 2 === 0) === (mode === 'large')

/** Looks at the screens of one look: whole, legible, large enough to touch, readable to others; a picture of each. */
export async function lookAround(on: Stage, [mode, language, theme]: Look): Promise<void> {
  const { width, height, diagonal } = screenSizes.upright
  const query = new URLSearchParams({ device: 'kiosk-1', diagonal: String(diagonal), theme })
  const kiosk = await on.open<'kiosk'>(`/kiosk?${query}`, {
    view: eight,
    width,
    height,
    now: nowAt,
    still: true,
    context: { reducedMotion: 'reduce' },
  })
  const faults: string[] = []
  for (const [at, [name, reach]] of Object.entries(states).entries()) {
    if (theme === 'dark' ? !main.includes(name) : mode !== 'plain' && unaided.includes(name)) continue
    if (!isAidedIn(mode, at)) continue
    await fresh(kiosk, mode, language)
    await reach(kiosk)
    const found = [
      ...(await clippedParts(kiosk.page)),
      ...(await smallTargets(kiosk.page, 20)),
      ...(await crowdedTargets(kiosk.page, 3)),
      ...(await smallTexts(kiosk.page, mode === 'large' ? 7.33 : 4.8, 'mm')),
    ]
    const shown = [`kiosk/${name}`, mode === 'plain' ? '' : mode, theme === 'light' ? '' : theme, language]
    await picture(kiosk.page, shown.filter(Boolean).join('.'))
    // Structure and names are the same in both languages, and colours in both languages and sizes.
    const isFirst = mode === 'plain' && theme === 'light'
    if (mode !== 'large' && (language === 'zh-CN' || theme === 'dark'))
      found.push(...(await axeFaults(kiosk.page, isFirst ? {} : { only: 'drawn' })))
    faults.push(...found.map((fault) => `${name}: ${fault}`))
  }
  expect(faults).toEqual([])
  expect(kiosk.errors).toEqual([])
}
