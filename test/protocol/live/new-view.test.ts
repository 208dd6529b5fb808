import type { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { realClock } from '../../../server/clock.ts'
import { demoHall } from '../../../server/data/demo-hall.ts'
import { settingsOf } from '../../../server/data/hall-settings.ts'
import { emptyMachine, keeperOf } from '../../../server/data/open-hall.ts'
import type { HallKeeper } from '../../../server/keeper/hall-keeper.ts'
import type { KeeperJournal } from '../../../server/keeper/keeper-types.ts'
import type { ServerMessage } from '../../../server/protocol/messages.ts'
import { BoardSounds } from '../../../server/web/live/board-sounds.ts'
import { Connection } from '../../../server/web/live/connection.ts'
import { ConsolePresence } from '../../../server/web/live/console-presence.ts'
import { NumberConfirmations } from '../../../server/web/live/number-confirmations.ts'
import { Page } from '../../../server/web/live/page.ts'
import { ViewPublisher } from '../../../server/web/live/view-publisher.ts'
import { WriteBatcher } from '../../../server/web/live/write-batcher.ts'
import { identityOf, noOutsideViews, viewsWithoutDevices } from '../../fakes/hand-made-hall.ts'

/** A disk that is done with a batch when the test says so. */
class HeldDisk implements KeeperJournal {
  readonly room = 'enough'
  #done: (() => void)[] = []
  write(_entries: readonly unknown[], done: () => void): void {
    this.#done.push(done)
  }
  canWrite(): boolean {
    return true
  }
  finish(): void {
    while (this.#done.length > 0) for (const done of this.#done.splice(0)) done()
  }
}

/** A page's socket that keeps what the server writes. */
function pageOf(keeper: HallKeeper, publisher: ViewPublisher) {
  const told: ServerMessage[] = []
  const stream = {
    writableLength: 0,
    write: (frame: Buffer) => void told.push(JSON.parse(frame.toString().slice(frame.indexOf('{')))),
  } as unknown as Duplex
  const socket = { OPEN: 1, readyState: 1, on: () => undefined } as unknown as WebSocket
  const page = new Page(
    new Connection(socket, stream, new WriteBatcher()),
    identityOf({ device: 'board-1', isKiosk: false }),
    {
      publisher,
      outside: noOutsideViews,
      presence: new ConsolePresence(keeper),
      sounds: new BoardSounds(keeper),
      numbers: new NumberConfirmations(keeper, realClock),
      deviceViews: viewsWithoutDevices(realClock),
      welcomeFields: { build: 'b', epoch: 'e', now: realClock.now, trouble: () => undefined },
      durableSeq: () => keeper.durableSeq,
    },
  )
  return { page, told: () => told.splice(0) }
}

test('[I1] a view that is first asked for while a batch is on its way says nothing of it, in a beat or a second welcome either', async () => {
  const journal = new HeldDisk()
  const keeper = keeperOf({
    machine: emptyMachine(),
    id: 'demo',
    journal,
    clock: realClock,
    onFailure: (error) => {
      throw error
    },
  })
  keeper.askAsKeeper({ type: 'change-settings', body: { base: 0, settings: settingsOf(demoHall, {}) } })
  keeper.askAsKeeper({ type: 'time-passed', body: {} })
  journal.finish()
  const durable = keeper.durableSeq
  keeper.ask(
    { type: 'issue-ticket', body: { service: 'fees' } },
    { actor: { kind: 'device' }, device: 'kiosk-1', key: 'a-key-of-the-kiosk', hash: '' },
    () => {},
  )
  const publisher = new ViewPublisher(keeper, realClock)
  const board = { view: 'board', device: 'board-1' } as const
  const { page, told } = pageOf(keeper, publisher)
  page.watch('board', board)
  page.again('board')
  page.beat()
  expect(keeper.seq).toBe(durable + 1)
  const [beat, ...others] = told()
  expect(beat).toEqual({ type: 'beat', seq: durable, now: expect.any(Number) })
  expect(others).toEqual([])
  journal.finish()
  const welcome = expect.objectContaining({ type: 'welcome', id: 'board', seq: durable + 1 })
  expect(told()).toEqual([welcome, welcome])
  page.beat()
  expect(told()).toEqual([expect.objectContaining({ seq: durable + 1, seqs: { board: durable + 1 } })])
  publisher.close()
  await keeper.stop()
})
