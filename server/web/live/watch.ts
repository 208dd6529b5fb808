import type { SeenRecords } from '../../access/seen-records.ts'
import type { Announcement } from '../../hall/announcements.ts'
import { protocolVersion, type ServerMessage, type WatchName } from '../../protocol/messages.ts'
import type { NotShown } from '../audience.ts'
import type { Released, Watcher } from './channel.ts'
import type { Connection } from './connection.ts'
import { type SharedMessage, withId, withMember } from './shared-message.ts'

type Welcome = Omit<Extract<ServerMessage, { type: 'welcome' }>, 'view' | 'id'>

/** The fields of every welcome beside the view. */
export interface WelcomeFields {
  build: string
  epoch: string
  now(): number
  trouble(): 'clock-in-doubt' | 'disk-is-full' | undefined
  /** Proofs of the records that pages were shown. */
  readonly seen?: SeenRecords
}

/** `behind`: a message was left out, and a welcome is due once the connection has drained. */
type Progress = { at: 'joining' } | { at: 'following'; seq: number } | { at: 'behind' } | { at: 'ended' }

/** One view that a page watches, with the page's own id for it; the view of the socket's address has none. */
export class Watch implements Watcher {
  readonly id: string | undefined
  readonly #connection: Connection
  readonly #welcomeFields: WelcomeFields
  readonly #onEnd: () => void
  /** Its welcomes include the names of the ids in them. */
  readonly #isNamed: boolean
  #progress: Progress = { at: 'joining' }

  constructor(
    id: string | undefined,
    connection: Connection,
    { welcomeFields, isNamed, onEnd }: { welcomeFields: WelcomeFields; isNamed: boolean; onEnd: () => void },
  ) {
    this.id = id
    this.#connection = connection
    this.#welcomeFields = welcomeFields
    this.#onEnd = onEnd
    this.#isNamed = isNamed
  }

  /** The seq that the page has; undefined while it waits for a welcome. */
  get seq(): number | undefined {
    return this.#progress.at === 'following' ? this.#progress.seq : undefined
  }

  get isBehind(): boolean {
    return this.#progress.at === 'behind'
  }

  resume(seq: number): void {
    this.#progress = { at: 'following', seq }
  }

  notify(message: SharedMessage): void {
    const progress = this.#progress
    // A welcome in between may have been newer than this message.
    if (progress.at !== 'following' || message.seq <= progress.seq) return
    if (!this.#connection.isOpen) return
    if (this.#connection.isFull || (this.#isNamed && message.isRenaming)) {
      this.#progress = { at: 'behind' }
      return
    }
    this.#connection.share(message, this.id)
    progress.seq = message.seq
  }

  welcome({ seq, view, names }: Released<WatchName>, events: readonly Announcement[]): void {
    if (this.#progress.at === 'ended') return
    this.#progress = { at: 'following', seq }
    if (!this.#connection.isOpen) return
    const { build, epoch } = this.#welcomeFields
    const trouble = this.#welcomeFields.trouble()
    // A view outside of the heart counts its own messages, which prove no record.
    const proof = names && this.#welcomeFields.seen?.proofOf(seq)
    const now = this.#welcomeFields.now()
    const head = {
      type: 'welcome',
      protocol: protocolVersion,
      build,
      epoch,
      seq,
      now,
      events,
      ...(names ? { names: names.hash } : {}),
      ...(trouble ? { trouble } : {}),
      ...(proof ? { seen: proof } : {}),
    } satisfies Welcome
    const shown = this.#isNamed && names ? withMember(textOf(view), 'words', names.text) : textOf(view)
    this.#connection.sendText(withId(withMember(JSON.stringify(head), 'view', shown), this.id))
  }

  ended({ why, problem }: NotShown): void {
    if (this.#progress.at === 'ended') return
    this.#progress = { at: 'ended' }
    this.#connection.sendText(withId(JSON.stringify({ type: 'ended', why, problem }), this.id))
    this.#onEnd()
  }
}

const texts = new WeakMap<object, string>()

/** A view as JSON, cached because after a start a thousand pages get it in their welcome. Views are immutable. */
function textOf(view: object): string {
  const text = texts.get(view) ?? JSON.stringify(view)
  texts.set(view, text)
  return text
}
