import { resolve } from 'node:path'
import { runnerImport } from 'vite'
import { expect, test } from 'vitest'
import { NothingToPlantIn, type PlantedBug, plant, planted, sourceOf } from '../simulation/seeded-bugs.ts'

/**
 * Bugs that the trial of papers must find, or its zeros mean nothing. The product has no switch for them: its lines are
 * changed while they are loaded. `PLANTED_SEEDS`: seeds tried with each; more, up to `mostSeeds`, until one finds it.
 */
const tried = Number(process.env.PLANTED_SEEDS ?? 1)
const mostSeeds = 10
const jobs = 20
/** A bug may leave a job without an end. */
const settlesInMs = 10_000

const bugs: readonly PlantedBug[] = [
  {
    name: 'no-preflight',
    what: 'a slip is sent whatever the printer said of itself',
    changes: [
      {
        file: 'printers/connection/session.ts',
        from: 'const ready = await settled(line, ask)',
        to: "const ready = 'ready' as Ready",
      },
    ],
  },
  {
    name: 'no-eject',
    what: 'a torn strip is not cut off before the next slip',
    changes: [
      {
        file: 'printers/connection/session.ts',
        from: "if ((await line.write(dialect.eject(profile))) !== 'taken') return false",
        to: '',
      },
    ],
  },
  {
    name: 'success-on-write',
    what: 'what the line took counts as printed',
    changes: [
      {
        file: 'printers/connection/session.ts',
        from: 'const result = await wait.result',
        to: "const result = sent === 'taken' ? 'proven' : await wait.result",
      },
    ],
  },
  {
    name: 'no-mark',
    what: 'a copy is printed without a mark',
    changes: [
      {
        file: 'printers/spool/spool.ts',
        from: 'const slip = slipOf(id, job.copies + 1)',
        to: 'const slip = slipOf(id, 1)',
      },
    ],
  },
  {
    name: 'journal-after-first-byte',
    what: 'that a slip is begun is written down when it was sent',
    changes: [
      {
        file: 'printers/connection/open-printer.ts',
        from: 'try {\n            await begin?.()\n',
        to: 'try {\n',
      },
      {
        file: 'printers/connection/open-printer.ts',
        from: 'const sent = await session.send(bytes, rows, proof)',
        to: 'const sent = await session.send(bytes, rows, proof)\nawait begin?.()',
      },
    ],
  },
]

type Trials = typeof import('./paper-trial.ts')

test.each(bugs)(
  'the planted bug $name is found: $what',
  async (bug) => {
    const { module } = await runnerImport<Trials>(resolve(import.meta.dirname, 'paper-trial.ts'), {
      configFile: false,
      logLevel: 'warn',
      plugins: [plant(bug)],
    })
    const by: Record<string, number> = {}
    let found = 0
    let seeds = 0
    while (seeds < tried || (found === 0 && seeds < mostSeeds)) {
      seeds += 1
      const { findings } = await module.tryPapers(seeds, jobs, settlesInMs)
      const wrong = Object.entries(findings).filter(([, all]) => all.length > 0)
      if (wrong.length > 0) found += 1
      for (const [name, all] of wrong) by[name] = (by[name] ?? 0) + all.length
    }
    process.stdout.write(
      `planted ${bug.name}: found in ${found} of ${seeds} seeds of ${jobs} jobs, by ${JSON.stringify(by)}\n`,
    )
    expect(found).toBeGreaterThan(0)
  },
  600_000,
)

test('a bug whose line is gone is an error, not a silence', () => {
  for (const bug of bugs) {
    for (const { file } of bug.changes) {
      expect(planted(bug, file, sourceOf(file))).not.toBe(sourceOf(file))
      expect(() => planted(bug, file, 'another file')).toThrow(NothingToPlantIn)
    }
  }
})
