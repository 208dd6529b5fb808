import type { AnyCommand, AnyEvent, DecisionOf, EntryOf } from '../hall/entry.ts'
import type { Heart, Snapshot } from './heart.ts'

/** Several hearts as one: a state with a part for each, one journal, one order. */

export type Part<N extends string, S> = { readonly [name in N]: S }

const named = <N extends string, S>(name: N, state: S): Part<N, S> => ({ [name]: state }) as Part<N, S>

/** A house with one heart in it. */
export function houseOf<N extends string, S, C extends AnyCommand, E extends AnyEvent>(
  name: N,
  heart: Heart<S, C, E>,
): Heart<Part<N, S>, C, E> {
  const { commands, events } = heart
  return {
    commands,
    events,
    snapshotVersion: `${name}:${heart.snapshotVersion}`,
    empty: () => named(name, heart.empty()),
    decide: (state, command, context) => heart.decide(state[name], command, context),
    evolve: (state, entry) => heart.evolve(state[name], entry),
    nextDeadline: (state) => heart.nextDeadline(state[name]),
    upcast: (state, entry) => heart.upcast(state[name], entry),
    toSnapshot: (state) => nested(name, heart.toSnapshot(state[name])),
    fromSnapshot: (snapshot) => named(name, heart.fromSnapshot(unnested(name, snapshot))),
  }
}

/**
 * A house with one more heart on top. The new heart sees the events of the hearts below; those never see its events. A
 * command that both know (time, a start) is decided by both, into one entry. So are the commands that the new heart
 * gives to the hearts below in `also`.
 */
export function withHeart<
  S,
  C extends AnyCommand,
  E extends AnyEvent,
  N extends string,
  T,
  D extends AnyCommand,
  F extends AnyEvent,
>(below: Heart<S, C, E>, name: N, heart: Heart<T, D, F>): Heart<S & Part<N, T>, C | D, E | F> {
  const top = houseOf(name, heart)
  const isBelow = ({ type }: AnyEvent): boolean => Object.hasOwn(below.events, type)
  const belowOnly = (entry: EntryOf<AnyEvent>): EntryOf<AnyEvent> =>
    entry.events.every(isBelow) ? entry : { ...entry, events: entry.events.filter(isBelow) }
  return {
    commands: new Set([...below.commands, ...top.commands]),
    events: { ...below.events, ...top.events },
    snapshotVersion: `${below.snapshotVersion} ${top.snapshotVersion}`,
    empty: () => ({ ...below.empty(), ...top.empty() }),
    decide(state, command, context) {
      const isKnownBelow = below.commands.has(command.type)
      if (!top.commands.has(command.type)) return below.decide(state, command as C, context)
      const decision = top.decide(state, command as D, context)
      if ('refusal' in decision) return decision
      const commandsBelow = [...(isKnownBelow ? [command] : []), ...(decision.also ?? [])] as C[]
      let { events, result }: { events: readonly (E | F)[]; result: Readonly<Record<string, unknown>> } =
        decision
      for (const one of commandsBelow) {
        const answer: DecisionOf<E> = below.decide(state, one, context)
        if ('refusal' in answer) return answer
        events = [...answer.events, ...events]
        result = { ...answer.result, ...result }
      }
      return { events, result }
    },
    evolve(state, entry) {
      const ownPart = belowOnly(entry)
      if (ownPart.events.length > 0 || below.commands.has(entry.command)) below.evolve(state, ownPart)
      top.evolve(state, entry)
    },
    nextDeadline: (state) => Math.min(below.nextDeadline(state), top.nextDeadline(state)),
    upcast: (state, entry) => top.upcast(state, below.upcast(state, entry)),
    toSnapshot(state) {
      const [one, other] = [below.toSnapshot(state), top.toSnapshot(state)]
      return { head: { ...one.head, ...other.head }, lists: { ...one.lists, ...other.lists } }
    },
    fromSnapshot: (snapshot) => ({ ...below.fromSnapshot(snapshot), ...top.fromSnapshot(snapshot) }),
  }
}

/** A heart's snapshot under its own name: `head.<name>`, `lists.<name>.<list>`. */
function nested(name: string, { head, lists }: Snapshot): Snapshot {
  const own = Object.entries(lists).map(([list, items]) => [`${name}.${list}`, items] as const)
  return { head: { [name]: head }, lists: Object.fromEntries(own) }
}

function unnested(name: string, { head, lists }: Snapshot): Snapshot {
  const own = Object.entries(lists)
    .filter(([list]) => list.startsWith(`${name}.`))
    .map(([list, items]) => [list.slice(name.length + 1), items] as const)
  return { head: head[name] as Snapshot['head'], lists: Object.fromEntries(own) }
}
