import { describe, expect, it } from 'vitest'
import { tryPapers } from './paper-trial.ts'

/** `JOBS` per seed, `SEEDS=a,b,c`. */
const jobs = Number(process.env.JOBS ?? 40)
const seeds = (process.env.SEEDS ?? '5').split(',').map(Number)

describe(`${jobs} jobs under faults on four of five, and kills`, () => {
  it.each(seeds)(
    'seed %i: no silent loss, no silent duplicate, no torn strip left uncut',
    async (seed) => {
      const { findings, ends, papers, stories, ...done } = await tryPapers(seed, jobs)
      if (stories.length > 0) process.stdout.write(`${stories.join('\n')}\n`)
      process.stdout.write(
        `paper trail, seed ${seed}: ${done.jobs} jobs ${JSON.stringify(ends)}, ${papers} papers\n`,
      )
      expect(findings, `seed ${seed}`).toEqual({ lost: [], doubled: [], merged: [], hasty: [], wrong: [] })
      expect(ends.printed).toBeGreaterThan(0)
    },
    900_000,
  )
})
