import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { realClock } from '../../server/clock.ts'
import { demoHall, demoStaff } from '../../server/data/demo-hall.ts'
import { settingsOf } from '../../server/data/hall-settings.ts'
import { openHall } from '../../server/data/open-hall.ts'
import type { Command } from '../../server/hall/commands/command-types.ts'
import type { Actor } from '../../server/hall/ids.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import type { CommandOrigin, KeeperAnswer } from '../../server/keeper/keeper-types.ts'

/** Halls with a past, written by their own keeper and journal. */

/** The demo's hall without a printer, because papers are measured by themselves; or with this one at its first kiosk. */
export async function furnishHall(directory: string, printer?: string): Promise<string> {
  mkdirSync(directory, { recursive: true })
  const devices = demoHall.devices.map(({ printer: _none, ...device }) =>
    printer !== undefined && device.id === 'kiosk-1' ? { ...device, printer } : device,
  )
  const write = (name: string, value: unknown) =>
    writeFileSync(join(directory, name), JSON.stringify(value, null, 2))
  write('nowserving.json', { format: 1, madeBy: 'demo' })
  // Sections with a default are left out, because an earlier build refuses a section that it does not know.
  const { reasons: _reasons, guidance: _guidance, kiosk: _kiosk, ...hall } = demoHall
  write('hall.json', { ...hall, devices })
  write('staff.json', await demoStaff())
  return directory
}

type Give = (type: string, body: object, actor?: Actor) => Promise<KeeperAnswer>

/** Opens the keeper of a furnished directory at a time that `now` tells, and closes it after the work. */
async function withKeeper(
  directory: string,
  now: () => number,
  work: (give: Give) => Promise<void>,
): Promise<void> {
  const { file, keeper, journal } = await openHall({
    fs,
    directory,
    clock: { now, monotonicMs: now, after: () => () => {}, soon: () => {} },
    onFailure(error) {
      throw error
    },
  })
  keeper.askAsKeeper({
    type: 'change-settings',
    body: { base: 0, settings: settingsOf(file, staffSettings) },
  })
  let n = 0
  const kiosk: Actor = { kind: 'device' }
  const give: Give = (type, body, actor = kiosk) => {
    n += 1
    const asker: CommandOrigin = {
      actor,
      device: 'kiosk-1',
      key: `past-${String(n).padStart(12, '0')}`,
      hash: `h${n}`.padEnd(22, '-'),
    }
    return new Promise((settle) => keeper.ask({ type, body } as unknown as Command, asker, settle))
  }
  await work(give)
  await keeper.stop()
  await journal.close()
}

const person = (name: string) => ({ name, roles: ['counter'] as const, skills: 'all' as const })
const staffSettings = Object.fromEntries(
  ['1001', '1002', '1003', '1004'].map((badge) => [badge, person(badge)]),
)
const staff = (badge: string): Actor => ({ kind: 'staff', badge, may: [] })
const services = Object.keys(demoHall.services)
/** Commands given at once: a batch each. */
const atOnce = 500

function resultOf(answer: KeeperAnswer): Record<string, unknown> {
  if (!answer.ok) throw new Error(`the hall's past could not be written: ${JSON.stringify(answer)}`)
  return answer.result
}

/** Number of tickets that were issued and left today. */
export async function writeEarlierTickets(directory: string, tickets: number): Promise<void> {
  await furnishHall(directory)
  await withKeeper(directory, realClock.now, async (give) => {
    for (let done = 0; done < tickets; done += atOnce) {
      const some = Math.min(atOnce, tickets - done)
      const issued = await Promise.all(
        Array.from({ length: some }, (_, at) =>
          give('issue-ticket', { service: services[at % services.length] }),
        ),
      )
      await Promise.all(
        issued.map((answer) => give('leave', { ticket: resultOf(answer).ticket }, { kind: 'phone' })),
      )
    }
  })
}

const dayMs = 24 * 60 * 60_000
const counters = ['1', '2', '3', '4'] as const
const visitMs = 2_500
const visitsAtOnce = 30

/**
 * At least `events` events over `days` business days that ended yesterday: four counters work through the day's
 * visits, four entries each.
 */
export async function writePast(directory: string, events: number, days: number): Promise<void> {
  await furnishHall(directory)
  const visits = Math.ceil(events / days / 4 / counters.length)
  const firstDay = Math.floor(Date.now() / dayMs) * dayMs - days * dayMs
  let now = firstDay
  await withKeeper(
    directory,
    () => now,
    async (give) => {
      for (let day = 0; day < days; day += 1) {
        // Eight in the morning at the demo's place.
        now = firstDay + day * dayMs
        const at = (type: string, more: object = {}) =>
          Promise.all(counters.map((counter) => give(type, { counter, ...more }, staff(`100${counter}`))))
        await at('open-counter')
        let asked: Promise<KeeperAnswer[]>[] = []
        for (let visit = 1; visit <= visits; visit += 1) {
          const issued = counters.map((_, place) =>
            give('issue-ticket', { service: services[(visit + place) % services.length] }),
          )
          asked.push(Promise.all(issued), at('call-next'), at('start-service'))
          now += visitMs
          asked.push(at('finish'))
          if (visit % visitsAtOnce !== 0 && visit !== visits) continue
          for (const answer of (await Promise.all(asked)).flat()) resultOf(answer)
          asked = []
        }
        await at('close-counter')
      }
    },
  )
}
