import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DayLine } from './worker.ts'

/** Where figures and tables are left as JSON, beside what the console shows. */
export const reportsDirectory = join(tmpdir(), 'nowserving-proof')

export function leaveReport(name: string, content: unknown): string {
  mkdirSync(reportsDirectory, { recursive: true })
  const path = join(reportsDirectory, name)
  writeFileSync(path, `${JSON.stringify(content, undefined, 2)}\n`)
  return path
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)

export interface Campaign {
  readonly file: string
  readonly seed: number
  readonly days: number
  readonly workers?: number
  readonly looksFromOutside?: boolean
  readonly isCalm?: boolean
  /** Asked after each day: true ends the campaign. */
  readonly onDay: (day: DayLine) => boolean
}

/** Plays days with consecutive seeds in processes of their own. Rejects when a process breaks instead of telling. */
export async function playDays({ file, seed, days, onDay, ...options }: Campaign): Promise<void> {
  const workers = Math.min(options.workers ?? availableParallelism(), days)
  let isOver = false
  const ends = Array.from({ length: workers }, (_, worker) => {
    const count = Math.ceil((days - worker) / workers)
    const child = spawn(
      process.execPath,
      [
        // Days make much that lives shortly; threads beside it only take the other worker's core.
        '--max-semi-space-size=64',
        '--single-threaded-gc',
        file,
        ...[seed + worker, count, workers].map(String),
        options.looksFromOutside ? 'from-outside' : options.isCalm ? 'calm' : 'all',
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let problems = ''
    child.stderr.on('data', (text) => {
      problems += text
    })
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      if (isOver) return
      isOver = onDay(JSON.parse(line))
      if (isOver) for (const { stop } of ends) stop()
    })
    const end = new Promise<void>((resolve, reject) => {
      child.on('close', (code) => {
        if (code === 0 || isOver) resolve()
        else reject(new Error(`a worker ended with ${code}: ${problems.slice(-4_000)}`))
      })
    })
    return { end, stop: () => child.kill() }
  })
  await Promise.all(ends.map(({ end }) => end))
}

/** The sums of many days. */
export class Sum {
  days = 0
  tickets = 0
  records = 0
  virtualMs = 0
  cpuMs = 0
  oldestSpokenMs = 0
  readonly counts: Record<string, number> = {}
  readonly faults: Record<string, number> = {}
  readonly kinds: Record<string, number> = {}

  add(day: DayLine): void {
    this.days += 1
    this.tickets += day.tickets
    this.records += day.records
    this.virtualMs += day.virtualMs
    this.cpuMs += day.cpuMs
    this.oldestSpokenMs = Math.max(this.oldestSpokenMs, day.oldestSpokenMs)
    this.kinds[day.name] = (this.kinds[day.name] ?? 0) + 1
    for (const [kind, count] of Object.entries(day.faults))
      this.faults[kind] = (this.faults[kind] ?? 0) + count
    for (const counts of [day.ended, day.figures, day.papers, day.network])
      for (const [name, count] of Object.entries(counts)) this.counts[name] = (this.counts[name] ?? 0) + count
  }

  get line(): string {
    const { days, tickets, counts, faults } = this
    const struck = Object.values(faults).reduce((sum, count) => sum + count, 0)
    return `${days} days, ${tickets} tickets, ${counts.papers ?? 0} papers, ${struck} faults, ${counts.recoveries ?? 0} starts, ${counts.crashes ?? 0} crashes, ${Math.round(this.cpuMs / days)} ms of CPU a day`
  }
}
