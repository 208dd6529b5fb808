import { actorName, type EpochMs } from '../../hall/ids.ts'
import type { Document } from '../../journal/documents.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { CommandOrigin, KeeperAnswer } from '../../keeper/keeper-types.ts'
import type { KeyOrder } from '../../protocol/commands.ts'
import type { Problem } from '../../protocol/messages.ts'
import { limits } from '../limits.ts'
import { type ApiKey, type KeysDocument, keyOfCommand, type NewKey } from './api-keys.ts'
import { withGrants, withKey, withoutKey } from './key-changes.ts'

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
  readonly #listeners: (() => void)[] = []
  readonly #usedAt = new Map<string, EpochMs>()
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

  /** Calls `changed` when a key was added, got other grants, was revoked or was used. */
  listen(changed: () => void): void {
    this.#listeners.push(changed)
  }

  /** Notes that a key was used; written at most once in `seenWriteMs` for each key. */
  used(id: string): void {
    const usedAt = this.#now()
    if (usedAt - (this.#usedAt.get(id) ?? 0) < limits.seenWriteMs) return
    this.#usedAt.set(id, usedAt)
    const written = this.#last.then(async () => {
      if (!Object.hasOwn(this.#document.data.keys, id)) return
      await this.#document.update(({ keys, format }) => ({
        format,
        keys: { ...keys, [id]: { ...keys[id]!, usedAt } },
      }))
      this.#notify()
    })
    this.#last = written.catch(() => undefined)
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
    const made = keyOfCommand(this.#secret, origin.key)
    const id = order.type === 'add-key' ? made.id : order.body.id
    const answered = (answer: KeeperAnswer): KeeperAnswer =>
      answer.ok && order.type === 'add-key'
        ? { ...answer, result: { ...answer.result, key: made.key } }
        : answer
    // A repeated command gets its first answer from the keeper, and changes nothing.
    if (this.#keeper.answers.get(origin.key)) return answered(await this.#record(order.type, id, origin))
    const changed = this.#changedBy(order, made, origin)
    if ('invalid' in changed) return { ok: false, ...changed }
    await this.#document.update(() => changed.document)
    const answer = await this.#record(order.type, id, origin)
    const isRefused = !answer.ok && !('unknown' in answer)
    if (isRefused) await this.#document.update(() => former)
    else this.#notify()
    return answered(answer)
  }

  #notify(): void {
    for (const changed of this.#listeners) changed()
  }

  #changedBy(order: KeyOrder, made: NewKey, { actor }: CommandOrigin): ReturnType<typeof withoutKey> {
    const { data } = this.#document
    switch (order.type) {
      case 'add-key':
        return withKey(data, made, { ...order.body, addedBy: actorName(actor) }, this.#now())
      case 'change-key': {
        const { id, ...grants } = order.body
        return withGrants(data, id, grants)
      }
      case 'revoke-key':
        return withoutKey(data, order.body.id)
      default:
        return order satisfies never
    }
  }

  #record(type: KeyOrder['type'], id: string, origin: CommandOrigin): Promise<KeeperAnswer> {
    const { commands, views, until } = this.#document.data.keys[id] ?? {}
    const grants = commands && views ? { commands, views } : {}
    const end = type === 'add-key' && until !== undefined ? { until } : {}
    const body = { id, change: changes[type], ...grants, ...end }
    return new Promise((resolve) => this.#keeper.ask({ type: 'change-keys', body }, origin, resolve))
  }
}

const changes = { 'add-key': 'added', 'change-key': 'changed', 'revoke-key': 'revoked' } as const
