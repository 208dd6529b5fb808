import type { EpochMs } from '../../hall/ids.ts'
import type { Document } from '../../journal/documents.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { CommandOrigin, KeeperAnswer } from '../../keeper/keeper-types.ts'
import type { KeyOrder } from '../../protocol/commands.ts'
import type { Problem } from '../../protocol/messages.ts'
import { type ApiKey, type KeysDocument, keyOfCommand } from './api-keys.ts'
import { withKey, withoutKey } from './key-changes.ts'

type KeyAnswer = KeeperAnswer | { ok: false; invalid: readonly Problem[] }

/** A key as an administrator sees it. */
type ShownKey = Omit<ApiKey, 'hash'>

/**
 * Reads and changes the API keys, one change after another. The document is durable before the hall records the change,
 * and is put back when the hall refuses. Neither record nor document has the key itself.
 */
export class KeyEditor {
  readonly #keeper: HallKeeper
  readonly #document: Document<KeysDocument>
  readonly #secret: Uint8Array
  readonly #now: () => EpochMs
  #revoked: () => void = () => {}
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: {
    keeper: HallKeeper
    document: Document<KeysDocument>
    /** The secret of the hall, from which keys are derived. */
    secret: Uint8Array
    now: () => EpochMs
  }) {
    this.#keeper = options.keeper
    this.#document = options.document
    this.#secret = options.secret
    this.#now = options.now
  }

  /** Calls `revoked` at once when a key is no longer valid. */
  listen(revoked: () => void): void {
    this.#revoked = revoked
  }

  list(): Record<string, ShownKey> {
    return Object.fromEntries(
      Object.entries(this.#document.data.keys).map(([id, { hash: _, ...shown }]) => [id, shown]),
    )
  }

  /** Gives an order. `reply` is called once, when document and record are durable. */
  give(order: KeyOrder, origin: CommandOrigin, reply: (answer: KeyAnswer) => void): void {
    const done = this.#last.then(() => this.#give(order, origin))
    this.#last = done.catch(() => undefined)
    done.then(reply, () => reply({ ok: false, unknown: true }))
  }

  async #give(order: KeyOrder, origin: CommandOrigin): Promise<KeyAnswer> {
    const former = this.#document.data
    const isAdding = order.type === 'add-key'
    const made = keyOfCommand(this.#secret, origin.key)
    const id = order.type === 'add-key' ? made.id : order.body.id
    const answered = (answer: KeeperAnswer): KeeperAnswer =>
      answer.ok && isAdding ? { ...answer, result: { ...answer.result, key: made.key } } : answer
    const record = (until?: number) =>
      this.#record({ id, change: isAdding ? 'added' : 'revoked', until }, origin)
    // A repeated command gets its first answer from the keeper, and changes nothing.
    if (this.#keeper.answers.get(origin.key)) return answered(await record())
    const changed =
      order.type === 'add-key'
        ? withKey(former, made, order.body, this.#now())
        : withoutKey(former, order.body.id)
    if ('invalid' in changed) return { ok: false, ...changed }
    await this.#document.update(() => changed.document)
    const answer = await record(changed.document.keys[id]?.until)
    const isRefused = !answer.ok && !('unknown' in answer)
    if (isRefused) await this.#document.update(() => former)
    else if (!isAdding) this.#revoked()
    return answered(answer)
  }

  #record(
    { id, change, until }: { id: string; change: 'added' | 'revoked'; until: number | undefined },
    origin: CommandOrigin,
  ): Promise<KeeperAnswer> {
    const { commands = [], views = [] } = this.#document.data.keys[id] ?? {}
    const added = change === 'added' && until !== undefined ? { commands, views, until } : {}
    const body = { id, change, ...added }
    return new Promise((resolve) => this.#keeper.ask({ type: 'change-keys', body }, origin, resolve))
  }
}
