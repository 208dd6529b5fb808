import type { AnyCommand, AnyEvent, Context, DecisionOf, EntryOf } from '../hall/entry.ts'
import type { EpochMs } from '../hall/ids.ts'

/** A state as a checkpoint writes it: the small parts in one piece, each list that grows with the day beside them. */
export interface Snapshot {
  readonly head: Readonly<Record<string, unknown>>
  readonly lists: Readonly<Record<string, readonly unknown[]>>
}

/**
 * A pure core behind the keeper: its state, the commands it decides and the events that change it. All functions are
 * synchronous, read no clock and draw no chance, so that the same entries always make the same state. To everybody
 * but its own `evolve` the state is read-only.
 */
export interface Heart<S, C extends AnyCommand, E extends AnyEvent> {
  /** Types of the commands that it decides. A type that several hearts know is decided by each of them. */
  readonly commands: ReadonlySet<string>
  /** The kinds of its own events, each with the newest version that it reads. */
  readonly events: Readonly<Record<string, number>>
  /** States the form of its snapshot; one of another form is not read. */
  readonly snapshotVersion: string
  empty(): S
  decide(state: S, command: C, context: Context): DecisionOf<E>
  /** Folds an entry in, in place. The entry may hold events of the hearts below as well. */
  evolve(state: S, entry: EntryOf<AnyEvent>): void
  /** The moment at which time next changes something; -Infinity: at once, Infinity: never. */
  nextDeadline(state: S): EpochMs
  /** The entry with its events in their present versions. `state` is the one just before the entry. */
  upcast(state: S, entry: EntryOf<AnyEvent>): EntryOf<AnyEvent>
  /** The state at this moment; nothing in it changes afterwards. */
  toSnapshot(state: S): Snapshot
  fromSnapshot(snapshot: Snapshot): S
}
