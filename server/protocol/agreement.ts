import type { z } from 'zod'

/** Compile-time checks that a schema and a type of the heart agree, because the heart imports no schema. */

/** Makes every field required and writable and marks the optional ones, so that a missing optional field is seen. */
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

/** `true` when schema and type have the same fields, optional ones too; otherwise both, so that the error shows them. */
export type Agreement<Schema extends z.ZodType, Type> = [Shape<Type>] extends [Shape<z.output<Schema>>]
  ? [Shape<z.output<Schema>>] extends [Shape<Type>]
    ? true
    : { schemaIsWider: z.output<Schema>; than: Type }
  : { typeIsWider: Type; than: z.output<Schema> }

/** Compiles only when the types agree. */
export type Agreed<_Of extends true> = true
