import { seededRandom } from '../../fakes/seeded-random.ts'

/** Choices that a seed decides, the same on every machine. */
export class Draw {
  readonly #chance: () => number

  constructor(seed: number) {
    this.#chance = seededRandom(seed)
  }

  /** A whole number from 0 to `below` - 1. */
  number(below: number): number {
    return Math.floor(this.#chance() * below)
  }

  is(share: number): boolean {
    return this.#chance() < share
  }

  of<T>(list: readonly T[]): T {
    return list[this.number(list.length)]!
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.number(256)))
  }
}
