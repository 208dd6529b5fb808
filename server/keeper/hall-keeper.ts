import { type Clock, type ClockDoubt, ClockWatch } from '../clock.ts'
import type { AnyCommand, AnyEvent, Context, EntryOf } from '../hall/entry.ts'
import { actorName, type DeviceId, type EpochMs, type HallId } from '../hall/ids.ts'
import { GroupCommit } from './group-commit.ts'
import type { Heart } from './heart.ts'
import type { Part } from './house.ts'
import type { Answers } from './idempotency.ts'
import {
  type CommandOrigin,
  type CommitListener,
  HeartFailed,
  type House,
  type HouseCommand,
  type HouseEvent,
  type KeeperJournal,
  type Reply,
} from './keeper-types.ts'
import { limits } from './limits.ts'
import type { StateMachine } from './state-machine.ts'

/** A command that the keeper gives itself; every heart knows it. */
const keeperCommand = <C extends AnyCommand>(type: string, body: object): C => {
  const command: AnyCommand = { type, body }
  return command as C
}

/**
 * The single writer. Every command is decided against the newest state and folded in at once, without an await between
 * reading and deciding. Answers, screens and printers are told when its batch is durable. If the disk or a heart fails,
 * the outcome is unknown: nothing is answered as done, nothing is retried, and `onFailure` stops the process.
 */
export class HallKeeper<
  S extends Part<'hall', unknown> = House,
  C extends AnyCommand = HouseCommand,
  E extends AnyEvent = HouseEvent,
