import type { z } from 'zod'

/** Agreement of a schema with a type of the heart, shown to the compiler: the heart knows no schema, and neither may drift. */

/** Every field required and writable, with the mark of whether it was optional: so no optional field goes unseen. */
type Shape<T> = T extends readonly (infer Item)[]
  ? Shape<Item>[]
  : T extends object
    ? {
        -readonly [K in keyof T]-?: {
          of: Shape<Exclude<T[K], undefined>>
          optional: undefined extends T[K] ? 1 : 0
        }
      }
    : T

/** `true` when both have the same fields, optional ones too; otherwise the two, so that the error shows them. */
export type Agreement<Schema extends z.ZodType, Type> = [Shape<Type>] extends [Shape<z.output<Schema>>]
  ? [Shape<z.output<Schema>>] extends [Shape<Type>]
    ? true
    : { schemaIsWider: z.output<Schema>; than: Type }
  : { typeIsWider: Type; than: z.output<Schema> }

/** Does not compile unless the agreement is there. */
export type Agreed<_Of extends true> = true
