import { relative, resolve } from 'node:path'
import { limits } from './limits.ts'

/** The JSON Schema of `hall.json`, which ships with the program. */
const schemaFile = resolve(import.meta.dirname, '../../docs/hall.schema.json')

/**
 * The `$schema` of a `hall.json` in this directory: the way from there to the schema, so that editors help. Undefined
 * where it is longer than the field.
 */
export function schemaAddress(directory: string): string | undefined {
  const address = relative(resolve(directory), schemaFile).replaceAll('\\', '/')
  return address.length <= limits.schemaAddress ? address : undefined
}
