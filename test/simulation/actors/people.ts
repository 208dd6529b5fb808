import type { Chances } from '../faults/chances.ts'
import { hallDirectory, type PlannedDay } from '../halls.ts'
import type { World } from '../world.ts'
import { Clerk } from './clerk.ts'
import { HallManager } from './hall-manager.ts'
import { Kiosk } from './kiosk.ts'
import { KioskPrinter } from './kiosk-printer.ts'
import type { Page } from './page.ts'
import { Arrivals } from './phones.ts'
import { Board, windowScreen } from './screens.ts'

export interface People {
  readonly arrivals: Arrivals
  readonly clerks: readonly Clerk[]
  readonly manager: HallManager
  /** Everybody's pages, in the order in which they were set up. */
  readonly pages: readonly Page<never>[]
}

/** The hall's files on its disk, its screens and who works there today. */
export function furnish(
  world: World,
  { hall, staff }: PlannedDay,
  chances: Chances,
  tickets: number,
): People {
  const { disk } = world
  disk.put(`${hallDirectory}/hall.json`, Buffer.from(JSON.stringify(hall)))
  disk.put(`${hallDirectory}/staff.json`, Buffer.from(JSON.stringify(staff)))
  disk.put(`${hallDirectory}/secret`, Buffer.from(chances.bytes(32)))
  const arrivals = new Arrivals(world, tickets + chances.whole(0, 4))
  const manager = new HallManager(world, '9001', ['administrator'])
  const clerks = seats(world, chances)
  const kiosks = Array.from(
    { length: chances.pick([1, 1, 1, 2]) },
    (_, n) => new Kiosk(world, `kiosk-${n + 1}`, arrivals),
  )
  if (hall.printing)
    for (const { page } of kiosks) world.printers.set(page.name, new KioskPrinter(world, page.name))
  const boards = Array.from(
    { length: chances.pick([1, 1, 1, 2]) },
    (_, n) => new Board(world, `board-${n + 1}`),
  )
  const pages = [
    ...clerks.map(({ page }) => page),
    ...(chances.isOne(0.25) ? [manager.page] : []),
    ...kiosks.map(({ page }) => page),
    ...boards.map(({ page }) => page),
    ...(chances.isOne(0.2) ? [windowScreen(world, '1')] : []),
  ]
  return { arrivals, clerks, manager, pages: pages as unknown as Page<never>[] }
}

function seats(world: World, chances: Chances): Clerk[] {
  const clerk = (counter: string, badge: string) => new Clerk(world, { counter, badge, roles: ['counter'] })
  const usual = ['1001', '1003', '1002', '1004'].slice(0, chances.pick([2, 2, 2, 2, 3, 3, 4]))
  const clerks = usual.map((badge, index) => clerk(String(index + 1), badge))
  // Two people at one counter (C9), or one person at two (C8).
  if (chances.isOne(0.2)) clerks.push(clerk('2', chances.pick(['1001', '2001'])))
  if (chances.isOne(0.12)) clerks.push(clerk('5', '2001'))
  return clerks
}
