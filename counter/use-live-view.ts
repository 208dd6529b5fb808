import { useEffect, useState } from 'preact/hooks'
import type { EpochMs } from '../server/hall/ids.ts'
import { type LiveClient, type LiveState, openLiveClient } from '../server/protocol/live-client.ts'
import type { WatchName } from '../server/protocol/messages.ts'

export interface LiveView<V extends WatchName> extends LiveState<V> {
  /** The socket is open and the view fresh: only then may anything be asked, so that nothing is ever queued. */
  readonly ready: boolean
  readonly act: LiveClient['act']
  /** The server's time. */
  now(): EpochMs
  retry(): void
  /** The server serves another build of this page. */
  readonly outdated: boolean
}

type Shown<V extends WatchName> = { state?: LiveState<V>; outdated: boolean }

/** Watches a view for as long as the page shows it; `undefined` watches nothing (nobody signed in yet). */
export function useLiveView<V extends WatchName>(
  view: V,
  params: Readonly<Record<string, string>> | undefined,
): LiveView<V> {
  const [shown, setShown] = useState<Shown<V>>({ outdated: false })
  const [link, setLink] = useState<LiveClient>()
  const query = params === undefined ? undefined : new URLSearchParams(params).toString()
  useEffect(() => {
    if (query === undefined) return undefined
    const change = (part: Partial<Shown<V>>): void => setShown((now) => ({ ...now, ...part }))
    const opened = openLiveClient({ build: __BUILD__, onNewBuild: () => change({ outdated: true }) })
    const end = opened
      .watch(view, Object.fromEntries(new URLSearchParams(query)))
      .subscribe((state) => change({ state }))
    setLink(opened)
    return () => {
      end()
      opened.close()
      setLink(undefined)
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
  return {
    ...state,
    ready: state.isOpen && state.status === 'live' && !state.ended,
    outdated: shown.outdated,
    act: (...given) => link?.act(...given) ?? Promise.resolve({ ok: false, unknown: true }),
    now: () => Date.now() + state.offset,
    retry: () => link?.retry(),
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
