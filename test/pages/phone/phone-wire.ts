import type { Drawn } from '../../../server/protocol/messages.ts'
import type { Stage } from '../browser/browser.ts'
import { nowAt, phone } from '../fixtures.ts'

/** A ticket's page on a canned wire. */
export const key = 'abcdefghijklmnopqrstuv'
const { ahead: _, wait: __, ...after } = phone

export const views = {
  waiting: { ...phone, ahead: 14, wait: { from: 20, to: 35 } },
  soon: phone,
  next: { ...after, ahead: 1, why: 'too-little-known' },
  first: { ...after, ahead: 0, next: true, now: true },
  unmanned: { ...after, ahead: 1, why: 'no-counter-open' },
  closing: { ...after, ahead: 4, why: 'past-closing', callsUntil: nowAt + 600_000 },
  called: { ...after, stage: 'called', counter: '3', calls: 1, calledAt: nowAt },
  room: { ...after, stage: 'called', counter: '5', calls: 2, calledAt: nowAt },
  serving: { ...after, stage: 'serving', counter: '3', calls: 1 },
  held: { ...after, stage: 'held', counter: '3', calls: 1 },
  missed: { ...after, stage: 'missed', counter: '3', calls: 2 },
  served: { ...after, stage: 'ended', how: 'served', counter: '3', calls: 1, endedAt: nowAt, canRate: true },
  rated: { ...after, stage: 'ended', how: 'served', counter: '3', calls: 1, endedAt: nowAt, rated: true },
  left: { ...after, stage: 'ended', how: 'left', endedAt: nowAt },
} satisfies Record<string, Drawn<'ticket'>>

export const phones = { usual: { width: 390, height: 844 }, small: { width: 320, height: 568 } } as const

export interface PhoneLook {
  size?: keyof typeof phones
  dark?: boolean
  contrast?: boolean
  status?: number
  /** The page's clock stands still: only `page.clock` moves it. */
  still?: boolean
}

export const openPhone = (
  on: Stage,
  view: Drawn<'ticket'>,
  { size = 'usual', dark = false, contrast = false, status = 200, still = false }: PhoneLook = {},
) =>
  on.open(`/t/${key}`, {
    view,
    ...phones[size],
    now: nowAt,
    still,
    context: {
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      colorScheme: dark ? 'dark' : 'light',
      ...(contrast && { contrast: 'more' as const }),
      isMobile: true,
      hasTouch: true,
    },
    before: async (page) => {
      await page.route('**/api/tickets/*', (route) => route.fulfill({ status, json: {} }))
      if (status === 404) await page.routeWebSocket(/\/live/, (socket) => void socket.close())
    },
  })

/** WCAG 2.5.5: 44 CSS pixels. */
export const smallTargetsInPixels = (
  page: Awaited<ReturnType<typeof openPhone>>['page'],
): Promise<string[]> =>
  page.$$eval('button, textarea', (all) =>
    all
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => Math.min(box.width, box.height) < 43.9)
      .map(({ one, box }) => `${box.width} × ${box.height} ${one.textContent}`),
  )

/** Texts in a frame of their own that nobody can press, and that look as if they could be. */
export const falseKeys = (page: Awaited<ReturnType<typeof openPhone>>['page']): Promise<string[]> =>
  page.$$eval('main *', (all) => {
    const isFramed = (one: Element): boolean => {
      const style = getComputedStyle(one)
      return (['Top', 'Right', 'Bottom', 'Left'] as const).every(
        (at) =>
          style[`border${at}Style`] !== 'none' &&
          Number.parseFloat(style[`border${at}Width`]) > 0 &&
          style[`border${at}Color`] !== 'rgba(0, 0, 0, 0)',
      )
    }
    const control = 'button, a, textarea'
    return all
      .filter((one) => one.textContent?.trim() && !one.closest(control) && !one.querySelector(control))
      .filter(isFramed)
      .map((one) => `.${one.className}: ${one.textContent}`)
  })
