import { z } from 'zod'

type JsonSchema = Record<string, unknown>

/**
 * JSON Schemas of one document. A schema with a name is written once, among the document's components, and
 * referenced.
 */
export class JsonSchemas {
  readonly components: Record<string, JsonSchema> = {}

  /** The schema of data sent to the server (`input`, before defaults and transforms) or from it. */
  of(schema: z.ZodType, io: 'input' | 'output' = 'output'): JsonSchema {
    const { $schema: _dialect, $defs = {}, ...own } = z.toJSONSchema(schema, { io }) as JsonSchema
    for (const [name, definition] of Object.entries($defs as JsonSchema)) this.#name(name, definition)
    const name = z.globalRegistry.get(schema)?.id
    if (name === undefined) return referring(own)
    this.#name(name, own)
    return { $ref: `#/components/schemas/${name}` }
  }

  #name(name: string, definition: unknown): void {
    const { id: _name, ...rest } = definition as JsonSchema
    this.components[name] ??= referring(rest)
  }
}

/** Zod writes references to `$defs` of the schema itself. */
const referring = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))

type Described = { description: string; content?: object }

/** An answer of the API, with the schema of its body. */
export const described =
  (schemas: JsonSchemas) =>
  (description: string, schema?: z.ZodType): Described => ({
    description,
    ...(schema ? { content: { 'application/json': { schema: schemas.of(schema) } } } : {}),
  })
