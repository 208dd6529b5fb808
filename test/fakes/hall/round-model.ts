import type { Policy } from '../../../server/hall/settings.ts'

interface Shares {
  priority: number
  ordinary: number
}

/** A round, and the command that last took a turn of it. */
interface Counted extends Shares {
  by: string
}

/**
 * The rounds of alternation as the written rules have them: each queue has one, and a call takes a turn in those of all
 * queues of the tier that it comes from.
 */
export class RoundModel {
  readonly #rounds = new Map<string, Counted>()
  /** Before each command: the rounds in which it took a turn. */
  readonly #former = new Map<string, Map<string, Counted | undefined>>()

  /** A call of a ticket with or without a head start, by the command with that key. */
  takeTurn(policy: Policy, isPriority: boolean, queues: readonly string[], key: string): void {
    if (policy.kind !== 'alternation') return
    for (const queue of queues) {
      const before = this.#rounds.get(queue)
      this.#note(key, queue, before)
      const after = { priority: before?.priority ?? 0, ordinary: before?.ordinary ?? 0, by: key }
      if (isPriority) after.priority += 1
      else after.ordinary += 1
      const isOver = !isPriority && after.ordinary >= policy.ordinary
      this.#rounds.set(queue, isOver ? { priority: 0, ordinary: 0, by: key } : after)
    }
  }

  /** The rounds after a call, as an event has them. */
  adopt(rounds: Readonly<Record<string, Shares>>, key: string): void {
    for (const [queue, { priority, ordinary }] of Object.entries(rounds)) {
      this.#note(key, queue, this.#rounds.get(queue))
      this.#rounds.set(queue, { priority, ordinary, by: key })
    }
  }

  #note(key: string, queue: string, before: Counted | undefined): void {
    const noted = this.#former.get(key) ?? new Map<string, Counted | undefined>()
    if (!noted.has(queue)) noted.set(queue, before)
    this.#former.set(key, noted)
  }

  /** The command is undone: its turns are given back, except where another took one since. */
  undo(key: string): void {
    for (const [queue, before] of this.#former.get(key) ?? []) {
      if (this.#rounds.get(queue)?.by !== key) continue
      if (before) this.#rounds.set(queue, before)
      else this.#rounds.delete(queue)
    }
  }

  beginAnew(): void {
    this.#rounds.clear()
  }

  /** Whether those with a head start have had their share in the round of this queue. */
  isOrdinaryDue(queue: string, share: number): boolean {
    return (this.#rounds.get(queue)?.priority ?? 0) >= share
  }

  /** How these rounds differ from the model's, if they do. */
  faultOf(rounds: ReadonlyMap<string, Shares>): string | undefined {
    const told = (some: ReadonlyMap<string, Shares>) =>
      [...some].map(([queue, { priority, ordinary }]) => `${queue} ${priority}:${ordinary}`).sort()
    const [found, expected] = [told(rounds).join(', '), told(this.#rounds).join(', ')]
    return found === expected ? undefined : `the rounds are ${found}, by the rules ${expected}`
  }
}
