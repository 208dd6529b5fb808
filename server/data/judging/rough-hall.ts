/**
 * A hall as a person wrote it, before its shape is known to be right. Checks between its parts read it through these
 * functions, so that one wrong value hides no problem elsewhere: what has another shape counts as absent.
 */
export type Rough = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Rough =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objectOf = (value: unknown): Rough => (isObject(value) ? value : {})

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
