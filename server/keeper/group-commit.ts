import type { AnyEvent, EntryOf } from '../hall/entry.ts'
import type { Commit, CommitListener, KeeperAnswer, KeeperJournal, Reply } from './keeper-types.ts'
import { limits } from './limits.ts'

/** Entries that are written together, and the answers that leave once they are durable, in the order of decisions. */
interface Batch<E extends AnyEvent> extends Commit<E> {
  readonly entries: EntryOf<E>[]
  readonly replies: { readonly reply: Reply; readonly answer: KeeperAnswer }[]
}
const emptyBatch = () => ({ entries: [], replies: [] })

/**
 * Group commit: one batch is being written while the next one fills. Replies and listeners are called when the batch
 * of an entry is durable. After a failure every answer that was due is `unknown`, and nothing more is written.
 */
export class GroupCommit<E extends AnyEvent> {
  readonly #journal: KeeperJournal<E>
  readonly #onFailure: (error: Error) => void
  readonly #together: (work: () => void) => void
  readonly #beforeWrite: () => void
  readonly #listeners: CommitListener<E>[] = []
  #open: Batch<E> = emptyBatch()
  #inFlight: Batch<E> | undefined
  #durableSeq: number
  #waiting: { seq: number; task: () => void }[] = []
  #isGathering = false
  #isSealing = false
  #failed = false

  constructor(options: {
    journal: KeeperJournal<E>
    durableSeq: number
    onFailure: (error: Error) => void
    together: (work: () => void) => void
    /** Called before each write; entries that it adds join the batch. */
    beforeWrite: () => void
  }) {
    this.#journal = options.journal
    this.#durableSeq = options.durableSeq
    this.#onFailure = options.onFailure
    this.#together = options.together
    this.#beforeWrite = options.beforeWrite
  }

  get durableSeq(): number {
    return this.#durableSeq
  }

  get failed(): boolean {
    return this.#failed
  }

  /** The number of entries in the open batch. */
  get openEntries(): number {
    return this.#open.entries.length
  }

  listen(listener: CommitListener<E>): void {
    this.#listeners.push(listener)
  }

  /** Takes an entry that was just folded in. */
  add(entry: EntryOf<E>, reply: Reply): void {
    for (const listener of this.#listeners) listener.folded?.(entry)
    this.#open.entries.push(entry)
    this.#open.replies.push({ reply, answer: { ok: true, seq: entry.seq, result: entry.result } })
    const isReady = !this.#isGathering || this.#open.entries.length >= limits.commandsPerBatch
    if (!this.#inFlight && !this.#isSealing && isReady) this.#seal()
  }

  /**
   * An answer without an entry leaves when all entries before it are durable, and before the answer to any later entry.
   * Order matters because the same key may be refused first and accepted when the command is sent again.
   */
  replyInOrder(reply: Reply, answer: KeeperAnswer): void {
    const last = this.#open.entries.length > 0 ? this.#open : this.#inFlight
    if (last) last.replies.push({ reply, answer })
    else reply(answer)
  }

  /** Batches the entries that `work` adds. Otherwise the first entry would be written alone, and the others would wait for it. */
  gather(work: () => void): void {
    if (this.#isGathering) return work()
    this.#isGathering = true
    try {
      work()
    } finally {
      this.#isGathering = false
      if (!this.#inFlight && this.#open.entries.length > 0) this.#seal()
    }
  }

  /** Runs `task` once everything up to `seq` is on disk; at once when it is. */
  whenDurable(seq: number, task: () => void): void {
    if (seq <= this.#durableSeq) task()
    else this.#waiting.push({ seq, task })
  }

  fail(error: Error): void {
    this.#failed = true
    for (const { reply } of [...(this.#inFlight?.replies ?? []), ...this.#open.replies])
      reply({ ok: false, unknown: true })
    this.#inFlight = undefined
    this.#open = emptyBatch()
    this.#onFailure(error)
  }

  /** Writes the open batch; meanwhile listeners prepare their messages. */
  #seal(): void {
    this.#isSealing = true
    this.#beforeWrite()
    this.#isSealing = false
    if (this.#failed) return
    const batch = this.#open
    this.#inFlight = batch
    this.#open = emptyBatch()
    try {
      this.#journal.write(batch.entries, (error) => (error ? this.fail(error) : this.#committed(batch)))
    } catch (error) {
      return this.fail(error instanceof Error ? error : new Error(String(error)))
    }
    for (const listener of this.#listeners) listener.sealed?.(batch)
  }

  #committed(batch: Batch<E>): void {
    // A heart failed meanwhile, and `fail` has answered already.
    if (this.#failed) return
    this.#inFlight = undefined
    this.#durableSeq = batch.entries.at(-1)!.seq
    if (this.#open.entries.length > 0) this.#seal()
    this.#together(() => {
      for (const { reply, answer } of batch.replies) reply(answer)
      for (const listener of this.#listeners) listener.committed?.(batch)
      this.#runWaiting()
    })
  }

  #runWaiting(): void {
    if (this.#waiting.length === 0) return
    const ready = this.#waiting.filter(({ seq }) => seq <= this.#durableSeq)
    if (ready.length === 0) return
    this.#waiting = this.#waiting.filter(({ seq }) => seq > this.#durableSeq)
    for (const { task } of ready) task()
  }
}
