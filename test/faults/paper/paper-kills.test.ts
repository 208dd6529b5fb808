import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../fakes/seeded-random.ts'
import { patience } from '../../fakes/watch.ts'
import { type Last, openStage, type Papers, papersOf, type Stage } from './paper-stage.ts'

/**
 * A real hall is killed (SIGKILL) at every record of a paper's life, right before and right after its write, and
 * between two bands of a picture. Its printer goes on. `PAPER_KILLS`: at how many points (`all`), drawn by `SEED`.
 */

const wanted = process.env.PAPER_KILLS ?? '10'
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

/** All that a printer may know, switched off and on. */
const answers = { realTime: true, processId: true, paperSensor: true, statusBack: true, clear: true }
const dumb = (isDumb: boolean): void => {
  for (const key of Object.keys(answers) as (keyof typeof answers)[]) answers[key] = !isDumb
}

/** The steps of a paper, up to the end or the kill. A request to a killed hall gets no answer. */
interface Life {
  readonly name: string
  /** Before the hall is started for it. */
  readonly before?: (stage: Stage) => Promise<void>
  /** `arm` gives the order to kill (again): it is given once before. */
  readonly live: (stage: Stage, arm: () => void) => Promise<void>
  /** Its records: expression, how manieth in the life, and what a person decided by it, if so. */
  readonly records: readonly (readonly [record: string, nth?: number])[]
}

/** A journal's record in which a paper is so. */
const told = (print: string): string => `"type":"print-reported"[^{]*\\{[^}]*"print":"${print}"`
const asked = (command: string): string => `"command":"${command}"`

const slipBreaks = 20_000
/** A record that is not met by then is an error of the test. */
const meetsInMs = patience

const lives: readonly Life[] = [
  {
    name: 'comes out',
    live: async (stage) => {
      await stage.issue()
      await stage.becomes('printed')
    },
    records: [[asked('issue-ticket')], [told('printing')], [told('printed')]],
  },
  {
    name: 'waits for paper',
    live: async (stage) => {
      stage.paper.device.takePaperOut()
      await stage.issue()
      await stage.becomes('not-printed')
      stage.paper.device.loadPaper(1_000_000)
      await stage.becomes('printed')
    },
    records: [[told('not-printed')], [told('printing')], [told('printed')]],
  },
  {
    name: 'breaks off and comes again',
    live: async (stage) => {
      stage.gate.breakAfter(slipBreaks)
      await stage.issue()
      await stage.becomes('unsure')
      stage.gate.letThrough()
      await stage.becomes('printed')
    },
    records: [[told('printing')], [told('unsure')], [told('printing'), 2], [told('printed')]],
  },
  {
    name: 'breaks off until people are asked',
    live: async (stage) => {
      stage.gate.breakAfter(slipBreaks)
      await stage.issue()
      await stage.becomes('held')
    },
    records: [[told('unsure'), 3], [told('held')]],
  },
  {
    name: 'is asked for again',
    live: async (stage) => {
      const { ticket } = await stage.issue()
      await stage.becomes('printed')
      await stage.manager.done('reprint', { ticket })
      await stage.becomes('printed')
    },
    records: [[asked('reprint')], [told('printing'), 2], [told('printed'), 2]],
  },
  {
    name: 'goes to a printer that says nothing',
    before: async (stage) => {
      dumb(true)
      await stage.hall.stop()
      await stage.start()
    },
    live: async (stage) => {
      const { ticket } = await stage.issue()
      await stage.becomes('unsure')
      await stage.kiosk.done('paper-came-out', { ticket })
    },
    records: [[told('unsure')], [asked('paper-came-out')]],
  },
  {
    name: 'is too late: its number was called',
    live: async (stage) => {
      stage.paper.device.openCover()
      await stage.issue()
      await stage.becomes('not-printed')
      await stage.manager.done('call-next', { counter: '1' })
      await stage.becomes('expired')
    },
    records: [[asked('call-next')], [told('expired')]],
  },
  {
    name: 'is no longer needed',
    live: async (stage) => {
      stage.paper.device.openCover()
      const { ticket } = await stage.issue()
      await stage.becomes('not-printed')
      await stage.manager.done('cancel-print', { ticket })
    },
    records: [[asked('cancel-print')]],
  },
  {
    name: 'is in doubt after a kill, which is followed by another',
    live: async (stage, arm) => {
      stage.killAt(told('printing'), 1, 'after')
      await Promise.all([stage.issue().catch(() => undefined), stage.hall.ended])
      arm()
      await stage.start().catch(() => undefined)
    },
    records: [[told('unsure')], [told('printing')], [told('printed')]],
  },
]

interface Point {
  readonly life: Life
  readonly record: string
  readonly nth: number
  readonly when: 'before' | 'after'
}
const nameOf = ({ life, record, nth, when }: Point): string =>
  `a paper that ${life.name}: ${when} record ${nth} of ${record}`

