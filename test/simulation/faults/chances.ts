import { seededRandom } from '../../fakes/seeded-random.ts'

/** Chances from a seed. Each part of a day has a stream of its own, so that leaving out a fault changes little else. */
export class Chances {
  readonly #next: () => number

  constructor(seed: number, stream: string) {
    let mixed = seed | 0
    for (let at = 0; at < stream.length; at += 1) mixed = Math.imul(mixed ^ stream.charCodeAt(at), 0x5bd1e995)
    this.#next = seededRandom(mixed ^ (mixed >>> 13))
  }

  /** 0 ≤ x < 1. */
  share(): number {
    return this.#next()
  }

  isOne(share: number): boolean {
    return this.#next() < share
  }

  between(from: number, to: number): number {
    return from + this.#next() * (to - from)
  }

  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)]!
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => Math.floor(this.#next() * 256))
  }
}
