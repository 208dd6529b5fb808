import { WebSocket } from 'ws'
import {
  type Connect,
  type LiveClient,
  type LiveWatch,
  openLiveClient,
} from '../../server/protocol/client/live-client.ts'
import type { Announcement, WatchName } from '../../server/protocol/messages.ts'

/** As a browser connects, with the cookie that it would send. */
const connectAs =
  (cookie?: string): Connect =>
  (url, handlers) => {
    const socket = new WebSocket(url, cookie === undefined ? {} : { headers: { cookie } })
    socket.on('open', () => handlers.opened())
    socket.on('message', (data) => handlers.received(data.toString()))
    socket.on('close', () => handlers.closed())
    socket.on('error', () => undefined)
    return { send: (text) => socket.send(text), close: () => socket.close() }
  }

/** Nothing older is spoken (ms): the voice's rule. */
const spokenWithin = 30_000

/** A page with the pages' own end of the wire that speaks: an id it has not spoken yet, never older than 30 s. */
export class Listener<V extends WatchName> {
  readonly client: LiveClient
  readonly link: LiveWatch<V>
  readonly spoken: string[] = []
  /** The oldest call it spoke (ms), by this machine's clock: the hall's is the same. */
  oldestMs = 0

  /** `origin`: `ws://host:port`. */
  constructor(origin: string, view: V, params: Readonly<Record<string, string>>, cookie?: string) {
    this.client = openLiveClient({
      page: view,
      origin,
      connect: connectAs(cookie),
      // The middle of the jitter: how long a page waits depends on how long the hall was away, not on chance.
      random: () => 0.5,
    })
    this.link = this.client.watch(view, params)
    this.link.onEvents((events) => {
      for (const event of events) this.#hear(event)
    })
  }

  #hear({ type, id, at }: Announcement): void {
    if (type === 'call-cancelled' || Date.now() + this.link.state.offset - at > spokenWithin) return
    // A welcome brings the last calls again; what was spoken is not spoken again.
    if (this.spoken.includes(id)) return
    this.spoken.push(id)
    this.oldestMs = Math.max(this.oldestMs, Date.now() - at)
  }
}