> {
  readonly answers: Answers
  readonly #id: HallId
  readonly #machine: StateMachine<S, C, E>
  readonly #heart: Heart<S, C, E>
  readonly #journal: KeeperJournal<E>
  readonly #clock: Clock
  readonly #clockWatch: ClockWatch
  readonly #commits: GroupCommit<E>
  #stopped = false
  #cancelTimer: () => void = () => {}
  #timerDueAt = Number.NaN
  #keeperCommands = 0
  #deferred: (() => void)[] = []
  #cancelDeferral: () => void = () => {}

  constructor(options: {
    id: HallId
    machine: StateMachine<S, C, E>
    journal: KeeperJournal<NoInfer<E>>
    clock: Clock
    onFailure: (error: Error) => void
    /** Runs the notifications of one commit, so that the sockets can batch their writes (corking). */
    together?: (work: () => void) => void
  }) {
    const { machine } = options
    this.#machine = machine
    this.#heart = machine.heart
    this.answers = machine.answers
    this.#id = options.id
    this.#journal = options.journal
    this.#clock = options.clock
    this.#clockWatch = new ClockWatch(options.clock, machine.at)
    this.#commits = new GroupCommit({
      journal: options.journal,
      durableSeq: machine.seq,
      onFailure: (error) => {
        this.#cancelTimer()
        options.onFailure(error)
      },
      together: options.together ?? ((work) => work()),
      beforeWrite: () => this.#decideDeferred(),
    })
  }

  /** The newest state, which may not be durable yet. */
  get state(): S {
    return this.#machine.state
  }

  get hall(): S['hall'] {
    return this.#machine.state.hall
  }

  /** The number of the last entry, which may not be durable yet. */
  get seq(): number {
    return this.#machine.seq
  }

  /** Time of that entry. */
  get at(): EpochMs {
    return this.#machine.at
  }

  get clockDoubt(): ClockDoubt | undefined {
    return this.#clockWatch.doubt
  }

  get durableSeq(): number {
    return this.#commits.durableSeq
  }

  /** The reason for which no command is accepted at present. */
  get trouble(): 'clock-in-doubt' | 'disk-is-full' | undefined {
    if (this.#clockWatch.doubt) return 'clock-in-doubt'
    return this.#journal.room === 'none' ? 'disk-is-full' : undefined
  }

  listen(listener: CommitListener<E>): void {
    this.#commits.listen(listener)
  }

  /** Decides a command. `reply` is called once, when every entry that the answer depends on is durable. */
  ask(command: C, origin: CommandOrigin, reply: Reply): void {
    if (this.#isClosed) return reply({ ok: false, unknown: true })
    if (this.#answerAgain(origin, reply)) return
    const underway = this.#journal.room === 'enough' ? limits.commandsUnderway : limits.commandsOnLastSegment
    if (this.#commits.openEntries >= underway) return reply({ ok: false, denied: 'too-many' })
    if (!this.#passDueTime()) return reply({ ok: false, refusal: { reason: 'clock-in-doubt' } })
    if (this.#journal.room === 'none') return reply({ ok: false, refusal: { reason: 'disk-is-full' } })
    this.#decide(command, origin, reply)
  }

  /** Decides a command of the server itself, such as a start, a connection or a report about a paper. */
  askAsKeeper(command: C, device: DeviceId = 'server', reply: Reply = () => {}): void {
    if (this.#isClosed) return
    if (this.#clockWatch.read(this.#machine.at) === undefined || this.#journal.room === 'none') {
      return reply({ ok: false, refusal: { reason: this.trouble ?? 'disk-is-full' } })
    }
    this.#decide(command, this.#keeperOrigin(device), reply)
  }

  /**
   * Decides a command of the server, in the write of the next command (piggybacking), or in its own after `deferralMs`.
   * Otherwise each report about a paper would delay a ticket by a write to the disk.
   */
  askDeferred(command: C, device: DeviceId, reply: Reply): void {
    if (this.#isClosed) return
    if (this.#deferred.length === 0)
      this.#cancelDeferral = this.#clock.after(limits.deferralMs, () =>
        this.inBatches(() => this.#decideDeferred()),
      )
    this.#deferred.push(() => this.askAsKeeper(command, device, reply))
  }

  /** The operator confirms the clock. If it went back, the times of live tickets move with it. */
  acceptClock(origin: CommandOrigin, reply: Reply): void {
    if (this.#isClosed) return reply({ ok: false, unknown: true })
    if (this.#answerAgain(origin, reply)) return
    const clockAt = this.#clock.now()
    this.#clockWatch.accept()
    this.#decide(keeperCommand('accept-clock', { clockAt }), origin, reply, this.#machine.at)
    this.#passDueTime()
  }

  /** Batches the commands that `work` asks. */
  inBatches(work: () => void): void {
    this.#commits.gather(work)
  }

  /** Runs `task` once everything up to `seq` is on disk; at once when it is. */
  whenDurable(seq: number, task: () => void): void {
    this.#commits.whenDurable(seq, task)
  }

  /** Accepts no more commands; resolves when all acknowledged commands are durable. */
  async stop(): Promise<void> {
    this.inBatches(() => this.#decideDeferred())
    this.#stopped = true
    this.#cancelTimer()
    await new Promise<void>((resolve) => this.whenDurable(this.seq, resolve))
  }

  /** Idempotency (C3): a used key gets its first answer again; with another body or actor it is refused. True when it is used. */
  #answerAgain({ key, hash }: CommandOrigin, reply: Reply): boolean {
    const given = this.answers.get(key)
    if (!given) return false
    if (given.hash !== hash) reply({ ok: false, denied: 'key-reused' })
    else this.whenDurable(given.seq, () => reply({ ok: true, seq: given.seq, result: given.result }))
    return true
  }

  get #isClosed(): boolean {
    return this.#stopped || this.#commits.failed
  }

  #decideDeferred(): void {
    if (this.#deferred.length === 0) return
    this.#cancelDeferral()
    const deferred = this.#deferred
    this.#deferred = []
    for (const decide of deferred) decide()
  }

  #keeperOrigin(device: DeviceId): CommandOrigin {
    this.#keeperCommands += 1
    return {
      actor: { kind: 'keeper' },
      device,
      key: `keeper-${this.seq + 1}-${this.#keeperCommands}`,
      hash: '',
    }
  }

  /** Decides due deadlines first, so that no decision uses the opening hours of yesterday. False while the clock is in doubt. */
  #passDueTime(): boolean {
    const at = this.#clockWatch.read(this.#machine.at)
    if (at === undefined) return false
    if (at >= this.#nextDeadline() && this.#journal.room !== 'none') {
      this.#decide(keeperCommand('time-passed', {}), this.#keeperOrigin('server'), () => {})
    }
    return true
  }

  #decide(command: C, origin: CommandOrigin, reply: Reply, at?: EpochMs): void {
    // The heart may have failed just before, at a deadline.
    if (this.#commits.failed) return reply({ ok: false, unknown: true })
    const time = at ?? Math.max(this.#clock.now(), this.#machine.at)
    const context: Context = { at: time, actor: origin.actor, device: origin.device, key: origin.key }
    const decision = this.#ofHeart(`decide of ${command.type}`, () =>
      this.#heart.decide(this.state, command, context),
    )
    if (!decision) return reply({ ok: false, unknown: true })
    if ('refusal' in decision) {
      const { refusal } = decision
      return this.#commits.replyInOrder(reply, { ok: false, refusal })
    }
    const { events, result } = decision
    if (
      events.length > limits.eventsWithoutSizeCheck &&
      !this.#journal.canWrite(Buffer.byteLength(JSON.stringify(decision)) * 2)
    ) {
      return reply({ ok: false, refusal: { reason: 'disk-is-full' } })
    }
    if (events.length === 0 && origin.actor.kind === 'keeper') {
      return this.#commits.replyInOrder(reply, { ok: true, seq: this.seq, result })
    }
    this.#add(
      {
        seq: this.seq + 1,
        hall: this.#id,
        at: time,
        key: origin.key,
        actor: actorName(origin.actor),
        device: origin.device,
        hash: origin.hash,
        command: command.type,
        events,
        result,
      },
      reply,
    )
  }

  #add(entry: EntryOf<E>, reply: Reply): void {
    const isApplied = this.#ofHeart(`evolve of entry ${entry.seq} (${entry.command})`, () => {
      this.#machine.apply(entry)
      return true
    })
    if (!isApplied) return reply({ ok: false, unknown: true })
    this.#commits.add(entry, reply)
    this.#setTimer()
  }

  #nextDeadline(): EpochMs {
    const due = this.#ofHeart('nextDeadline', () => this.#heart.nextDeadline(this.state))
    return due ?? Number.POSITIVE_INFINITY
  }

  /** The result of a function of the heart; undefined when it threw, and the keeper has stopped then. */
  #ofHeart<T>(what: string, work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.#commits.fail(new HeartFailed(`the heart threw in ${what}`, { cause: error }))
      return undefined
    }
  }

  /** Sets the timer for the heart's next deadline, at most `clockCheckMs` ahead, so that the clock is checked too. */
  #setTimer(): void {
    if (this.#isClosed) return
    const due = this.trouble ? Number.POSITIVE_INFINITY : this.#nextDeadline()
    if (this.#isClosed || due === this.#timerDueAt) return
    this.#cancelTimer()
    this.#timerDueAt = due
    const delay = Math.min(Math.max(due - this.#clock.now(), 0), limits.clockCheckMs)
    this.#cancelTimer = this.#clock.after(delay, () => {
      this.#timerDueAt = Number.NaN
      this.#passDueTime()
      this.#setTimer()
    })
  }
}
