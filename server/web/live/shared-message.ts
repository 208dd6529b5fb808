import type { ServerMessage } from '../../protocol/messages.ts'
import { limits } from './limits.ts'
import { frameOf, pingFrame } from './text-frame.ts'

interface Framed {
  readonly frame: Buffer
  /** The same frame followed by a ping. Made on first use. */
  withPing?: Buffer
}

/** A non-empty JSON object as text with one more member at its end; `value` is JSON. */
export const withMember = (text: string, name: string, value: string): string =>
  `${text.slice(0, -1)},"${name}":${value}}`

/** A message as text with the id of its watch. */
export const withId = (text: string, id: string | undefined): string =>
  id === undefined ? text : withMember(text, 'id', JSON.stringify(id))

/**
 * One change of a view for all its watchers: computed and serialised once per commit, framed once per watch id. Pages
 * name their watches alike, so that thousands of screens share one frame. Beyond some different ids a frame is made
 * per socket. That bounds the memory whatever ids a client invents.
 */
export class SharedMessage {
  readonly prev: number
  readonly seq: number
  /** Whether the hall's names change with it. */
  readonly isRenaming: boolean
  readonly #text: string
  readonly #frames = new Map<string | undefined, Framed>()

  constructor(message: Extract<ServerMessage, { type: 'happened' }>) {
    this.prev = message.prev
    this.seq = message.seq
    this.isRenaming = message.names !== undefined
    this.#text = JSON.stringify(message)
  }

  frame(id: string | undefined): Buffer {
    return this.#framed(id).frame
  }

  frameWithPing(id: string | undefined): Buffer {
    const framed = this.#framed(id)
    framed.withPing ??= Buffer.concat([framed.frame, pingFrame])
    return framed.withPing
  }

  #framed(id: string | undefined): Framed {
    const known = this.#frames.get(id)
    if (known !== undefined) return known
    const framed: Framed = { frame: frameOf(withId(this.#text, id)) }
    if (this.#frames.size < limits.framesPerMessage) this.#frames.set(id, framed)
    return framed
  }
}
