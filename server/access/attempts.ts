import { isIPv6 } from 'node:net'
import type { Clock } from '../clock.ts'
import type { Badge } from '../hall/ids.ts'
import { limits } from './limits.ts'

interface Asker {
  /** Absent where the proof itself names the account, so that none can be guessed at: the address alone counts then. */
  readonly badge?: Badge
  readonly address: string
  /** The session that the asker has already, if it is one of the same account. */
  readonly session?: string | undefined
}

/**
 * An IPv4 address, or the /64 of an IPv6 address: the least that a provider gives to one customer (RFC 6177), who would
 * have 2^64 addresses for as many first tries.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%', 1)[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  const all = [
    ...groups,
    ...Array.from({ length: Math.max(0, missing) }, () => '0'),
    ...(tail ?? '').split(':'),
  ]
  const network = all.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/u, ''))
  return `${network.join(':')}::/64`
}

/** A try that may go ahead; one of these ends it. Until then it counts as failed. */
export interface Attempt {
  succeeded(): void
  failed(): void
  /** The password was not looked at. */
  withdrawn(): void
}

/**
 * Back-off for sign-ins: some tries are free, then each failure doubles the wait. Tries count per account and address, per
 * account and per address, from their beginning, so that many at once are no way around. There is no lockout, because
 * anybody could use it to keep staff out. From an address or a browser where the account has signed in before, only the
 * tries made there count, so that strangers who guess delay strangers only.
 */
export class Attempts {
  readonly #pairs: Backoff
  readonly #accounts: Backoff
  readonly #addresses: Backoff
  /** Accounts with the addresses from which they have signed in, newest last. */
  readonly #known = new Set<string>()

  constructor(clock: Clock) {
    this.#pairs = new Backoff(clock, limits.freeAttempts)
    this.#accounts = new Backoff(clock, limits.freeAttemptsOfAccount)
    this.#addresses = new Backoff(clock, limits.freeAttemptsOfAddress)
  }

  /** Begins a try; or the remaining wait (ms), and then it does not count. */
  begin({ badge, address, session }: Asker): Attempt | { readonly waitMs: number } {
    const network = networkOf(address)
    if (badge === undefined) return this.#begun([[this.#addresses, network]], () => undefined)
    const pair = `${badge} ${network}`
    const isKnown = session !== undefined || this.#known.has(pair)
    const own = session === undefined ? pair : `${badge} with session ${session}`
    const counts: (readonly [Backoff, string])[] = [
      [this.#pairs, own],
      ...(isKnown
        ? []
        : ([
            [this.#accounts, badge],
            [this.#addresses, network],
          ] as const)),
    ]
    return this.#begun(counts, () => {
      this.#pairs.forget(own)
      this.#remember(pair)
    })
  }

  #begun(
    counts: readonly (readonly [Backoff, string])[],
    succeeded: () => void,
  ): Attempt | { readonly waitMs: number } {
    const waitMs = Math.max(...counts.map(([backoff, subject]) => backoff.waitMs(subject)))
    if (waitMs > 0) return { waitMs }
    const each = (act: 'begin' | 'failed' | 'withdraw') => {
      for (const [backoff, subject] of counts) backoff[act](subject)
    }
    each('begin')
    return {
      failed: () => each('failed'),
      withdrawn: () => each('withdraw'),
      succeeded: () => {
        each('withdraw')
        succeeded()
      },
    }
  }

  #remember(pair: string): void {
    this.#known.delete(pair)
    this.#known.add(pair)
    if (this.#known.size > limits.attemptsKept) this.#known.delete(this.#known.values().next().value!)
  }
}

/** `underway`: how many of `count` have no outcome yet. */
interface Tries {
  readonly count: number
  readonly underway: number
  readonly notBefore: number
  readonly forgottenAt: number
}
const noTries: Tries = { count: 0, underway: 0, notBefore: 0, forgottenAt: 0 }

class Backoff {
  readonly #clock: Clock
  readonly #free: number
  readonly #tries = new Map<string, Tries>()

  constructor(clock: Clock, free: number) {
    this.#clock = clock
    this.#free = free
  }

  waitMs(subject: string): number {
    const { count, underway, notBefore } = this.#of(subject)
    const waitMs = Math.max(0, notBefore - this.#clock.monotonicMs())
    return underway > 0 && count >= this.#free ? Math.max(waitMs, limits.attemptWaitMs) : waitMs
  }

  begin(subject: string): void {
    const tries = this.#of(subject)
    this.#put(subject, { ...tries, count: tries.count + 1, underway: tries.underway + 1 })
  }

  /** The wait begins with the outcome, because a check may take longer than the wait. */
  failed(subject: string): void {
    const { count, underway } = this.#of(subject)
    const over = count - this.#free
    const waitMs = over < 0 ? 0 : Math.min(limits.attemptWaitMs * 2 ** over, limits.attemptWaitMaxMs)
    const notBefore = this.#clock.monotonicMs() + waitMs
    this.#put(subject, { count, underway: underway - 1, notBefore, forgottenAt: 0 })
  }

  forget(subject: string): void {
    this.#tries.delete(subject)
  }

  withdraw(subject: string): void {
    const tries = this.#of(subject)
    this.#put(subject, { ...tries, count: tries.count - 1, underway: tries.underway - 1 })
  }

  #of(subject: string): Tries {
    const tries = this.#tries.get(subject) ?? noTries
    return tries.underway > 0 || tries.forgottenAt > this.#clock.monotonicMs() ? tries : noTries
  }

  #put(subject: string, tries: Tries): void {
    this.#tries.delete(subject)
    if (tries.count <= 0) return
    const from = Math.max(tries.notBefore, this.#clock.monotonicMs())
    this.#tries.set(subject, { ...tries, forgottenAt: from + limits.attemptsForgottenMs })
    if (this.#tries.size > limits.attemptsKept) this.#tries.delete(this.#tries.keys().next().value!)
  }
}
