import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import { type LiveClient, type LiveStatus, openLiveClient } from '../../server/protocol/live-client.ts'
import type { LiveClientOptions } from '../../server/protocol/live-client-types.ts'
import type { Trouble, Watchable, WatchName } from '../../server/protocol/messages.ts'
import { reloadEvery } from '../limits.ts'

/** A hall as a page draws it. Each signal changes only when its value does. */
export interface WatchedHall<V extends WatchName> {
  readonly view: ReadonlySignal<Watchable[V] | undefined>
  readonly status: ReadonlySignal<LiveStatus>
  readonly closing: ReadonlySignal<'stopping' | 'signed-out' | 'taken-over' | undefined>
  /** Why the hall takes no commands just now. */
  readonly trouble: ReadonlySignal<Trouble | undefined>
  /** The server's time of the last byte (epoch ms); undefined before the first. */
  readonly heardAt: ReadonlySignal<EpochMs | undefined>
  /** The server's time, once a second (epoch ms). */
  readonly now: ReadonlySignal<EpochMs>
  /** The server's time at this very moment (epoch ms). */
  serverNow(): EpochMs
  readonly link: LiveClient<V>
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

/** Opens a link for the life of the page and keeps signals of it. `onNewBuild` reloads the page by default. */
export function watchHall<V extends WatchName>(options: LiveClientOptions<V>): WatchedHall<V> {
  const link = openLiveClient<V>({ build: __BUILD__, onNewBuild: reloadOnceAMinute, ...options })
  const view = signal(link.state.view)
  const status = signal<LiveStatus>(link.state.status)
  const closing = signal(link.state.closing)
  const trouble = signal(link.state.trouble)
  const heardAt = signal<EpochMs | undefined>(undefined)
  const serverNow = (): EpochMs => Date.now() + link.state.offset
  const now = signal(serverNow())
  link.subscribe((state) => {
    batch(() => {
      view.value = state.view
      status.value = state.status
      closing.value = state.closing
      trouble.value = state.trouble
      if (state.view !== undefined) heardAt.value = state.lastHeardAt + state.offset
    })
  })
  const tick = (): void => {
    now.value = serverNow()
    setTimeout(tick, 1000 - (now.value % 1000))
  }
  tick()
  return { view, status, closing, trouble, heardAt, now, serverNow, link }
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
