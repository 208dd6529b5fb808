import type { Command, FloorCommands, FloorCommandType } from '../hall/commands/command-types.ts'
import type { UndoableCommand } from '../hall/commands/undo.ts'
import type { TicketId } from '../hall/ids.ts'
import { commands, type SentBody } from './commands.ts'

type Definition<T extends FloorCommandType> = (typeof commands)[T]
type Personal<T extends FloorCommandType> = Definition<T>['personal'][number]

/** A body for the heart: a ticket stands for the key of a phone, references of the vault stand for free text. */
type HeartBody<T extends FloorCommandType> = Omit<SentBody<T>, 'key' | Personal<T>> &
  (SentBody<T> extends { key: string } ? { ticket: TicketId } : unknown) & {
    [P in Personal<T> as `${P}Ref`]?: string
  }

/** Compile-time check: commands that differ between wire and heart in the name or type of a field, or in their undo. */
type Mismatch<T extends FloorCommandType = FloorCommandType> = T extends FloorCommandType
  ? [HeartBody<T>, keyof HeartBody<T>] extends [FloorCommands[T], keyof FloorCommands[T]]
    ? [keyof FloorCommands[T], Definition<T>['undo']] extends [
        keyof HeartBody<T>,
        T extends UndoableCommand ? true : false,
      ]
      ? never
      : T
    : T
  : never
type None<_Of extends never> = true
export type WireFitsHeart = None<Mismatch>

/**
 * A command for the heart. `ticket` is the one that the key in the body belongs to, `references` are the vault's for
 * its personal fields. The assertion holds because of `WireFitsHeart`.
 */
export function heartCommand(
  type: FloorCommandType,
  sent: SentBody<FloorCommandType>,
  ticket: TicketId | undefined,
  references: Readonly<Record<string, string>>,
): Command {
  const { personal } = commands[type]
  if (personal.length === 0 && ticket === undefined) return { type, body: sent } as Command
  const body: Record<string, unknown> = { ...references }
  const wireOnly: readonly string[] = ticket === undefined ? personal : ['key', ...personal]
  for (const [field, value] of Object.entries(sent)) if (!wireOnly.includes(field)) body[field] = value
  if (ticket !== undefined) body.ticket = ticket
  return { type, body } as Command
}
