import { expect, test } from 'vitest'
import { realClock } from '../../../server/clock.ts'
import { demoHall } from '../../../server/data/demo-hall.ts'
import { settingsOf } from '../../../server/data/hall-settings.ts'
import { emptyMachine, keeperOf } from '../../../server/data/open-hall.ts'
import type { KeeperJournal } from '../../../server/keeper/keeper-types.ts'
import type { Watcher } from '../../../server/web/live/channel.ts'
import type { SharedMessage } from '../../../server/web/live/shared-message.ts'
import { ViewPublisher } from '../../../server/web/live/view-publisher.ts'

/** A journal that takes every batch in the next turn. */
const journal: KeeperJournal = {
  write: (_entries, done) => void setImmediate(done),
  room: 'enough',
  canWrite: () => true,
}

class Page implements Watcher {
  readonly told: SharedMessage[] = []
  welcomes = 0
  resume(): void {}
  ended(): void {}
  notify(message: SharedMessage): void {
    this.told.push(message)
  }
  welcome(): void {
    this.welcomes += 1
  }
}

test('a page that knows the last entry from before a start is welcomed; one from this life goes on', async () => {
  const keeper = keeperOf({
    machine: emptyMachine(),
    id: 'demo',
    journal,
    clock: realClock,
    onFailure: (error) => {
      throw error
    },
  })
  const settings = settingsOf(demoHall, {})
  const give = (type: 'change-settings' | 'start-hall' | 'time-passed') =>
    new Promise((settle) =>
      keeper.askAsKeeper(
        type === 'change-settings' ? { type, body: { base: 0, settings } } : { type, body: {} },
        'server',
        settle,
      ),
    )
  await give('change-settings')
  await give('time-passed')
  // The hall starts again and can write nothing, as when its clock is in doubt: its last entry is the page's.
  const publisher = new ViewPublisher(keeper, realClock)
  const old = new Page()
  publisher.join({ view: 'manager' }, old, keeper.seq)
  expect([old.welcomes, old.told.length]).toEqual([1, 0])
  await give('start-hall')
  const present = new Page()
  publisher.join({ view: 'board', device: 'board-1' }, present)
  const back = new Page()
  publisher.join({ view: 'board', device: 'board-1' }, back, keeper.seq)
  expect([present.welcomes, back.welcomes, back.told.length]).toEqual([1, 0, 0])
  publisher.close()
  await keeper.stop()
})
