import { z } from 'zod'
import { hallFile } from '../../data/hall-config.ts'
import { type FieldLimits, type FormPath, settingsForm } from '../../protocol/settings/form.ts'

/** The limits and defaults of the fields of the settings, read out of their schema. */

type Json = Readonly<Record<string, unknown>>
const partsOf = (schema: Json, key: 'properties' | 'anyOf' | 'oneOf'): Json | Json[] | undefined =>
  schema[key] as Json | Json[] | undefined

/** The schemas of the value at a place; several where the schema has alternatives. */
function schemasAt(schema: Json, path: readonly string[]): Json[] {
  const options = [
    ...((partsOf(schema, 'anyOf') ?? []) as Json[]),
    ...((partsOf(schema, 'oneOf') ?? []) as Json[]),
  ]
  if (options.length > 0) return options.flatMap((one) => schemasAt({ ...outer(schema), ...one }, path))
  const [step, ...rest] = path
  if (step === undefined) return [schema]
  const properties = schema.properties as Readonly<Record<string, Json>> | undefined
  const next =
    step === '*' ? ((schema.items ?? schema.additionalProperties) as Json | undefined) : properties?.[step]
  return next === undefined ? [] : schemasAt(next, rest)
}

/** The schemas of the values in a list or in a list by id, such as the texts of a name, after that of the list itself. */
function valuesIn(schema: Json): Json[] {
  const value = schema.items ?? schema.additionalProperties
  return typeof value === 'object' && value !== null ? [schema, ...valuesIn(value as Json)] : [schema]
}

const outer = ({ default: preset }: Json): Json => (preset === undefined ? {} : { default: preset })

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

function limitsOf(all: readonly Json[]): FieldLimits {
  const found: Record<string, unknown> = {}
  const values = all.flatMap(valuesIn)
  const choices = values.flatMap((one) => (one.enum as string[]) ?? ('const' in one ? [one.const] : []))
  for (const schema of values) {
    const facts: FieldLimits = {
      ...given('least', numberOf(schema.minimum)),
      ...given('most', numberOf(schema.maximum)),
      ...(schema.type === 'integer' ? { isWhole: true } : {}),
      ...given('length', numberOf(schema.maxLength)),
      ...given('pattern', schema.pattern),
      ...given('columns', schema.columns),
      ...given('default', schema.default),
    }
    Object.assign(found, facts)
  }
  return { ...found, ...(choices.length > 0 ? { of: [...new Set(choices)] } : {}) } as FieldLimits
}

const given = (name: string, value: unknown): Json => (value === undefined ? {} : { [name]: value })

let limits: Readonly<Record<FormPath, FieldLimits>> | undefined

/** The limits of every field, by its path in the form. Made once. */
export function formLimits(): Readonly<Record<FormPath, FieldLimits>> {
  limits ??= make()
  return limits
}

function make(): Readonly<Record<FormPath, FieldLimits>> {
  const schema = z.toJSONSchema(hallFile, { io: 'input' }) as Json
  const fields = Object.keys(settingsForm).map((path) => [path, limitsOf(schemasAt(schema, path.split('.')))])
  return Object.fromEntries(fields)
}
