import { Day } from '../day.ts'
import type { Fault } from '../faults/faults.ts'
import type { DayReport } from './day-report.ts'

const mostTries = 60
const linesTold = 60

/** The same day with as few faults as still break the same rule, and what happened in it, for a person to read. */
export async function tellStory(seed: number, isCalm = false): Promise<string> {
  const whole = await new Day({ seed, isCalm }).run()
  if (!whole.problem) return `SEED=${seed}: the same day does not fail again`
  const { invariant } = whole.problem
  let faults = whole.plannedFaults.map(({ no }) => no)
  let tries = 0
  const stillFails = async (some: readonly number[]): Promise<boolean> => {
    tries += 1
    return (await new Day({ seed, isCalm, faults: some }).run()).problem?.invariant === invariant
  }
  for (let at = 0; at < faults.length && tries < mostTries; ) {
    const fewer = faults.filter((_, index) => index !== at)
    if (await stillFails(fewer)) faults = fewer
    else at += 1
  }
  const told = await new Day({ seed, isCalm, faults, keepTrace: true }).run()
  return [
    `again: SEED=${seed} DAYS=1${isCalm ? ' CALM=1' : ''} npx vitest run --project proof test/simulation/days.test.ts`,
    `${told.name}; ${faults.length} of ${whole.plannedFaults.length} faults are enough:`,
    ...whole.plannedFaults.filter(({ no }) => faults.includes(no)).map(toldFault),
    ...ending(told),
  ].join('\n')
}

const toldFault = ({ kind, stretch, at }: Fault): string =>
  `  ${kind} ${(at / 1000).toFixed(1)} s into stretch ${stretch}`

function ending({ trace, problem }: DayReport): string[] {
  return [
    ...(trace.length > linesTold ? [`  (${trace.length - linesTold} lines before)`] : []),
    ...trace.slice(-linesTold).map((line) => line.slice(0, 240)),
    problem?.message ?? 'no rule was broken',
  ]
}
