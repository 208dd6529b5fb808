import type { z } from 'zod'

/** Agreement of a schema with a type of the heart, shown to the compiler: the heart knows no schema, and neither may drift. */

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T

/** `true` when each is assignable to the other; otherwise the two, so that the error shows them. */
export type Agreement<Schema extends z.ZodType, Type> = [Mutable<Type>] extends [z.output<Schema>]
  ? [z.output<Schema>] extends [Type]
    ? true
    : { schemaIsWider: z.output<Schema>; than: Type }
  : { typeIsWider: Type; than: z.output<Schema> }

/** Does not compile unless all agree. */
export type Agreed<_All extends true> = true
