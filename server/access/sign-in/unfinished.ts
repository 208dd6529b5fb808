import type { Clock } from '../../clock.ts'
import { networkOf } from '../attempts.ts'
import { limits } from '../limits.ts'

interface Begun<T> {
  readonly value: T
  readonly network: string
  readonly until: number
}

/**
 * Sign-ins of two halves that wait for the second, in memory: each is taken once, and ends after `unfinishedMs`. The
 * oldest of the same network makes room, so that nobody can push out those of others.
 */
export class Unfinished<T> {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #begun = new Map<string, Begun<T>>()

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** `id`: a secret that nobody can guess. `address`: of the client. */
  begin(id: string, address: string, value: T): void {
    const now = this.#clock.monotonicMs()
    for (const [old, { until }] of this.#begun) if (until <= now) this.#begun.delete(old)
    const network = networkOf(address)
    const own = [...this.#begun].filter(([, one]) => one.network === network)
    if (own.length >= limits.unfinishedPerNetwork) this.#begun.delete(own[0]![0])
    if (this.#begun.size >= limits.unfinished) this.#begun.delete(this.#begun.keys().next().value!)
    this.#begun.set(id, { value, network, until: now + limits.unfinishedMs })
  }

  /** The sign-in that was begun under this id; undefined when it was taken, has ended or never was. */
  find(id: string): T | undefined {
    const found = this.#begun.get(id)
    return found && found.until > this.#clock.monotonicMs() ? found.value : undefined
  }

  /** As `find`, and once only. */
  take(id: string): T | undefined {
    const found = this.find(id)
    this.#begun.delete(id)
    return found
  }
}
