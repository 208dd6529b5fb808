import type { Answer, Drawn } from '../../../server/protocol/messages.ts'
import type { Opened, Opening, Stage } from '../browser/browser.ts'
import { nowAt } from '../fixtures.ts'

/** The console of badge 1003 at counter 3 on a canned socket; its clock moves only when a test moves it. */
export type ConsolePage = Opened<'counter'>
export const consoleSizes = {
  wide: { width: 1366, height: 768 },
  strip: { width: 360, height: 768 },
} as const

export interface Given {
  type: string
  id: string
  command: string
  body: Record<string, unknown>
}
/** Commands the page has given, oldest first. */
export const given = (consolePage: ConsolePage): Given[] =>
  consolePage.said.filter((one) => one.type === 'command') as unknown as Given[]

/** Lets effects and timers of the page run for `ms` of its own time. */
export const settle = async ({ page }: { page: ConsolePage['page'] }, ms = 120): Promise<void> =>
  page.clock.runFor(ms)

export async function openConsole(
  hall: Stage,
  view: Drawn<'counter'>,
  { query = '', ...how }: Partial<Opening<'counter'>> & { query?: string } = {},
): Promise<ConsolePage> {
  const consolePage = await hall.open<'counter'>(`/counter${query}`, {
    view,
    ...consoleSizes.wide,
    now: nowAt,
    // The page stands still during the check: a key that is between two colours has a contrast of its own.
    context: { reducedMotion: 'reduce' },
    api: { '/api/views/counter?counter=3': { epoch: 'e1', seq: 10, view } },
    before: async (page) => {
      await page.addInitScript(() => {
        localStorage.setItem('nowserving.counter', '3')
        sessionStorage.setItem('nowserving.sign-in', '{"badge":"1003","signIn":"canned"}')
      })
    },
    ...how,
  })
  await settle(consolePage)
  return consolePage
}

const pageNow = ({ page }: ConsolePage): Promise<number> => page.evaluate(() => Date.now())

/** The hall is now so; its clock and the page's are at the fixtures' moment again. */
export async function show(consolePage: ConsolePage, view: Drawn<'counter'>): Promise<void> {
  // The page believes no clock that goes back: its own goes back with the hall's.
  await consolePage.page.clock.setSystemTime(nowAt)
  consolePage.welcome(view, { now: nowAt })
  await settle(consolePage)
}

/** A sign of life from the server, as every 5 s. */
export async function beat(consolePage: ConsolePage): Promise<void> {
  consolePage.send({ type: 'beat', seq: 10, now: await pageNow(consolePage) })
}

const answered = new WeakMap<ConsolePage, string>()
/** Round trips to the page's process, within which it has sent what a key did. */
const maxRounds = 50

/** Answers the newest command and shows what the hall is then. */
export async function answer(
  consolePage: ConsolePage,
  said: Answer,
  then?: Drawn<'counter'>,
): Promise<Given> {
  for (
    let round = 0;
    round < maxRounds && given(consolePage).at(-1)?.id === answered.get(consolePage);
    round += 1
  )
    await consolePage.page.evaluate(() => 0)
  const command = given(consolePage).at(-1)
  if (!command) throw new Error('the page has given no command yet')
  answered.set(consolePage, command.id)
  consolePage.send({ type: 'answer', id: command.id, ...said })
  if (then) await show(consolePage, then)
  else await settle(consolePage)
  return command
}
export const done: Answer = { ok: true, seq: 11, result: {} }

/** Presses keys one after the other, each past the guard against double taps. */
export async function press(consolePage: ConsolePage, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await beat(consolePage)
    await settle(consolePage, 450)
    await consolePage.page.keyboard.press(key)
    await settle(consolePage)
  }
}
