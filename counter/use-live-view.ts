import { useEffect, useState } from 'preact/hooks'
import type { EpochMs } from '../server/hall/ids.ts'
import {
  type Connect,
  type LiveClient,
  type LiveState,
  openLiveClient,
} from '../server/protocol/live-client.ts'
import type { WatchName } from '../server/protocol/messages.ts'

export interface LiveView<V extends WatchName> extends LiveState<V> {
  /** The socket is open and the view fresh: only then may anything be asked, so that nothing is ever queued. */
  readonly ready: boolean
  readonly act: LiveClient<V>['act']
  /** The server's time. */
  now(): EpochMs
  retry(): void
  /** The server serves another build of this page. */
  readonly outdated: boolean
}

type Shown<V extends WatchName> = { state?: LiveState<V>; isOpen: boolean; outdated: boolean }

/** Watches a view for as long as the page shows it; `undefined` watches nothing (nobody signed in yet). */
export function useLiveView<V extends WatchName>(
  view: V,
  params: Readonly<Record<string, string>> | undefined,
): LiveView<V> {
  const [shown, setShown] = useState<Shown<V>>({ isOpen: false, outdated: false })
  const [link, setLink] = useState<ReturnType<typeof openLiveClient<V>>>()
  const query = params === undefined ? undefined : new URLSearchParams(params).toString()
  useEffect(() => {
    if (query === undefined) return undefined
    const change = (part: Partial<Shown<V>>): void => setShown((now) => ({ ...now, ...part }))
    const opened = openLiveClient<V>({
      view,
      params: Object.fromEntries(new URLSearchParams(query)),
      build: __BUILD__,
      onNewBuild: () => change({ outdated: true }),
      dial: dialThatTells((isOpen) => change({ isOpen })),
    })
    const end = opened.subscribe((state) => change({ state }))
    setLink(opened)
    return () => {
      end()
      opened.close()
      setLink(undefined)
      setShown({ isOpen: false, outdated: false })
    }
  }, [view, query])
  const state: LiveState<V> = shown.state ?? {
    status: 'connecting',
    seq: 0,
    epoch: '',
    lastHeardAt: 0,
    offset: 0,
  }
  return {
    ...state,
    ready: shown.isOpen && state.status === 'live' && state.view !== undefined,
    outdated: shown.outdated,
    act: (...given) => link?.act(...given) ?? Promise.resolve({ ok: false, unknown: true }),
    now: () => Date.now() + state.offset,
    retry: () => link?.retry(),
  }
}

/** The link itself counts silence in seconds; keys must rest in the moment the socket closes. */
function dialThatTells(tell: (isOpen: boolean) => void): Connect {
  return (url, ears) => {
    const socket = new WebSocket(url)
    socket.onopen = () => {
      tell(true)
      ears.opened()
    }
    socket.onmessage = (message) => ears.heard(String(message.data))
    socket.onclose = () => {
      tell(false)
      ears.closed()
    }
    return { send: (text) => socket.send(text), close: () => socket.close() }
  }
}

/** Draws again `everyMs`, for clocks and timers. */
export function useTick(everyMs: number): void {
  const [, setCount] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setCount((count) => count + 1), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
}
