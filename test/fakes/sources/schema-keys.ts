import type { z } from 'zod'

/** Keys inside a schema that hold no further keys, by their path; `*` stands for an element or a value of a record. */
export function keysOf(schema: z.core.$ZodType, path: readonly string[] = []): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([key, value]) => keysOf(value, [...path, key]))
    case 'record':
      return within(def.valueType, path)
    case 'array':
      return within(def.element, path)
    case 'union':
      return [...new Set(def.options.flatMap((option) => keysOf(option, path)))]
    case 'optional':
    case 'default':
    case 'prefault':
      return keysOf(def.innerType, path)
    default:
      return [path.join('.')]
  }
}

function within(schema: z.core.$ZodType, path: readonly string[]): string[] {
  const found = keysOf(schema, [...path, '*'])
  return found.length === 1 && found[0] === [...path, '*'].join('.') ? [path.join('.')] : found
}
