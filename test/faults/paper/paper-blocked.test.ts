import { afterEach, expect, test } from 'vitest'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { Driver } from '../../fakes/driver.ts'
import { startHall } from '../../fakes/running-hall.ts'

/** How long tickets take beside a printer that takes nothing, measured in turn with a hall whose printer is well. */

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function device(): Promise<TcpPrinter> {
  const printer = await startTcpPrinter()
  cleanUps.push(() => printer.close())
  return printer
}

async function kioskAt({ address }: TcpPrinter): Promise<Driver> {
  const hall = await startHall({ flags: ['--printer', address] })
  cleanUps.push(() => hall.close())
  return new Driver(hall, 'kiosk-1')
}

test('a blocked printer makes no ticket wait: five rounds beside a hall whose printer is well', async () => {
  const well = await device()
  const blocked = await device()
  blocked.stallAfter(2_000)
  const halls = { quiet: await kioskAt(well), blocked: await kioskAt(blocked) }
  const spans: Record<keyof typeof halls, { p50: number; p99: number }[]> = { quiet: [], blocked: [] }
  const tickets = 30
  /** Few by turns: what else the machine does for a moment falls upon both. */
  const byTurns = 10
  for (let round = 0; round < 6; round += 1) {
    const taken: Record<keyof typeof halls, number[]> = { quiet: [], blocked: [] }
    while (taken.quiet.length < tickets) {
      for (const name of ['blocked', 'quiet'] as const) {
        for (let n = 0; n < byTurns; n += 1) {
          const begunAt = performance.now()
          await halls[name].issue()
          taken[name].push(performance.now() - begunAt)
        }
      }
      // Slips that the idle hall still prints must not slow the other.
      await well.stripped(round * tickets + taken.quiet.length)
    }
    // The first round warms both up.
    if (round === 0) continue
    for (const name of ['blocked', 'quiet'] as const) {
      const sorted = taken[name].sort((one, two) => one - two)
      spans[name].push({ p50: sorted[tickets / 2]!, p99: sorted[Math.ceil(tickets * 0.99) - 1]! })
    }
  }
  const median = (name: keyof typeof halls, key: 'p50' | 'p99') =>
    spans[name].map((round) => round[key]).sort((one, two) => one - two)[2]!
  process.stdout.write(
    `blocked printer: issue p50 ${median('quiet', 'p50').toFixed(2)} quiet, ${median('blocked', 'p50').toFixed(2)} blocked; ` +
      `p99 ${median('quiet', 'p99').toFixed(2)} and ${median('blocked', 'p99').toFixed(2)} ms\n`,
  )
  expect(blocked.strips).toHaveLength(0)
  expect(median('blocked', 'p50')).toBeLessThanOrEqual(1.5 * median('quiet', 'p50'))
  expect(median('blocked', 'p99')).toBeLessThanOrEqual(median('quiet', 'p99') + 25)
})
