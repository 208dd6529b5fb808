import type { GivenCommand } from './commands.ts'
import type { Answer } from './messages.ts'

/** A command on its way. `at` is when it was first given, on this machine's clock (ms). */
export type PendingCommand = GivenCommand & { readonly id: string; readonly at: number }

/** As much of the browser's storage as is needed; `localStorage` and `sessionStorage` fit. */
export interface LiveStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

type Pending = PendingCommand & { readonly resolvers: ((answer: Answer) => void)[] }

/** A key that nobody else has: 16 random bytes as 22 characters of base64url. */
export function commandKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/**
 * Commands that wait for their answer. Each is written to the storage (if there is one) before it is sent, so
 * that a page which is loaded again asks again with the same id and gets one ticket, not two.
 */
export class PendingCommands {
  readonly #waiting = new Map<string, Pending>()
  readonly #storage: LiveStorage | undefined
  readonly #place: string

  constructor(storage: LiveStorage | undefined, place: string) {
    this.#storage = storage
    this.#place = place
  }

  get size(): number {
    return this.#waiting.size
  }

  /** In the order in which they were given. */
  all(): IterableIterator<PendingCommand> {
    return this.#waiting.values()
  }

  /** Waits for the answer; the same id twice is one command with two who wait. */
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

  /** Commands given at or before `bound` get "unknown" and are never sent again. */
  expire(bound: number): void {
    for (const one of this.#waiting.values())
      if (one.at <= bound) this.settle(one.id, { ok: false, unknown: true })
  }

  /** Those who wait are told "unknown"; what is stored stays for the next page. */
  abandon(): void {
    for (const one of this.#waiting.values())
      for (const resolve of one.resolvers) resolve({ ok: false, unknown: true })
    this.#waiting.clear()
  }

  /** What an earlier life of this page gave after `bound` and got no answer to; older ones are forgotten here. */
  left(bound: number): PendingCommand[] {
    const stored = this.#stored()
    const fresh = stored.filter((one) => one.at > bound && !this.#waiting.has(one.id))
    if (fresh.length === 0 && stored.length > 0) this.#store()
    return fresh
  }

  #stored(): PendingCommand[] {
    try {
      const list: unknown = JSON.parse(this.#storage?.getItem(this.#place) ?? '[]')
      return Array.isArray(list) ? list.filter((one) => typeof one?.id === 'string') : []
    } catch {
      // Written by another version, or the storage is closed to us: then there is nothing to ask again.
      return []
    }
  }

  #store(): void {
    const list = [...this.#waiting.values()].map(({ id, command, body, at }) => ({ id, command, body, at }))
    try {
      if (list.length === 0) this.#storage?.removeItem(this.#place)
      else this.#storage?.setItem(this.#place, JSON.stringify(list))
    } catch {
      // A full or forbidden storage loses only the question after a reload, never the command itself.
    }
  }
}
