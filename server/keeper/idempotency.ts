import type { AnyEvent, EntryOf } from '../hall/entry.ts'

/** An answer that was given; the same key gets it again. */
interface GivenAnswer {
  readonly seq: number
  readonly hash: string
  readonly result: Record<string, unknown>
}

type Written = [seq: number, hash: string, result: GivenAnswer['result']]

/**
 * Answers by idempotency key, for this business day and the next, rebuilt from journal and checkpoint. Each is one
 * string of JSON, so that a full day adds no objects for the garbage collector to visit.
 */
export class Answers {
  #today = new Map<string, string>()
  #before = new Map<string, string>()

  get(key: string): GivenAnswer | undefined {
    const written = this.#today.get(key) ?? this.#before.get(key)
    if (written === undefined) return undefined
    const [seq, hash, result] = JSON.parse(written) as Written
    return { seq, hash, result }
  }

  /** Folds an entry in, as `evolve` does for a heart. */
  remember(entry: EntryOf<AnyEvent>): void {
    if (entry.events.some((event) => event.type === 'day-started')) {
      this.#before = this.#today
      this.#today = new Map()
    }
    if (entry.actor !== 'keeper')
      this.#today.set(entry.key, JSON.stringify([entry.seq, entry.hash, entry.result] satisfies Written))
  }

  get size(): number {
    return this.#today.size + this.#before.size
  }

  /** For the checkpoint: `[key, answer, 0 = this day | 1 = the day before]`. */
  toSnapshot(): [string, string, 0 | 1][] {
    const written: [string, string, 0 | 1][] = []
    for (const [key, answer] of this.#before) written.push([key, answer, 1])
    for (const [key, answer] of this.#today) written.push([key, answer, 0])
    return written
  }

  static fromSnapshot(written: readonly (readonly [string, string, 0 | 1])[]): Answers {
    const answers = new Answers()
    for (const [key, answer, age] of written) (age === 0 ? answers.#today : answers.#before).set(key, answer)
    return answers
  }
}
