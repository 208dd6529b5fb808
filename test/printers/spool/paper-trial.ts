import { setTimeout as pause } from 'node:timers/promises'
import { openPrinter } from '../../../printers/connection/open-printer.ts'
import type { TicketSlip } from '../../../printers/printer.ts'
import { createSpool, type Spool } from '../../../printers/spool/spool.ts'
import type { JobRecord } from '../../../printers/spool/spool-job.ts'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { isInDoubt, nextStep } from '../../../server/hall/print-job.ts'
import { type Floor, keeper, openHall } from '../../fakes/hall/hall-floor.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'
import { ordinarySlip } from '../drawing/sample-slips.ts'
import { headRows, shows } from '../printer-rig.ts'
import { jobOf } from './job-log.ts'

/**
 * Tickets from the number to the hand, on printers that fail: the heart's records, the spool, the session and the
 * bytes are real, the printer behaves and is given a fault with four of five jobs.
 */

/** Printers at work at once: most of the time is waiting for what does not answer. */
const printersAtOnce = 10
/** The last jobs are given this to come to their end. */
const settlesInMs = 60_000
/** Faults come with this share of the jobs. */
const faultShare = 0.8
/** And the process is killed in this share. */
const killShare = 0.3

class Killed extends Error {}

interface Lane {
  floor: Floor
  paper: TcpPrinter
  spool: Spool
  random: () => number
  ids: string[]
  /** Tickets that were sent to a printer which would have said beforehand that it can't. */
  hasty: string[]
  /** A log of the run, line by line, for a person who looks for the reason of a failure. */
  story: string[]
  /** From here on nothing that this process does counts. */
  kill: { before?: JobRecord['happened']; after?: JobRecord['happened'] } | undefined
}

function slipOf(floor: Floor, id: string, copy: number): TicketSlip {
  const mark = copy > 1 ? { copyMark: `COPY ${copy}` } : {}
  return { ...ordinarySlip, job: id, label: floor.label(id), copy, ...mark }
}

function startSpool(lane: Omit<Lane, 'spool'>): Spool {
  const { floor, paper } = lane
  let dead = false
  const log = {
    job: (id: string) => jobOf(floor, id),
    append: async ({ job: ticket, ...news }: JobRecord) => {
      if (dead || lane.kill?.before === news.happened) {
        dead = true
        throw new Killed()
      }
      lane.story.push(`${ticket} ${news.happened} ${news.why ?? ''}`)
      floor.take('report-print', { ticket, job: `${ticket}-1`, ...news }, keeper)
      if (lane.kill?.after === news.happened) {
        dead = true
        throw new Killed()
      }
    },
  }
  return createSpool({
    printer: openPrinter(paper.address, {
      isInterrupted: lane.ids.some((id) => isInDoubt(jobOf(floor, id)!)),
    }),
    log,
    next: nextStep,
    found: [...floor.hall.live.keys()],
    now: () => floor.at,
    slipOf: (id, copy) => slipOf(floor, id, copy),
    onError: () => undefined,
  })
}

/** Does something to the printer; what mends it, and whether the printer would tell of it when asked. */
function harm({ paper, random, story }: Lane): { mend: () => void; isTold: boolean } {
  const { device } = paper
  const upTo = (most: number) => 1 + Math.floor(random() * most)
  const harms: Record<string, () => () => void> = {
    'paper ends': () => {
      device.loadPaper(upTo(640))
      return () => device.loadPaper(1_000_000)
    },
    'no paper': () => {
      device.takePaperOut()
      return () => device.loadPaper(1_000_000)
    },
    'cover open': () => {
      device.openCover()
      return () => device.closeCover()
    },
    'cutter jammed': () => {
      device.jamCutter()
      return () => device.freeCutter()
    },
    reset: () => {
      paper.resetAfter(upTo(30_000))
      return () => paper.resetAfter(Number.POSITIVE_INFINITY)
    },
    'power off': () => {
      paper.powerOff()
      return () => paper.powerOn()
    },
    stall: () => {
      paper.stallAfter(upTo(30_000))
      return () => paper.goOn()
    },
    'black hole': () => {
      paper.blackHole(true)
      return () => {
        paper.blackHole(false)
        paper.powerOff()
        paper.powerOn()
      }
    },
  }
  const names = Object.keys(harms)
  const name = names[Math.floor(random() * names.length)]!
  story.push(`  ${name}`)
  return { mend: harms[name]!(), isTold: ['no paper', 'cover open', 'cutter jammed'].includes(name) }
}

/** The process ends right before, or right after, it wrote that line of the log. */
function aKill(random: () => number): Lane['kill'] {
  const moments = ['sending', 'sending', 'printed', 'unsure', 'not-printed'] as const
  const moment = moments[Math.floor(random() * moments.length)]!
  return random() < 0.6 ? { before: moment } : { after: moment }
}

