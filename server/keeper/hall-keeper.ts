import { type Clock, type ClockDoubt, ClockWatch } from '../clock.ts'
import { type Announcement, announcementsOf } from '../hall/announcements.ts'
import type { Command, Context } from '../hall/commands/command-types.ts'
import { decide } from '../hall/decide.ts'
import type { Entry } from '../hall/events.ts'
import { evolve } from '../hall/evolve/evolve.ts'
import type { Hall } from '../hall/hall.ts'
import { actorName, type DeviceId, type HallId } from '../hall/ids.ts'
import { nextDeadline } from '../hall/timers.ts'
import type { Answers } from './idempotency.ts'
import type {
  CommandOrigin,
  Commit,
  CommitListener,
  KeeperAnswer,
  KeeperJournal,
  Reply,
} from './keeper-types.ts'
import { limits } from './limits.ts'

/** What goes to the disk together, and what is answered when it is there: in the order in which it was decided. */
interface Batch extends Commit {
  readonly entries: Entry[]
  readonly announcements: Announcement[]
  readonly due: { readonly reply: Reply; readonly answer: KeeperAnswer }[]
}
const emptyBatch = (): Batch => ({ entries: [], announcements: [], due: [] })

/**
 * The one writer. Every command is decided against the newest hall and folded in at once, without an await
 * between looking and deciding; answers, screens and printers hear of it when its batch is on disk. One batch
 * is on its way while the next one fills. If the disk fails, the outcome is unknown: nothing is answered as
 * done, nothing retried, `onFailure` stops the process.
 */
export class HallKeeper {
  readonly hall: Hall
  readonly answers: Answers
  readonly #id: HallId
  readonly #journal: KeeperJournal
  readonly #clock: Clock
  readonly #watch: ClockWatch
  readonly #onFailure: (error: Error) => void
  readonly #together: (work: () => void) => void
  readonly #listeners: CommitListener[] = []
  #open = emptyBatch()
  #flying: Batch | undefined
  #durableSeq: number
  #waiting: { seq: number; task: () => void }[] = []
  #isGathering = false
  #stopped = false
  #wake: () => void = () => {}
  #wakeDue = Number.NaN
  #keeperCommands = 0

  constructor(options: {
    id: HallId
    hall: Hall
    answers: Answers
    journal: KeeperJournal
    clock: Clock
    onFailure: (error: Error) => void
    /** Runs what tells many of one commit; the wire lets what is written meanwhile leave together. */
    together?: (work: () => void) => void
  }) {
    this.hall = options.hall
    this.answers = options.answers
    this.#id = options.id
    this.#journal = options.journal
    this.#clock = options.clock
    this.#watch = new ClockWatch(options.clock, options.hall.at)
    this.#onFailure = options.onFailure
    this.#together = options.together ?? ((work) => work())
    this.#durableSeq = options.hall.seq
  }

  get clockDoubt(): ClockDoubt | undefined {
    return this.#watch.doubt
  }

  get durableSeq(): number {
    return this.#durableSeq
  }

