import type { KeeperCommands } from './command-shapes.ts'
import type { floorHandlers } from './handlers.ts'

/**
 * The commands of the floor with their bodies, as their handlers take them. Free text is already replaced by
 * references of the vault (`noteRef`, `wordsRef`).
 */
export type FloorCommands = {
  readonly [T in keyof typeof floorHandlers]: Parameters<(typeof floorHandlers)[T]>[1]
}

export type FloorCommandType = keyof FloorCommands
export type CommandType = FloorCommandType | keyof KeeperCommands

type Bodies = FloorCommands & KeeperCommands
/** A command as the heart takes it: its type and body. `Context` has its actor, device and time. */
export type Command<T extends CommandType = CommandType> = {
  [One in T]: { readonly type: One; readonly body: Bodies[One] }
}[T]
