import type { z } from 'zod'
import type { Role } from '../hall/ids.ts'

/**
 * Callers to whom a command or a view is open. `staff`: everybody who is signed in. `phone`: every caller with the
 * key of the ticket in the body. `rating`: the rating device of a counter.
 */
export type Grantee = 'anybody' | 'phone' | 'kiosk' | 'rating' | 'staff' | Role

/**
 * Everything about one command. `personal` lists the fields of its body that hold free text: the gateway keeps them in the
 * vault, and the heart gets a reference under the same name with `Ref` appended. `undo`: may be taken back within 8 s.
 */
export interface CommandDefinition<
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
  Personal extends string = string,
  Undo extends boolean = boolean,
> {
  readonly summary: string
  readonly body: Body
  readonly by: readonly Grantee[]
  readonly undo: Undo
  readonly personal: readonly Personal[]
  readonly result: Result
}

/** Defines a command. Types of the pages, permissions, API documents and the fields for the vault derive from it. */
export const command = <
  Body extends z.ZodType,
  Result extends z.ZodType,
  const Personal extends Extract<keyof z.output<Body>, string> = never,
  const Undo extends boolean = false,
>({
  personal = [],
  undo,
  ...rest
}: Omit<CommandDefinition<Body, Result>, 'personal' | 'undo'> & {
  readonly personal?: readonly Personal[]
  readonly undo?: Undo
}): CommandDefinition<Body, Result, Personal, Undo> => ({ ...rest, personal, undo: (undo ?? false) as Undo })
