import type { GivenCommand } from '../commands.ts'
import type { Answer } from '../messages.ts'
import { type PageStorage, store, storedJson } from './page-storage.ts'

/** An unanswered command. `at`: the time at which it was first given, by the clock of this machine (ms). */
export type PendingCommand = GivenCommand & { readonly id: string; readonly at: number }

type Pending = PendingCommand & { readonly resolvers: ((answer: Answer) => void)[] }

/** A new idempotency key: 16 random bytes as 22 characters of base64url. */
export function commandKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/**
 * Unanswered commands. Each is stored before it is sent, so that a reloaded page sends it again with the same id and
 * gets one ticket, not two.
 */
export class PendingCommands {
  readonly #waiting = new Map<string, Pending>()
  readonly #storage: PageStorage | undefined
  readonly #storageKey: string

  constructor(storage: PageStorage | undefined, storageKey: string) {
    this.#storage = storage
    this.#storageKey = storageKey
  }

  get size(): number {
    return this.#waiting.size
  }

  /** All commands, in the order in which they were given. */
  all(): IterableIterator<PendingCommand> {
    return this.#waiting.values()
  }

  /** Resolves with the answer. The same id twice is one command; both callers get its answer. */
  add(id: string, given: GivenCommand, now: number): Promise<Answer> {
    return new Promise((resolve) => {
      const known = this.#waiting.get(id)
      if (known) {
        known.resolvers.push(resolve)
        return
      }
      const at = this.#stored().find((one) => one.id === id)?.at ?? now
      this.#waiting.set(id, { ...given, id, at, resolvers: [resolve] })
      this.#store()
    })
  }

  settle(id: string, answer: Answer): void {
    const one = this.#waiting.get(id)
    if (!one) return
    this.#waiting.delete(id)
    this.#store()
    for (const resolve of one.resolvers) resolve(answer)
  }

  /** Answers commands given at or before `bound` with "unknown"; they are never sent again. */
  expire(bound: number): void {
    for (const one of this.#waiting.values())
      if (one.at <= bound) this.settle(one.id, { ok: false, unknown: true })
  }

  /** Answers all callers with "unknown". Stored commands stay for the next load of the page. */
  abandon(): void {
    for (const one of this.#waiting.values())
      for (const resolve of one.resolvers) resolve({ ok: false, unknown: true })
    this.#waiting.clear()
  }

  /** Stored commands from before a reload of this page, given after `bound`; older commands are removed. */
  restored(bound: number): PendingCommand[] {
    const stored = this.#stored()
    const fresh = stored.filter((one) => one.at > bound && !this.#waiting.has(one.id))
    if (fresh.length === 0 && stored.length > 0) this.#store()
    return fresh
  }

  #stored(): PendingCommand[] {
    const list = storedJson(this.#storage, this.#storageKey)
    return Array.isArray(list) ? list.filter((one) => typeof one?.id === 'string') : []
  }

  #store(): void {
    const list = [...this.#waiting.values()].map(({ id, command, body, at }) => ({ id, command, body, at }))
    // A full or blocked storage loses only the retry after a reload, never the command itself.
    store(this.#storage, this.#storageKey, list.length === 0 ? undefined : JSON.stringify(list))
  }
}
