import type { Answer, Drawn } from '../../server/protocol/messages.ts'
import type { Opened, Opening, Stage } from './browser.ts'
import { nowAt } from './fixtures.ts'

/** A clerk's desk on a canned wire: badge 1003 at counter 3, whose clock moves only when a test lets it. */
export type Desk = Opened<'counter'>
export const deskSizes = { desk: { width: 1366, height: 768 }, strip: { width: 360, height: 768 } } as const

export interface Given {
  type: string
  id: string
  command: string
  body: Record<string, unknown>
}
/** Commands the page has given, oldest first. */
export const given = (desk: Desk): Given[] =>
  desk.said.filter((one) => one.type === 'command') as unknown as Given[]

/** Lets effects and timers of the page run for `ms` of its own time. */
export const settle = async ({ page }: { page: Desk['page'] }, ms = 120): Promise<void> =>
  page.clock.runFor(ms)

export async function openDesk(
  hall: Stage,
  view: Drawn<'counter'>,
  { query = '', ...how }: Partial<Opening<'counter'>> & { query?: string } = {},
): Promise<Desk> {
  const desk = await hall.open<'counter'>(`/counter${query}`, {
    view,
    ...deskSizes.desk,
    now: nowAt,
    // What is looked at stands still: a key that is between two colours has a contrast of its own.
    context: { reducedMotion: 'reduce' },
    api: { '/api/views/counter?counter=3': { epoch: 'e1', seq: 10, view } },
    before: async (page) => {
      await page.addInitScript(() => {
        localStorage.setItem('nowserving.badge', '1003')
        localStorage.setItem('nowserving.counter', '3')
      })
    },
    ...how,
  })
  await settle(desk)
  return desk
}

const pageNow = ({ page }: Desk): Promise<number> => page.evaluate(() => Date.now())

/** The hall is now so; its clock and the page's are at the fixtures' moment again. */
export async function show(desk: Desk, view: Drawn<'counter'>): Promise<void> {
  // The page believes no clock that goes back: its own goes back with the hall's.
  await desk.page.clock.setSystemTime(nowAt)
  desk.welcome(view, { now: nowAt })
  await settle(desk)
}

/** A sign of life from the server, as every 5 s. */
export async function beat(desk: Desk): Promise<void> {
  desk.send({ type: 'beat', seq: 10, now: await pageNow(desk) })
}

const answered = new WeakMap<Desk, string>()
/** Turns that the page's process gets to say over its socket what a key just did. */
const turns = 50

/** Answers the newest command and shows what the hall is then. */
export async function answer(desk: Desk, said: Answer, then?: Drawn<'counter'>): Promise<Given> {
  for (let turn = 0; turn < turns && given(desk).at(-1)?.id === answered.get(desk); turn += 1)
    await desk.page.evaluate(() => 0)
  const command = given(desk).at(-1)
  if (!command) throw new Error('the page has given no command yet')
  answered.set(desk, command.id)
  desk.send({ type: 'answer', id: command.id, ...said })
  if (then) await show(desk, then)
  else await settle(desk)
  return command
}
export const done: Answer = { ok: true, seq: 11, result: {} }

/** Presses keys one after the other, each past the guard against double taps. */
export async function press(desk: Desk, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await beat(desk)
    await settle(desk, 450)
    await desk.page.keyboard.press(key)
    await settle(desk)
  }
}
