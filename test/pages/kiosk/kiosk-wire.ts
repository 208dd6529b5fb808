import type { Page } from 'playwright-core'
import type { Answer, Drawn } from '../../../server/protocol/messages.ts'
import type { Opened, Stage } from '../browser/browser.ts'
import { kiosk, nowAt, words } from '../fixtures.ts'

/** Screens that the kiosk is designed for. */
export const screenSizes = {
  upright: { width: 1080, height: 1920, diagonal: 21.5 },
  across: { width: 1920, height: 1080, diagonal: 21.5 },
  'upright-large': { width: 1080, height: 1920, diagonal: 32 },
  'across-large': { width: 1920, height: 1080, diagonal: 32 },
  'upright-small': { width: 1080, height: 1920, diagonal: 15.6 },
  'across-small': { width: 1920, height: 1080, diagonal: 15.6 },
} as const
export type ScreenSizeName = keyof typeof screenSizes

/** Eight services: one full page of a portrait screen. */
export const eight: Drawn<'kiosk'> = {
  ...kiosk,
  words: {
    ...words,
    services: {
      ...words.services,
      parcels: { 'zh-CN': '快递寄存', en: 'Parcels held' },
      estate: { 'zh-CN': '不动产登记受理', en: 'Real-estate registration' },
    },
  },
  services: [
    ...kiosk.services,
    { id: 'parcels', letter: 'H', open: true, pictogram: 'parcel' },
    { id: 'estate', letter: 'J', open: true, pictogram: 'no-such-picture' },
  ],
  queues: { ...kiosk.queues, estate: { waiting: 21, wait: { from: 60, to: 90 } } },
}

/** More services than a page holds, in two kinds. */
export const twelve: Drawn<'kiosk'> = {
  ...eight,
  words: {
    ...eight.words,
    services: {
      ...eight.words.services,
      cleaning: { 'zh-CN': '保洁服务', en: 'Cleaning' },
      greening: { 'zh-CN': '绿化养护', en: 'Gardens' },
      deposit: { 'zh-CN': '押金退还', en: 'Deposit refunds' },
      certificate: { 'zh-CN': '居住证明', en: 'Proof of residence' },
    },
    groups: {
      home: { 'zh-CN': '住户服务', en: 'For residents' },
      office: { 'zh-CN': '缴费与证明', en: 'Payments & papers' },
    },
  },
  services: [
    ...eight.services.map((service) => ({ ...service, group: service.id === 'payment' ? 'office' : 'home' })),
    { id: 'cleaning', letter: 'K', open: true, pictogram: 'bag', group: 'office' },
    { id: 'greening', letter: 'L', open: true, pictogram: 'leaf', group: 'office' },
    { id: 'deposit', letter: 'M', open: true, pictogram: 'cash', group: 'office' },
    { id: 'certificate', letter: 'N', open: true, pictogram: 'certificate', group: 'office' },
  ],
}

/** A canned kiosk on a fake clock. */
export const openKiosk = (
  on: Stage,
  view: Drawn<'kiosk'> = eight,
  screenSize: ScreenSizeName = 'upright',
) => {
  const { width, height, diagonal } = screenSizes[screenSize]
  return on.open(`/kiosk?device=kiosk-1&diagonal=${diagonal}`, {
    view,
    width,
    height,
    now: nowAt,
    context: { reducedMotion: 'reduce' },
  })
}

export type Command = { type: 'command'; id: string; command: string; body: Record<string, unknown> }

export const commandsOf = ({ said }: Pick<Opened<'kiosk'>, 'said'>): Command[] =>
  said.filter((one): one is Command => one.type === 'command')

/** The ids of the commands that were sent, each once. */
export const idsOf = (opened: Pick<Opened<'kiosk'>, 'said'>): string[] => [
  ...new Set(commandsOf(opened).map(({ id }) => id)),
]

/** Waits until the page has sent `count` different commands; the last of them. */
export async function command(opened: Opened<'kiosk' | 'ticket'>, count = 1): Promise<Command> {
  for (;;) {
    const all = commandsOf(opened as Opened<'kiosk'>)
    const ids = new Set(all.map(({ id }) => id))
    const last = all.at(-1)
    if (ids.size >= count && last) return last
    // The page says it over a socket: give its process a turn.
    await opened.page.evaluate(() => 0)
  }
}

/** Twenty-two signs that stand for a ticket's key. */
export const secret = 'geheim-Kq7fXw2mPz9rLt4'

export const issued = (label = 'A042'): Answer => ({
  ok: true,
  seq: 11,
  result: {
    ticket: `t-${label}`,
    label,
    ahead: 7,
    wait: { from: 8, to: 15 },
    phoneUrl: `https://hall.example/t/${secret}`,
  },
})

export async function answer(opened: Opened<'kiosk' | 'ticket'>, told: Answer, count = 1): Promise<void> {
  const { id } = await command(opened, count)
  opened.send({ type: 'answer', id, ...told })
}

/** The hall's beat: without one for 8 s a page with a command to give takes its connection for deaf. */
export const beat = (opened: Opened<'kiosk' | 'ticket'>): void =>
  opened.send({ type: 'beat', seq: 10, now: nowAt })

/** Taps on services, one right after the other, as fast as two fingers. */
export async function tap(opened: Opened<'kiosk'>, ...services: string[]): Promise<void> {
  await opened.page.waitForSelector('.tile')
  beat(opened)
  await opened.page.evaluate((services) => {
    for (const service of services) document.querySelector<HTMLElement>(`[data-service=${service}]`)?.click()
  }, services)
}

/** One tap on a service, and the ticket it gives. */
export async function take(opened: Opened<'kiosk'>, service = 'repair', label = 'A042'): Promise<void> {
  const before = idsOf(opened).length
  await tap(opened, service)
  await answer(opened, issued(label), before + 1)
  await opened.page.waitForSelector('[data-screen=ticket]')
}

/** The text that people can read there now. */
export const shown = async (page: Page, place: string): Promise<string> =>
  (await page.locator(place).allInnerTexts()).join('\n')

/** Lets page time pass while the hall goes on beating, so that the link stays fresh. */
export async function passTime(opened: Opened<'kiosk'>, ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 4_000) {
    opened.send({ type: 'beat', seq: 10, now: nowAt + gone })
    await opened.page.clock.runFor(Math.min(4_000, ms - gone))
  }
}

/** Places where a stranger could find data afterwards: document, address, storages, history. */
export const traces = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value),
      location.href,
      JSON.stringify(history.state),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
    ].join('\n'),
  )