  /** Why no command can be taken just now, if so. */
  get trouble(): 'clock-in-doubt' | 'disk-is-full' | undefined {
    if (this.#watch.doubt) return 'clock-in-doubt'
    return this.#journal.room === 'none' ? 'disk-is-full' : undefined
  }

  listen(listener: CommitListener): void {
    this.#listeners.push(listener)
  }

  /** Decides a command. `reply` is called once, when what the answer rests on is on disk. */
  ask(command: Command, asker: CommandOrigin, reply: Reply): void {
    if (this.#stopped) return reply({ ok: false, unknown: true })
    if (this.#answeredBefore(asker, reply)) return
    const underway = this.#journal.room === 'enough' ? limits.commandsUnderway : limits.commandsOnLastSegment
    if (this.#open.entries.length >= underway) return reply({ ok: false, denied: 'too-many' })
    if (!this.#keepTime()) return reply({ ok: false, refusal: { reason: 'clock-in-doubt' } })
    if (this.#journal.room === 'none') return reply({ ok: false, refusal: { reason: 'disk-is-full' } })
    this.#decide(command, asker, reply)
  }

  /** The keeper's own commands: time, starts, links, paper. */
  askAsKeeper(command: Command, device: DeviceId = 'server', reply: Reply = () => {}): void {
    if (this.#stopped) return
    if (this.#watch.read(this.hall.at) === undefined || this.#journal.room === 'none') {
      return reply({ ok: false, refusal: { reason: this.trouble ?? 'disk-is-full' } })
    }
    this.#decide(command, this.#asKeeper(device), reply)
  }

  /** The operator confirms the clock; what is live moves with it if it went back. */
  acceptClock(asker: CommandOrigin, reply: Reply): void {
    if (this.#stopped) return reply({ ok: false, unknown: true })
    if (this.#answeredBefore(asker, reply)) return
    const clockAt = this.#clock.now()
    this.#watch.accept()
    this.#decide({ type: 'accept-clock', body: { clockAt } }, asker, reply, this.hall.at)
    this.#keepTime()
  }

  /** What `work` asks flies in batches worth a write; else the first would fly alone, and all others wait for it. */
  inBatches(work: () => void): void {
    if (this.#isGathering) return work()
    this.#isGathering = true
    try {
      work()
    } finally {
      this.#isGathering = false
      if (!this.#flying && this.#open.entries.length > 0) this.#seal()
    }
  }

  /** Runs `task` once everything up to `seq` is on disk; at once when it is. */
  whenDurable(seq: number, task: () => void): void {
    if (seq <= this.#durableSeq) task()
    else this.#waiting.push({ seq, task })
  }

  /** Takes no more commands; settles when what was acknowledged is on disk. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake()
    await new Promise<void>((resolve) => this.whenDurable(this.hall.seq, resolve))
  }

  /** C3: the same key is done once and answered alike; with another body or actor it is refused. */
  #answeredBefore({ key, hash }: CommandOrigin, reply: Reply): boolean {
    const given = this.answers.get(key)
    if (!given) return false
    if (given.hash !== hash) reply({ ok: false, denied: 'key-reused' })
    else this.whenDurable(given.seq, () => reply({ ok: true, seq: given.seq, result: given.result }))
    return true
  }

  #asKeeper(device: DeviceId): CommandOrigin {
    this.#keeperCommands += 1
    return {
      actor: { kind: 'keeper' },
      device,
      key: `keeper-${this.hall.seq + 1}-${this.#keeperCommands}`,
      hash: '',
    }
  }

  /** Lets due time pass first, so that nothing is decided by yesterday's doors. False while the clock is in doubt. */
  #keepTime(): boolean {
    const at = this.#watch.read(this.hall.at)
    if (at === undefined) return false
    if (at >= nextDeadline(this.hall) && this.#journal.room !== 'none') {
      this.#decide({ type: 'time-passed', body: {} }, this.#asKeeper('server'), () => {})
    }
    return true
  }

  #decide(command: Command, asker: CommandOrigin, reply: Reply, at?: number): void {
    const { hall } = this
    const time = at ?? Math.max(this.#clock.now(), hall.at)
    const context: Context = { at: time, actor: asker.actor, device: asker.device, key: asker.key }
    const decision = decide(hall, command, context)
    if ('refusal' in decision) {
      const { refusal } = decision
      return this.#afterWhatItRestsOn(reply, { ok: false, refusal })
    }
    const { events, result } = decision
    if (
      events.length > limits.eventsUnmeasured &&
      !this.#journal.canWrite(Buffer.byteLength(JSON.stringify(decision)) * 2)
    ) {
      return reply({ ok: false, refusal: { reason: 'disk-is-full' } })
    }
    if (events.length === 0 && asker.actor.kind === 'keeper') {
      return this.#afterWhatItRestsOn(reply, { ok: true, seq: hall.seq, result })
    }
    this.#add(
      {
        seq: hall.seq + 1,
        hall: this.#id,
        at: time,
        key: asker.key,
        actor: actorName(asker.actor),
        device: asker.device,
        hash: asker.hash,
        command: command.type,
        events,
        result,
      },
      reply,
    )
  }

  #add(entry: Entry, reply: Reply): void {
    const before = this.hall.calls
    evolve(this.hall, entry)
    this.answers.remember(entry)
    this.#open.announcements.push(...announcementsOf(this.hall, before, entry))
    this.#open.entries.push(entry)
    this.#open.due.push({ reply, answer: { ok: true, seq: entry.seq, result: entry.result } })
    const isReady = !this.#isGathering || this.#open.entries.length >= limits.commandsPerBatch
    if (!this.#flying && isReady) this.#seal()
    this.#setWake()
  }

  /**
   * What changes nothing is answered when all that came before it is on disk, and before anything that came later: the
   * same key may be refused first and done when it is asked once more.
   */
  #afterWhatItRestsOn(reply: Reply, answer: KeeperAnswer): void {
    const last = this.#open.entries.length > 0 ? this.#open : this.#flying
    if (last) last.due.push({ reply, answer })
    else reply(answer)
  }

  /** Sends the open batch to the disk; while it flies, listeners prepare what they will tell. */
  #seal(): void {
    const batch = this.#open
    this.#flying = batch
    this.#open = emptyBatch()
    try {
      this.#journal.write(batch.entries, (error) => (error ? this.#fail(error) : this.#committed(batch)))
    } catch (error) {
      return this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
    for (const listener of this.#listeners) listener.sealed?.(batch)
  }

  #committed(batch: Batch): void {
    this.#flying = undefined
    this.#durableSeq = batch.entries.at(-1)!.seq
    if (this.#open.entries.length > 0) this.#seal()
    this.#together(() => {
      for (const { reply, answer } of batch.due) reply(answer)
      for (const listener of this.#listeners) listener.committed?.(batch)
      this.#settleWaiting()
    })
  }

  #settleWaiting(): void {
    if (this.#waiting.length === 0) return
    const ready = this.#waiting.filter(({ seq }) => seq <= this.#durableSeq)
    if (ready.length === 0) return
    this.#waiting = this.#waiting.filter(({ seq }) => seq > this.#durableSeq)
    for (const { task } of ready) task()
  }

  #fail(error: Error): void {
    this.#stopped = true
    this.#wake()
    for (const { reply } of [...(this.#flying?.due ?? []), ...this.#open.due])
      reply({ ok: false, unknown: true })
    this.#flying = undefined
    this.#open = emptyBatch()
    this.#onFailure(error)
  }

  /** Wakes when the heart says time changes something, and looks at the clock now and then. */
  #setWake(): void {
    const due = this.trouble ? Number.POSITIVE_INFINITY : nextDeadline(this.hall)
    if (this.#stopped || due === this.#wakeDue) return
    this.#wake()
    this.#wakeDue = due
    const delay = Math.min(Math.max(due - this.#clock.now(), 0), limits.clockLookMs)
    this.#wake = this.#clock.after(delay, () => {
      this.#wakeDue = Number.NaN
      this.#keepTime()
      this.#setWake()
    })
  }
}
