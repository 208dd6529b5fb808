import type { Caller } from '../../../server/access/permissions.ts'
import type { Audience } from '../../../server/hall/views/views.ts'
import {
  type LiveClient,
  type LiveState,
  type LiveWatch,
  openLiveClient,
} from '../../../server/protocol/client/live-client.ts'
import type { BodyOf, GivenCommand, ResultOf, WireCommandType } from '../../../server/protocol/commands.ts'
import type { Announcement, Answer, Watchable, WatchName } from '../../../server/protocol/messages.ts'
import { Drawer } from '../../protocol/live/wire-pair.ts'
import type { Chances } from '../faults/chances.ts'
import type { Cable } from '../faults/link.ts'
import type { World } from '../world.ts'

export interface PageOptions<V extends WatchName> {
  readonly name: string
  readonly view: V
  readonly params: Readonly<Record<string, string>>
  readonly audience: Audience
  readonly caller: Caller
}

/** Tickets of a view by their ids, because their order in memory depends on which changes shared a message. */
export function inOrder<T extends { readonly ticket: string }>(tickets: readonly T[]): T[] {
  return tickets.toSorted((one, two) => (one.ticket < two.ticket ? -1 : 1))
}

/** A storage that survives its page, and tells the scheduler that a promise may have been settled. */
class PageStorage extends Drawer {
  readonly #world: World
  constructor(world: World) {
    super()
    this.#world = world
  }
  override setItem(key: string, value: string): void {
    this.#world.scheduler.touch()
    super.setItem(key, value)
  }
  override removeItem(key: string): void {
    this.#world.scheduler.touch()
    super.removeItem(key)
  }
}

/**
 * A page in somebody's browser: the real link with a clock, a storage and a cable of its own. The page may be loaded
 * again at any moment; then it asks again for what it got no answer to, with the same id, as the real pages do.
 */
export class Page<V extends WatchName> {
  readonly name: string
  readonly cable: Cable
  readonly world: World
  readonly chances: Chances
  readonly storage: PageStorage
  readonly #options: PageOptions<V>
  readonly #slot: number | undefined
  /** How wrong the clock of this machine is (ms). */
  readonly #skew: number
  #open: { client: LiveClient; watch: LiveWatch<V> } | undefined
  #life = 0
  #keys = 0
  #seq = 0
  onEvents: (events: readonly Announcement[]) => void = () => {}
  onState: (state: LiveState<V>) => void = () => {}
  onOpen: () => void = () => {}

  constructor(world: World, options: PageOptions<V>) {
    this.world = world
    this.name = options.name
    this.#options = options
    this.#slot = world.calm?.slotOf(options.view)
    this.chances = world.stream(options.name)
    this.storage = new PageStorage(world)
    this.#skew = this.chances.isOne(0.5) ? 0 : Math.round(this.chances.between(-7_200_000, 7_200_000))
    const isFar = this.chances.isOne(0.1)
    this.cable = {
      name: options.name,
      caller: options.caller,
      latencyMs: world.calm ? [1, 1] : isFar ? [20, 180] : [0.2, 6],
      deafUntil: 0,
      stalledUntil: 0,
      dropping: 0,
      doubling: 0,
      losesAnswer: false,
    }
    world.ledger.watches(this.name, options.audience)
  }

  get isOpen(): boolean {
    return this.#open !== undefined
  }

  get state(): LiveState<V> | undefined {
    return this.#open?.watch.state
  }

  get view(): Watchable[V] | undefined {
    return this.#open?.watch.state.view
  }

  now(): number {
    return Math.floor(this.world.trueTime + this.#skew)
  }

  /** The server's time as this page has it. */
  serverNow(): number {
    return this.now() + (this.#open?.watch.state.offset ?? 0)
  }

  /** Something that the person at the page does in `ms`. */
  after(ms: number, work: () => void): void {
    const { calm, scheduler } = this.world
    if (!calm) return void this.timer(ms, work)
    this.timer(calm.until(scheduler.now, ms, this.#slot), () =>
      calm.isQuiet(scheduler.now) ? this.after(0, work) : work(),
    )
  }

  timer(ms: number, work: () => void): () => void {
    const life = this.#life
    return this.world.scheduler.after(ms, () => {
      if (this.#life === life && this.#open) work()
    })
  }

  /** People act when they have thought, and on many days at the same moment as others do. */
  afterThought(fromMs: number, toMs: number, work: () => void): void {
    const { scheduler, beatMs } = this.world
    const ms = this.chances.between(fromMs, toMs)
    const late = beatMs === 0 ? 0 : beatMs - ((scheduler.now + ms) % beatMs)
    this.after(ms + late, work)
  }

  open(): void {
    if (this.#open) return
    const { scheduler, network, ledger } = this.world
    this.#life += 1
    const { view, params } = this.#options
    const client = openLiveClient({
      page: `${view}?${new URLSearchParams(params)}`,
      origin: 'ws://hall',
      connect: network.dialFrom(this.cable),
      clock: { now: () => this.now(), after: (ms, work) => scheduler.after(ms, work) },
      random: () => (this.world.calm ? 0.5 : this.chances.share()),
      storage: this.storage,
    })
    const watch = client.watch(view, params)
    this.#open = { client, watch }
    watch.subscribe((state) => {
      ledger.shows(this.name, this.#seq, state)
      this.#seq = state.seq
      this.onState(state)
    })
    watch.onEvents((events) => this.onEvents(events))
    this.onOpen()
    for (const { id, command, body } of client.unanswered()) this.#act(id, command, body, () => {})
  }

  close(): void {
    this.#open?.client.close()
    this.#open = undefined
    this.#life += 1
    this.world.scheduler.touch()
  }

  reload(awayMs: number): void {
    if (!this.#open) return
    this.close()
    this.world.scheduler.after(awayMs, () => this.open())
  }

  newKey(): string {
    this.#keys += 1
    return `${this.name}-${String(this.#keys).padStart(16, '0')}`
  }

  give<T extends WireCommandType>(
    command: T,
    body: BodyOf<T>,
    then: (answer: Answer<ResultOf<T>>) => void = () => {},
  ): string {
    const key = this.newKey()
    this.world.ledger.asks({ key, ...({ command, body } as GivenCommand), by: this.name })
    this.#act(key, command, body, then)
    return key
  }

  /** The same once more: somebody pressed twice. */
  again(key: string): void {
    const sent = this.world.ledger.sent.get(key)
    if (sent && this.#open) this.#act(key, sent.command, sent.body, () => {})
  }

  #act<T extends WireCommandType>(
    key: string,
    command: T,
    body: BodyOf<T>,
    then: (answer: Answer<ResultOf<T>>) => void,
  ): void {
    const life = this.#life
    this.#open?.client.act(command, body, key).then((answer) => {
      if (answer.ok) this.world.ledger.promised(answer.seq, this.name)
      try {
        if (this.#life === life) then(answer)
      } catch (error) {
        this.world.scheduler.fail(error)
      }
    })
  }
}
