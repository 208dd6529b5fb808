import { expect, test } from 'vitest'
import { limits } from '../../../server/web/live/limits.ts'
import { TimeSlicer } from '../../../server/web/live/time-slicer.ts'

/** Long work in slices, on a clock that goes on by what the work takes. */

const stepMs = 0.0625

interface Slice {
  readonly begunAt: number
  readonly endedAt: number
}

/** Runs long and short work on a loop with this part of its free time idle. */
function slicesOf(idlePart: number): Slice[] {
  let now = 0
  let workedMs = 0
  let due: { at: number; task: () => void }[] = []
  const after = (delayMs: number, task: () => void) => {
    due.push({ at: now + delayMs, task })
    return () => {}
  }
  const slicer = new TimeSlicer(
    { now: () => now, monotonicMs: () => now, after, soon: (task) => void after(0, task) },
    { together: (steps) => steps(), idleMs: () => (now - workedMs) * idlePart },
  )
  const done: string[] = []
  const work = (name: string, steps: number) =>
    (function* () {
      for (let step = 0; step < steps; step += 1) {
        now += stepMs
        workedMs += stepMs
        yield
      }
      done.push(name)
    })()
  const slices: Slice[] = []
  slicer.run(work('long', 400))
  slicer.run(work('short', 1))
  slicer.run(work('next', 400))
  // Nothing is sent in the turn of the commit, because its answers leave then.
  expect(now).toBe(0)
  while (due.length > 0) {
    const [{ at, task }, ...rest] = due.toSorted((one, two) => one.at - two.at) as [(typeof due)[0]]
    due = rest
    now = Math.max(now, at)
    const begunAt = now
    task()
    if (now > begunAt) slices.push({ begunAt, endedAt: now })
    if (done.length === 3 && due.length === 0) slicer.run(work('last', 400))
    if (done.length === 4) break
  }
  expect(done).toEqual(['long', 'short', 'next', 'last'])
  expect(slices.length).toBeGreaterThan(10)
  return slices
}
test.each([
  { loop: 'a busy loop', idlePart: 0.4, free: limits.freePerSlice.busy },
  { loop: 'a loop that mostly waits', idlePart: 0.6, free: limits.freePerSlice.calm },
])(
  'slices in $loop: $free of each is free for commands, also when more work comes at its end',
  ({ idlePart, free }) => {
    const slices = slicesOf(idlePart)
    for (const [n, { begunAt, endedAt }] of slices.entries()) {
      expect(endedAt - begunAt).toBeLessThanOrEqual(limits.sliceMs + limits.stepsPerLook * stepMs)
      const next = slices[n + 1]
      if (!next) continue
      expect(next.begunAt - endedAt).toBeGreaterThanOrEqual((endedAt - begunAt) * free)
      // A timer ends up to 1 ms late.
      expect(next.begunAt - endedAt).toBeLessThanOrEqual((endedAt - begunAt) * free + 2)
    }
  },
)
