import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { bundleSimulation } from './bundle.ts'
import { leaveReport, playDays, say } from './campaign.ts'
import { foundBugs, NothingToPlantIn, plant, planted, plantedBugs, sourceOf } from './seeded-bugs.ts'

const bugs = [...plantedBugs, ...foundBugs]
/** PLANTED: days tried with each bug; more, up to `mostDays`, until one finds it. */
const tried = Number(process.env.PLANTED ?? 12)
const mostDays = 240
const firstSeed = 1

interface Row {
  readonly bug: string
  readonly what: string
  readonly days: number
  readonly found: number
  /** Days played till it was found, in the median. */
  readonly median: number | undefined
  /** Which invariants found it, and how often. */
  readonly by: Record<string, number>
}

async function hunt(bug: (typeof bugs)[number], file: string, looksFromOutside: boolean): Promise<Row> {
  const found: number[] = []
  const by: Record<string, number> = {}
  let days = 0
  await playDays({
    file,
    seed: firstSeed,
    days: mostDays,
    looksFromOutside,
    onDay({ seed, problem }) {
      days += 1
      if (problem) {
        found.push(seed)
        by[problem.invariant] = (by[problem.invariant] ?? 0) + 1
      }
      return days >= tried && found.length > 0
    },
  })
  found.sort((a, b) => a - b)
  const gaps = found.map((seed, index) => seed - (found[index - 1] ?? firstSeed - 1)).sort((a, b) => a - b)
  const name = looksFromOutside ? `${bug.name}, over a crash` : bug.name
  return { bug: name, what: bug.what, days, found: found.length, median: gaps[gaps.length >> 1], by }
}

function tell({ bug, days, found, median, by }: Row): void {
  const invariants = Object.entries(by).map(([name, count]) => `${name} ${count}`)
  const often = `found on ${String(found).padStart(3)} of ${days} days`
  say(`  ${bug.padEnd(36)} ${often}, after ${median ?? '-'} in the median (${invariants.join(', ')})`)
}

test('every planted bug is found', { timeout: 3_600_000 }, async () => {
  const rows: Row[] = []
  for (const bug of bugs) {
    const { file, remove } = await bundleSimulation(plant(bug))
    for (const looksFromOutside of bug.isToldTooEarly ? [false, true] : [false]) {
      rows.push(await hunt(bug, file, looksFromOutside))
      tell(rows.at(-1)!)
    }
    remove()
  }
  say(`  as JSON in ${leaveReport('planted-bugs.json', rows)}`)
  expect(rows.filter(({ found }) => found === 0).map(({ bug }) => bug)).toEqual([])
})

test('a bug whose line is gone is an error, not a silence', () => {
  for (const bug of bugs) {
    for (const { file } of bug.changes) {
      expect(planted(bug, file, sourceOf(file))).not.toBe(sourceOf(file))
      expect(() => planted(bug, file, 'another file')).toThrow(NothingToPlantIn)
    }
  }
})

test('the shipped build holds none of them', () => {
  const root = join(process.env.NOWSERVING_BUILD ?? resolve(import.meta.dirname, '../..'), 'dist')
  expect(existsSync(join(root, 'server/main.js')), 'npm run build comes first').toBe(true)
  const isRead = /\.(js|css|html|json)$/u
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => isRead.test(file))
  const lines = (text: string) => text.split('\n').map((line) => line.trim().replace(/;$/u, ''))
  // A text that the product itself contains is no mark of a bug.
  const isOwn = (line: string) =>
    bugs.some(({ changes }) => changes.some(({ file }) => sourceOf(file).includes(line)))
  const marks = bugs.flatMap(({ name, changes }) => [
    name,
    ...changes.flatMap(({ to }) => lines(to)).filter((line) => line.length > 20 && !isOwn(line)),
  ])
  expect(marks.length).toBeGreaterThan(bugs.length * 2 - 1)
  const found = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return marks.filter((mark) => text.includes(mark)).map((mark) => `${file}: ${mark}`)
  })
  expect(files.length).toBeGreaterThan(80)
  expect(found).toEqual([])
})
