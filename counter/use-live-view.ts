import { useEffect, useMemo, useState } from 'preact/hooks'
import { HallNames } from '../display/parts/hall-names.ts'
import { drawn } from '../display/parts/use-hall.ts'
import type { EpochMs } from '../server/hall/ids.ts'
import { type LiveClient, type LiveState, openLiveClient } from '../server/protocol/client/live-client.ts'
import type { Drawn, OutsideView, Watchable, WatchName } from '../server/protocol/messages.ts'
import { lockOf, pageLock } from './sign-in/lock-state.ts'
import { tabSession } from './sign-in/tab-session.ts'

export interface LiveView<V extends WatchName> extends Omit<LiveState<V>, 'view' | 'names'> {
  /** The view with the names of its ids; undefined until both are loaded. */
  readonly view: Drawn<V> | undefined
  readonly names: HallNames
  /** The socket is open and the view is fresh. Commands are sent only then, so that none is queued and acts late. */
  readonly ready: boolean
  readonly act: LiveClient['act']
  /** The page's connection, for further views; undefined until it is opened. */
  readonly client: LiveClient | undefined
  /** The server's time (epoch ms). */
  now(): EpochMs
  retry(): void
  /** The server serves another build of this page. */
  readonly outdated: boolean
}

type Shown<V extends WatchName> = { state?: LiveState<V>; outdated: boolean }

/**
 * Subscribes to a view while the component is mounted; without parameters it does nothing, because nobody is signed in
 * yet. Names of the hall are in `language`.
 */
export function useLiveView<V extends WatchName>(
  view: V,
  params: Readonly<Record<string, string>> | undefined,
  language: string,
): LiveView<V> {
  const [shown, setShown] = useState<Shown<V>>({ outdated: false })
  const [names] = useState(() => new HallNames())
  const [client, setClient] = useState<LiveClient>()
  const query = params === undefined ? undefined : new URLSearchParams(params).toString()
  useEffect(() => {
    if (query === undefined) return undefined
    const change = (part: Partial<Shown<V>>): void => setShown((now) => ({ ...now, ...part }))
    const opened = openLiveClient({
      build: __BUILD__,
      signIn: () => tabSession()?.signIn,
      onNewBuild: () => change({ outdated: true }),
    })
    const end = opened.watch(view, Object.fromEntries(new URLSearchParams(query))).subscribe((state) => {
      names.follow(state.names)
      change({ state })
      const lock = lockOf(state)
      if (!lock) return
      pageLock.value = lock
      opened.pause()
    })
    const leave = onTouch(() => pageLock.value === undefined && opened.touched())
    setClient(opened)
    return () => {
      leave()
      end()
      opened.close()
      setClient(undefined)
      setShown({ outdated: false })
    }
  }, [view, query])
  const state: LiveState<V> = shown.state ?? {
    isOpen: false,
    status: 'connecting',
    seq: 0,
    epoch: '',
    lastHeardAt: 0,
    offset: 0,
  }
  names.shown([language])
  const { all } = names
  const drawnView = useMemo(() => drawn(view, state.view, { all }), [state.view, all])
  return {
    ...state,
    view: drawnView,
    names,
    client,
    ready: state.isOpen && state.status === 'live' && !state.ended,
    outdated: shown.outdated,
    act: (...submitted) => client?.act(...submitted) ?? Promise.resolve({ ok: false, unknown: true }),
    now: () => Date.now() + state.offset,
    retry: () => client?.retry(),
  }
}

const touches = ['pointerdown', 'keydown', 'wheel'] as const

/** Calls `touched` when a person presses a key or a button; scripts are no people. */
function onTouch(touched: () => void): () => void {
  const notice = (event: Event): void => {
    if (event.isTrusted) touched()
  }
  const how = { capture: true, passive: true }
  for (const kind of touches) document.addEventListener(kind, notice, how)
  return () => {
    for (const kind of touches) document.removeEventListener(kind, notice, how)
  }
}

/** A view outside of the heart, over a connection that the page has already; undefined until it is loaded. */
export const useOutsideView = <V extends OutsideView>(
  client: LiveClient | undefined,
  view: V,
): Watchable[V] | undefined => useFurtherView(client, view)

/** A further view without names, over a connection that the page has already; undefined until it is loaded. */
export function useFurtherView<V extends WatchName>(
  client: LiveClient | undefined,
  view: V,
  params: Readonly<Record<string, string>> = {},
): Watchable[V] | undefined {
  const [shown, setShown] = useState<Watchable[V]>()
  const query = new URLSearchParams(params).toString()
  useEffect(() => {
    if (!client) return undefined
    const watch = client.watch(view, Object.fromEntries(new URLSearchParams(query)))
    const end = watch.subscribe((state) => setShown(state.view))
    return () => {
      end()
      watch.close()
      setShown(undefined)
    }
  }, [client, view, query])
  return shown
}

/** Renders the component again every `everyMs`, for clocks and timers. */
export function useTick(everyMs: number): void {
  const [, setCount] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setCount((count) => count + 1), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
}
