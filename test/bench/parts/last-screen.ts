import { closeStand, openStand, seen } from '../load.ts'
import type { Given } from '../pacer.ts'
import { type Bench, type Figures, median, type Part } from '../part.ts'
import { Worker } from '../worker.ts'

/** Time from the key press until the last of all boards shows the call, on an ordinary busy morning. */

const everyMs = 50
const crowds = ({ quick }: Bench) => (quick ? [100] : [100, 1_000])

export interface Times {
  readonly answers: number[]
  readonly screens: number[]
}

export async function callsTo(
  bench: Bench,
  screens: number,
  seed: number,
): Promise<Times & { bytesPerCall: number }> {
  const stand = await openStand(bench, screens)
  const pacer = new Worker('pacer')
  await pacer.ask('open', { port: stand.hall.port })
  const answers: number[] = []
  const shown: number[] = []
  let bytes = 0
  let calls = 0
  for (let round = 0; round <= (bench.quick ? 1 : 2); round += 1) {
    bench.say(round === 0 ? `${screens} screens: warming up` : `${screens} screens: round ${round}`)
    await stand.screens!.ask('begin')
    const commands = round === 0 || bench.quick ? 80 : 160
    const given = await pacer.ask<Given[]>('run', { commands, everyMs, gaps: { poisson: seed + round } })
    // The last frame leaves after a frame's span, or after the round under way to thousands of screens.
    await new Promise((settle) => setTimeout(settle, screens > 1_000 ? 1_000 : 200))
    const { last, bytes: more } = await seen(stand.screens!)
    if (round === 0) continue
    bytes += more
    for (const { command, seq, sentAt, answeredAt } of given) {
      if (command !== 'call-next') continue
      calls += 1
      const at = last.find((one) => one.seq >= seq)?.at
      if (at === undefined) throw new Error(`a call (seq ${seq}) never reached all of ${screens} screens`)
      answers.push(answeredAt - sentAt)
      shown.push(at - sentAt)
    }
  }
  pacer.close()
  await closeStand(stand)
  return { answers, screens: shown, bytesPerCall: bytes / calls / screens }
}

export const p99 = (times: readonly number[]): number =>
  [...times].sort((one, two) => one - two)[Math.floor(times.length * 0.99)]!

async function run(bench: Bench): Promise<Figures> {
  const seed = 20_261
  const measured = new Map<number, Awaited<ReturnType<typeof callsTo>>>()
  for (const screens of crowds(bench)) measured.set(screens, await callsTo(bench, screens, seed))
  const rows = [...measured].map(([screens, times]) => ({
    name: `${screens} screens`,
    values: [
      median(times.answers),
      median(times.screens),
      p99(times.screens),
      median(times.screens) / median(times.answers),
      times.bytesPerCall,
    ],
  }))
  const columns = ['answer p50 ms', 'last screen p50 ms', 'p99 ms', 'ratio', 'bytes per screen and visit']
  const { answers, screens } = measured.get(100)!
  return {
    tables: [
      { title: `A call to the last screen, 20 commands/s as people come (seed ${seed})`, columns, rows },
    ],
    marks: [
      {
        what: "a call to the last of 100 screens, p50, of the answer's p50",
        value: median(screens) / median(answers),
        must: 'at most',
        pass: 5,
        aim: 3,
      },
    ],
  }
}

export const lastScreen: Part = {
  name: 'last-screen',
  about: 'a call to the last of all screens at 20 commands/s',
  run,
}
