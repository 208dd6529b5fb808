import type { AnyCommand, AnyEvent, EntryOf } from '../hall/entry.ts'
import type { EpochMs } from '../hall/ids.ts'
import { readEntry } from './entry-reader.ts'
import type { Heart, Snapshot } from './heart.ts'
import { Answers } from './idempotency.ts'

/** A state machine as a checkpoint writes it. `version` states the form of all that a heart wrote. */
interface MachineSnapshot extends Snapshot {
  readonly seq: number
  readonly version: string
}

/** The fold of a journal: the state of the heart and the answers given, after each entry in turn. */
export class StateMachine<S, C extends AnyCommand, E extends AnyEvent> {
  readonly heart: Heart<S, C, E>
  readonly state: S
  readonly answers: Answers
  #seq = 0
  #at: EpochMs = 0
  /** The error of the heart when it folded an entry in only in part. */
  #failure: unknown

  constructor(heart: Heart<S, C, E>, state = heart.empty(), answers = new Answers()) {
    this.heart = heart
    this.state = state
    this.answers = answers
  }

  /** The number of the last entry that was folded in. */
  get seq(): number {
    return this.#seq
  }

  /** Time of the last entry; earlier when that entry accepted a clock that went back. */
  get at(): EpochMs {
    return this.#at
  }

  /** Throws when the entry does not follow the last one, and passes on the errors of the heart. */
  apply(entry: EntryOf<AnyEvent>): void {
    if (entry.seq !== this.#seq + 1)
      throw new Error(
        `entry ${entry.seq} does not follow entry ${this.#seq}: entries are missing or in disorder`,
      )
    try {
      this.heart.evolve(this.state, entry)
    } catch (error) {
      this.#failure = error
      throw error
    }
    this.answers.remember(entry)
    this.#seq = entry.seq
    this.#at = timeAfter(entry)
  }

  /** Folds in a record of the journal, in whatever version it was written. Throws `NewerEvent`, `NoEntry`. */
  read(record: unknown): void {
    this.apply(this.upcast(record))
  }

  /** The record after the last entry, with its events in their present versions. */
  upcast(record: unknown): EntryOf<AnyEvent> {
    return this.heart.upcast(this.state, readEntry(record, this.heart.events))
  }

  /** Throws when an entry was folded in only in part, because such a state must not be stored. */
  toSnapshot(): MachineSnapshot {
    if (this.#failure)
      throw new Error(`the state after entry ${this.#seq} is incomplete: the heart threw on the next entry`, {
        cause: this.#failure,
      })
    const { head, lists } = this.heart.toSnapshot(this.state)
    return {
      version: this.heart.snapshotVersion,
      seq: this.#seq,
      head: { at: this.#at, ...head },
      lists: { ...lists, answers: this.answers.toSnapshot() },
    }
  }

  /** The snapshot must have the form of this heart's `snapshotVersion`. */
  static fromSnapshot<S, C extends AnyCommand, E extends AnyEvent>(
    heart: Heart<S, C, E>,
    { seq, head, lists }: Omit<MachineSnapshot, 'version'>,
  ): StateMachine<S, C, E> {
    const answers = Answers.fromSnapshot((lists.answers ?? []) as ReturnType<Answers['toSnapshot']>)
    const machine = new StateMachine(heart, heart.fromSnapshot({ head, lists }), answers)
    machine.#seq = seq
    machine.#at = head.at as EpochMs
    return machine
  }
}

/** When a clock that went back is accepted, the time of the machine goes back with it. */
function timeAfter({ command, at, events }: EntryOf<AnyEvent>): EpochMs {
  if (command !== 'accept-clock') return at
  let shifted = at
  for (const event of events)
    if (event.type === 'clock-accepted' && 'shiftMs' in event) shifted += Number(event.shiftMs)
  return shifted
}
