import { Day } from './day.ts'
import type { DayReport } from './reports/day-report.ts'

/** The report of one worker about each day, a line of JSON. */
export type DayLine = Omit<DayReport, 'trace' | 'plannedFaults' | 'lists'> & { readonly cpuMs: number }

const [first = 1, count = 1, step = 1] = process.argv.slice(2, 5).map(Number)
const looksFromOutside = process.argv[5] === 'from-outside'
const isCalm = process.argv[5] === 'calm'

/** Days `first`, `first + step`, …: as many as `count`. An uncaught error ends the worker. */
for (let day = 0; day < count; day += 1) {
  const before = process.cpuUsage()
  const {
    trace: _,
    plannedFaults: __,
    lists: ___,
    ...report
  } = await new Day({ seed: first + day * step, looksFromOutside, isCalm }).run()
  const { user, system } = process.cpuUsage(before)
  const line: DayLine = { ...report, cpuMs: (user + system) / 1000 }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
