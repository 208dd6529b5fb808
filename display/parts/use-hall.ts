import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import {
  type LiveClient,
  type LiveClientOptions,
  type LiveState,
  type LiveStatus,
  type LiveWatch,
  openLiveClient,
} from '../../server/protocol/client/live-client.ts'
import { browserStorage, store, storedText } from '../../server/protocol/client/page-storage.ts'
import {
  type Closing,
  type Drawn,
  isOutside,
  type Trouble,
  type Watchable,
  type WatchName,
} from '../../server/protocol/messages.ts'
import { reloadEveryMs } from '../limits.ts'
import { HallNames } from './hall-names.ts'

/** Signals of one view and its connection. */
export interface WatchedHall<V extends WatchName> {
  /** The view with the names of its ids; undefined until both are loaded. */
  readonly view: ReadonlySignal<Drawn<V> | undefined>
  /** The view without names, as soon as it arrives. */
  readonly plainView: ReadonlySignal<Watchable[V] | undefined>
  readonly names: HallNames
  readonly status: ReadonlySignal<LiveStatus>
  readonly closing: ReadonlySignal<Closing | undefined>
  /** The reason why the hall takes no commands at present. */
  readonly trouble: ReadonlySignal<Trouble | undefined>
  /** The server's time of the last message (epoch ms); undefined before the first view. */
  readonly heardAt: ReadonlySignal<EpochMs | undefined>
  /** The server's time (epoch ms), updated on each full second. */
  readonly now: ReadonlySignal<EpochMs>
  /** The server's present time (epoch ms). */
  serverNow(): EpochMs
  /** The reason why the server ended the watch. */
  readonly ended: ReadonlySignal<LiveState<V>['ended']>
  readonly client: LiveClient
  readonly watch: LiveWatch<V>
}

interface HallOptions<V extends WatchName> extends Omit<LiveClientOptions, 'page'> {
  readonly view: V
  readonly params?: Readonly<Record<string, string>>
}

/**
 * Connects for the life of the page. By default a new build reloads the page. A screen whose device was removed reloads
 * as well: the server answers with the page that says so.
 */
export function watchHall<V extends WatchName>({
  view: name,
  params,
  ...more
}: HallOptions<V>): WatchedHall<V> {
  const page = `${name}?${new URLSearchParams(params)}`
  const client = openLiveClient({ build: __BUILD__, onNewBuild: reloadOnceAMinute, page, ...more })
  const watch = client.watch(name, params)
  const names = new HallNames()
  const plainView = signal(watch.state.view)
  const view = computed(() => drawn<V>(name, plainView.value, names))
  const liveStatus = signal<LiveStatus>(watch.state.status)
  const status = computed(() => (view.value || liveStatus.value === 'lost' ? liveStatus.value : 'connecting'))
  const closing = signal(watch.state.closing)
  const trouble = signal(watch.state.trouble)
  const ended = signal(watch.state.ended)
  const heardAt = signal<EpochMs | undefined>(undefined)
  const serverNow = (): EpochMs => Date.now() + watch.state.offset
  const now = signal(serverNow())
  watch.subscribe((state) => {
    names.follow(state.names)
    if (state.closing === 'device-removed' && closing.value !== state.closing) location.reload()
    if (state.ended?.why === 'not-paired') reloadOnceAMinute()
    batch(() => {
      plainView.value = state.view
      liveStatus.value = state.status
      closing.value = state.closing
      trouble.value = state.trouble
      ended.value = state.ended
      if (state.view !== undefined) heardAt.value = state.lastHeardAt + state.offset
    })
  })
  const secondMs = 1_000
  const tick = (): void => {
    now.value = serverNow()
    setTimeout(tick, secondMs - (now.value % secondMs))
  }
  tick()
  return { view, plainView, names, status, closing, trouble, ended, heardAt, now, serverNow, client, watch }
}

/** Adds the names to a view; undefined until both are loaded. */
export function drawn<V extends WatchName>(
  name: V,
  view: Watchable[V] | undefined,
  names: Pick<HallNames, 'all'>,
): Drawn<V> | undefined {
  if (view === undefined || isOutside(name)) return view as Drawn<V> | undefined
  return names.all && ({ ...view, words: names.all } as Drawn<V>)
}

const reloadedAt = 'nowserving:reloaded-at'

/** Reloads the page unless it did so within `reloadEveryMs`, because a stale cache would cause a reload loop. */
export function reloadOnceAMinute(): void {
  const storage = browserStorage('sessionStorage')
  const last = Number(storedText(storage, reloadedAt) ?? 0)
  if (Math.abs(Date.now() - last) < reloadEveryMs) return
  if (store(storage, reloadedAt, String(Date.now()))) location.reload()
}
