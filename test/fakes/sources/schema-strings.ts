import type { z } from 'zod'

interface SchemaString {
  readonly path: readonly string[]
  readonly schema: z.ZodType
}

/** Strings inside a schema, each with its path; `*` stands for an element, a value or a key of a record. */
export function stringsOf(schema: z.core.$ZodType, path: readonly string[] = []): SchemaString[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      return [{ path, schema: schema as z.ZodType }]
    case 'pipe':
      return def.out._zod.def.type === 'transform'
        ? stringsOf(def.in, path).map((found) =>
            found.path === path ? { ...found, schema: schema as z.ZodType } : found,
          )
        : [...stringsOf(def.in, path), ...stringsOf(def.out, path)]
    case 'object':
      return Object.entries(def.shape).flatMap(([key, value]) => stringsOf(value, [...path, key]))
    case 'record':
      if (def.valueType._zod.def.type === 'unknown') return []
      return [...stringsOf(def.keyType, [...path, '(key)']), ...stringsOf(def.valueType, [...path, '*'])]
    case 'array':
      return stringsOf(def.element, [...path, '*'])
    case 'tuple':
      return def.items.flatMap((item) => stringsOf(item, [...path, '*']))
    case 'union':
      return def.options.flatMap((option) => stringsOf(option, path))
    case 'optional':
    case 'default':
    case 'prefault':
      return stringsOf(def.innerType, path)
    case 'enum':
    case 'literal':
    case 'number':
    case 'boolean':
    case 'unknown':
      return []
    default:
      throw new Error(`${path.join('.')}: strings of ${def.type} are unknown`)
  }
}