async function printOne(lane: Lane): Promise<void> {
  const { floor, random } = lane
  const id = floor.issue('a')
  lane.ids.push(id)
  lane.story.push(`${id} issued`)
  lane.kill = random() < killShare ? aKill(random) : undefined
  // A kill is fault enough now and then: what it interrupts must have been able to come out.
  const isHarmed = random() < faultShare && !(lane.kill && random() < 0.5)
  const { mend, isTold } = isHarmed ? harm(lane) : { mend: () => undefined, isTold: false }
  await lane.spool.submit(id).catch(dies)
  // A printer that did not say a word when it was met is asked again, but not waited for as long.
  const isDumb = lane.story.findLast((line) => / printed | no-proof/.test(line))?.includes('no-proof')
  if (isTold && !isDumb && (jobOf(floor, id)?.copies ?? 0) > 0) lane.hasty.push(id)
  mend()
  lane.story.push('  mended')
  if (lane.kill) {
    lane.story.push(`  killed ${JSON.stringify(lane.kill)}`)
    lane.kill = undefined
    await lane.spool.close().catch(dies)
    lane.spool = startSpool(lane)
  }
  await lane.spool.wake().catch(dies)
}

function dies(error: unknown): void {
  if (!(error instanceof Killed)) throw error
}

function isUnderWay(floor: Floor, id: string): boolean {
  const { print, why } = jobOf(floor, id)!
  return ['queued', 'printing', 'not-printed'].includes(print) || (print === 'unsure' && why !== 'no-proof')
}

async function workLane(seed: number, count: number): Promise<Lane> {
  const random = seededRandom(seed)
  const paper = await startTcpPrinter({ rowsPerSecond: 8_000 })
  const bare = {
    floor: openHall({ hours: 'always' }),
    paper,
    random,
    ids: [],
    story: [],
    hasty: [],
    kill: undefined,
  }
  const lane: Lane = { ...bare, spool: undefined as unknown as Spool }
  lane.spool = startSpool(lane)
  for (let n = 0; n < count; n += 1) await printOne(lane)
  // All was mended: what can still come out does, by itself; what does not, is found to be stuck.
  const until = performance.now() + settlesInMs
  while (lane.ids.some((id) => isUnderWay(lane.floor, id)) && performance.now() < until) await pause(50)
  await lane.spool.close()
  await paper.close()
  return lane
}

export interface Findings {
  lost: string[]
  doubled: string[]
  merged: string[]
  hasty: string[]
  wrong: string[]
}

/** Looks through papers and records; the story of a lane in which something is wrong. */
async function look(
  { floor, paper, ids, hasty, story }: Lane,
  findings: Findings,
  ends: Record<string, number>,
): Promise<string[]> {
  const count = () => Object.values(findings).flat().length
  const before = count()
  const left = new Set(paper.strips)
  for (const id of ids) {
    const job = jobOf(floor, id)!
    ends[job.print] = (ends[job.print] ?? 0) + 1
    let whole = 0
    for (let copy = 1; copy <= job.copies + 1; copy += 1) {
      const strips = []
      for (const strip of left) if (await shows(slipOf(floor, id, copy), strip.picture)) strips.push(strip)
      for (const strip of strips) left.delete(strip)
      whole += strips.length
      if (strips.length > 1) findings.doubled.push(`${id} as copy ${copy}: ${strips.length} papers`)
      if (strips.some(({ cut }) => cut === 'none')) findings.merged.push(`${id} is not cut`)
    }
    if (job.print === 'printed' && whole === 0) findings.lost.push(id)
    if (job.print === 'expired' && whole > 0) findings.wrong.push(`${id} expired, with ${whole} papers`)
    // A printer that was met while it was dumb proves nothing: people are asked, nothing comes by itself.
    const isAsked = job.print === 'unsure' && job.why === 'no-proof'
    if (!isAsked && !['printed', 'held', 'expired'].includes(job.print))
      findings.wrong.push(`${id} ends as ${job.print}, ${job.why}`)
  }
  const head = await headRows(slipOf(floor, ids[0]!, 1))
  for (const { picture } of left) {
    const bits = Buffer.from(picture.bits)
    for (let at = bits.indexOf(head); at !== -1; at = bits.indexOf(head, at + 1)) {
      // A slip begins at the top of its strip, or something torn hangs before it.
      if (at >= picture.stride * 40 && at % picture.stride === 0)
        findings.merged.push(`a strip of ${picture.height} rows`)
    }
  }
  findings.hasty.push(...hasty)
  // Questions that reach a printer in the middle of a picture cut off are part of that torn picture; where it lacks
  // only some bytes, the rest of a question (`DLE EOT n`) is read as what it is not, before all is thrown away.
  const ofQuestion = /real-time command|the control byte 0[1-4] is no command/u
  findings.wrong.push(...paper.errors.filter((error) => !ofQuestion.test(error)))
  return count() > before ? story : []
}

export interface Trial {
  readonly findings: Findings
  /** Jobs by what became of them. */
  readonly ends: Readonly<Record<string, number>>
  readonly jobs: number
  readonly papers: number
  /** Lines of the lanes in which something is wrong. */
  readonly stories: readonly string[]
}

/** `jobs` from a seed, on ten printers. */
export async function tryPapers(seed: number, jobs: number): Promise<Trial> {
  const share = Math.ceil(jobs / printersAtOnce)
  const lanes = await Promise.all(
    Array.from({ length: printersAtOnce }, (_, n) => workLane(seed * 1_000 + n, share)),
  )
  const findings: Findings = { lost: [], doubled: [], merged: [], hasty: [], wrong: [] }
  const ends: Record<string, number> = {}
  const stories: string[] = []
  for (const lane of lanes) stories.push(...(await look(lane, findings, ends)))
  const papers = lanes.reduce((sum, { paper }) => sum + paper.strips.length, 0)
  return { findings, ends, jobs: share * printersAtOnce, papers, stories }
}
