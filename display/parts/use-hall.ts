import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import {
  type LiveClient,
  type LiveClientOptions,
  type LiveState,
  type LiveStatus,
  type LiveWatch,
  openLiveClient,
} from '../../server/protocol/live-client.ts'
import type { Closing, Drawn, Trouble, Watchable, WatchName } from '../../server/protocol/messages.ts'
import { reloadEvery } from '../limits.ts'
import { HallNames } from './hall-names.ts'

/** A hall as a page draws it. Each signal changes only when its value does. */
export interface WatchedHall<V extends WatchName> {
  /** With the names of its ids, once the page has both. */
  readonly view: ReadonlySignal<Drawn<V> | undefined>
  /** The same as soon as it is there, and without names. */
  readonly plainView: ReadonlySignal<Watchable[V] | undefined>
  readonly names: HallNames
  readonly status: ReadonlySignal<LiveStatus>
  readonly closing: ReadonlySignal<Closing | undefined>
  /** Why the hall takes no commands just now. */
  readonly trouble: ReadonlySignal<Trouble | undefined>
  /** The server's time of the last byte (epoch ms); undefined before the first. */
  readonly heardAt: ReadonlySignal<EpochMs | undefined>
  /** The server's time, once a second (epoch ms). */
  readonly now: ReadonlySignal<EpochMs>
  /** The server's time at this very moment (epoch ms). */
  serverNow(): EpochMs
  /** Why there is nothing to show, or nothing any longer. */
  readonly ended: ReadonlySignal<LiveState<V>['ended']>
  readonly link: LiveClient
  readonly watch: LiveWatch<V>
}

export interface HallOptions<V extends WatchName> extends Omit<LiveClientOptions, 'page'> {
  readonly view: V
  readonly params?: Readonly<Record<string, string>>
}

/** The browser's storage, where it may be used at all. */
export function pageStorage(kind: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return window[kind]
  } catch {
    // Cookies and storage are switched off: the page works, it only remembers nothing.
    return undefined
  }
}

/** Connects for the life of the page and keeps signals of one view. `onNewBuild` reloads the page by default. */
export function watchHall<V extends WatchName>({
  view: name,
  params,
  ...more
}: HallOptions<V>): WatchedHall<V> {
  const page = `${name}?${new URLSearchParams(params)}`
  const link = openLiveClient({ build: __BUILD__, onNewBuild: reloadOnceAMinute, page, ...more })
  const watch = link.watch(name, params)
  const names = new HallNames()
  const plainView = signal(watch.state.view)
  const view = computed(() => drawn<V>(name, plainView.value, names))
  const told = signal<LiveStatus>(watch.state.status)
  const status = computed(() => (view.value || told.value === 'lost' ? told.value : 'connecting'))
  const closing = signal(watch.state.closing)
  const trouble = signal(watch.state.trouble)
  const ended = signal(watch.state.ended)
  const heardAt = signal<EpochMs | undefined>(undefined)
  const serverNow = (): EpochMs => Date.now() + watch.state.offset
  const now = signal(serverNow())
  watch.subscribe((state) => {
    names.follow(state.names)
    batch(() => {
      plainView.value = state.view
      told.value = state.status
      closing.value = state.closing
      trouble.value = state.trouble
      ended.value = state.ended
      if (state.view !== undefined) heardAt.value = state.lastHeardAt + state.offset
    })
  })
  const tick = (): void => {
    now.value = serverNow()
    setTimeout(tick, 1000 - (now.value % 1000))
  }
  tick()
  return { view, plainView, names, status, closing, trouble, ended, heardAt, now, serverNow, link, watch }
}

/** A view with the names that it is drawn with; undefined until both are there. */
export function drawn<V extends WatchName>(
  name: V,
  view: Watchable[V] | undefined,
  names: Pick<HallNames, 'all'>,
): Drawn<V> | undefined {
  if (view === undefined || name === 'paper') return view as Drawn<V> | undefined
  return names.all && ({ ...view, words: names.all } as Drawn<V>)
}

const reloadedAt = 'nowserving:reloaded-at'

/** A cache that keeps serving the old build must not make a screen blink for ever. */
export function reloadOnceAMinute(): void {
  const storage = pageStorage('sessionStorage')
  const last = Number(storage?.getItem(reloadedAt) ?? 0)
  if (storage === undefined || Math.abs(Date.now() - last) < reloadEvery) return
  storage.setItem(reloadedAt, String(Date.now()))
  location.reload()
}
