import { expect, test } from 'vitest'
import { realClock } from '../../server/clock.ts'
import { demoHall } from '../../server/data/demo-hall.ts'
import { settingsOf } from '../../server/data/hall-config.ts'
import { keeperOf } from '../../server/data/open-hall.ts'
import type { KeeperJournal } from '../../server/keeper/keeper-types.ts'
import { type Released, ViewPublisher, type Watcher } from '../../server/web/live/view-publisher.ts'

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

class Page implements Watcher {
  readonly welcomed: number[] = []
  tell(): void {}
  welcome({ seq }: Released): void {
    this.welcomed.push(seq)
  }
}

test('[I1] a view that is first asked for while a batch is on its way says nothing of it, in a beat or a second welcome either', async () => {
  const journal = new HeldDisk()
  const keeper = keeperOf({
    id: 'demo',
    journal,
    clock: realClock,
    onFailure: (error) => {
      throw error
    },
  })
  keeper.askAsKeeper({ type: 'start-hall', body: { settings: settingsOf(demoHall, {}, []) } })
  keeper.askAsKeeper({ type: 'time-passed', body: {} })
  journal.finish()
  const durable = keeper.durableSeq
  keeper.ask(
    { type: 'issue-ticket', body: { service: 'fees' } },
    { actor: { kind: 'device' }, device: 'kiosk-1', key: 'a-key-of-the-kiosk', hash: '' },
    () => {},
  )
  const audiences = new ViewPublisher(keeper, realClock)
  const board = { view: 'board', device: 'board-1' } as const
  const page = new Page()
  audiences.join(board, page)
  audiences.again(board, page)
  expect([keeper.seq, audiences.seqOf(board), page.welcomed]).toEqual([durable + 1, durable, []])
  journal.finish()
  expect([audiences.seqOf(board), page.welcomed]).toEqual([durable + 1, [durable + 1, durable + 1]])
  audiences.close()
  await keeper.stop()
})
