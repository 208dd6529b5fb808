import { expect, test } from 'vitest'
import { emptyHall, evolve } from '../../../server/hall/evolve/evolve.ts'
import type { Hall } from '../../../server/hall/hall.ts'
import { type Audience, audienceKey, viewFor } from '../../../server/hall/views/views.ts'
import { openHall, replay } from '../../fakes/hall/hall-floor.ts'

function audiences({ live, ended, counters }: Hall): Audience[] {
  return [
    { view: 'kiosk', device: 'kiosk-1' },
    { view: 'board', device: 'board-1' },
    { view: 'manager' },
    { view: 'setup' },
    ...[...counters.keys()].flatMap((counter): Audience[] => [
      { view: 'window', counter },
      { view: 'counter', counter },
    ]),
    ...[...live.keys(), ...ended.keys()].map((ticket): Audience => ({ view: 'ticket', ticket })),
  ]
}

/** A morning in which tickets, counters, services and settings change in every way that a view shows. */
function morning(): readonly string[] {
  const floor = openHall()
  const [one, manager] = [floor.staff('1001'), floor.staff('2001')]
  for (let n = 0; n < 9; n += 1) floor.issue(n % 3 ? 'a' : 'b')
  floor.missed('2')
  floor.serve('1')
  floor.take('hold', { counter: '1', for: 'form' }, one)
  floor.serve('1')
  floor.take('transfer', { counter: '1', to: { counter: '2' } }, one)
  floor.serve('1')
  floor.pass(90_000)
  floor.take('finish', { counter: '1' }, one)
  floor.take('undo', { command: floor.taken.at(-1)!.entry.key }, one)
  floor.take('close-service', { service: 'b' }, manager)
  floor.take('set-profile', { counter: '2', profile: 'all' }, manager)
  floor.take('pause-counter', { counter: '3', reason: 'break' }, floor.staff('1003'))
  floor.pass(12 * 3_600_000)
  return floor.lines
}

test('[VIEW-9] a view says the same whether it was looked at all along or for the first time', () => {
  const lines = morning()
  const watched = emptyHall()
  for (const [index, line] of lines.entries()) {
    evolve(watched, JSON.parse(line))
    const fresh = replay(lines.slice(0, index + 1))
    for (const audience of audiences(fresh))
      expect(viewFor(watched, audience), `${audienceKey(audience)} after ${line}`).toEqual(
        viewFor(fresh, audience),
      )
  }
})

test('[VIEW-15] the administrator’s pages see languages, time zone and the version of the settings, and nothing of the floor', () => {
  const { hall } = openHall()
  const { languages, timeZone } = hall.settings!
  expect(viewFor(hall, { view: 'setup' })).toEqual({
    languages,
    timeZone,
    settings: hall.settingsRecord.version,
    plans: 0,
  })
})