const points = lives.flatMap((life) =>
  life.records.flatMap(([record, nth = 1]) =>
    (['before', 'after'] as const).map((when): Point => ({ life, record, nth, when })),
  ),
)

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ answers, rowsPerSecond: 4_000 })
  await stage.start()
  await stage.manager.done('open-counter', { counter: '1' })
})
afterAll(() => stage?.close())

/** Everything that was the matter is mended; what hangs out of the printer stays. */
function mend({ paper, gate }: Stage): void {
  dumb(false)
  gate.letThrough()
  paper.device.closeCover()
  paper.device.loadPaper(1_000_000)
}

/** The recorded outcome of the paper, and whether it is true. */
function check(print: string, copies: number, papers: Papers): void {
  expect(papers.unmarked).toBeLessThanOrEqual(1)
  expect(papers.unmarked + papers.marked).toBeLessThanOrEqual(copies)
  expect(papers.uncut).toBe(0)
  if (print === 'printed') expect(papers.unmarked + papers.marked).toBeGreaterThan(0)
  if (copies === 0) expect(papers.torn).toBe(0)
  expect(['printed', 'held', 'expired', 'cancelled', 'unsure']).toContain(print)
}

/** One ticket of a hall that is well: the paper comes out clean, whatever hung out of the printer before. */
async function oneThatIsWell(): Promise<void> {
  const from = stage.strips.length
  const { label, ticket } = await stage.issue()
  await stage.becomes('printed')
  const strips = stage.strips.slice(from)
  expect(await papersOf(label, strips.slice(-1))).toEqual({ unmarked: 1, marked: 0, torn: 0, uncut: 0 })
  await stage.manager.done('cancel-ticket', { ticket })
}

/** Starts again after a kill, waits for the paper's end and looks. */
async function dieAndLook(kill: () => Promise<void>): Promise<{ end: string; papers?: Papers }> {
  const earlier = (await stage.last())?.label
  const from = stage.strips.length
  stage.acknowledged = undefined
  await kill()
  mend(stage)
  stage.spare()
  await stage.start()
  const last = await stage.last()
  const found = last === undefined || last.label === earlier ? { end: 'not issued' } : await endOf(last, from)
  if (found.end === 'not issued') {
    expect(stage.acknowledged).toBeUndefined()
    expect(stage.strips.length).toBe(from)
  }
  await oneThatIsWell()
  return found
}

async function endOf(last: Last, from: number): Promise<{ end: string; papers: Papers }> {
  if (stage.acknowledged !== undefined) expect(last.label).toBe(stage.acknowledged)
  const isAsked = last.printing.print === 'unsure' && last.printing.why === 'no-proof'
  const { printing } = isAsked ? last : await stage.becomes('printed', 'held', 'expired', 'cancelled')
  const papers = await papersOf(last.label, stage.strips.slice(from))
  check(printing.print, printing.copies ?? 0, papers)
  await stage.manager.done('cancel-ticket', { ticket: stage.ticketOf(last.label) })
  return { end: printing.print, papers }
}

const ends = new Map<string, number>()

async function dieAt(point: Point): Promise<void> {
  const { life, record, nth, when } = point
  await life.before?.(stage)
  const arm = (): void => stage.killAt(record, nth, when)
  const { end } = await dieAndLook(async () => {
    arm()
    let problem: unknown
    await life.live(stage, arm).catch((error: unknown) => {
      problem = error
    })
    const met = await Promise.race([stage.hall.ended, pause(meetsInMs)])
    if (met === undefined) throw new Error('the record was not met', { cause: problem })
    expect(met.signal).toBe('SIGKILL')
  })
  ends.set(end, (ends.get(end) ?? 0) + 1)
}

test(`[C13] killed at ${wanted} of ${points.length} points: one unmarked paper a ticket at most, nothing lost, records that are true (seed ${seed})`, async () => {
  const chance = seededRandom(seed)
  const drawn = points.map((point) => ({ point, at: chance() })).sort((one, two) => one.at - two.at)
  const share = wanted === 'all' ? drawn : drawn.slice(0, Number(wanted))
  for (const { point } of share)
    await dieAt(point).catch((error: Error) => {
      throw new Error(`${nameOf(point)}, seed ${seed}: ${error.message}`, { cause: error })
    })
  process.stdout.write(
    `papers and kills: seed ${seed}, ${share.length} of ${points.length} points, ` +
      `ends ${[...ends].map(([end, count]) => `${end} × ${count}`).join(', ')}\n`,
  )
}, 900_000)

test.each([1, 2, 3])(
  '[C13] killed behind band %i of a picture: what hangs out is cut, a marked copy follows',
  async (band) => {
    const found = await dieAndLook(async () => {
      const held = stage.gate.holdAfterBand(band)
      await stage.issue()
      await held
      await stage.hall.kill9()
    })
    expect(found).toEqual({ end: 'printed', papers: { unmarked: 0, marked: 1, torn: 1, uncut: 0 } })
  },
)
