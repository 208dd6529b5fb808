import type { z } from 'zod'

/** The names that an object may have at a path of a schema; in a union those of every member. */
export function namesAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  return [...new Set(schemasAt(schema, path).flatMap(namesOf))]
}

/** The schemas that hold for the value at a path, in a union those of every member that has it. */
function schemasAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
      return schemasAt(def.innerType, path)
    case 'union':
      return def.options.flatMap((option) => schemasAt(option, path))
    default:
      break
  }
  const [step, ...rest] = path
  if (step === undefined) return [schema]
  switch (def.type) {
    case 'object':
      return Object.hasOwn(def.shape, step) ? schemasAt(def.shape[String(step)]!, rest) : []
    case 'record':
      return schemasAt(def.valueType, rest)
    case 'array':
      return schemasAt(def.element, rest)
    case 'tuple':
      return def.items[Number(step)] ? schemasAt(def.items[Number(step)]!, rest) : []
    default:
      return []
  }
}

function namesOf(schema: z.core.$ZodType): readonly string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'object') return Object.keys(def.shape)
  if (def.type !== 'record') return []
  const key = (def.keyType as z.core.$ZodTypes)._zod.def
  return key.type === 'enum' ? Object.values(key.entries).map(String) : []
}
