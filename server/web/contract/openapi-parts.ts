import type { z } from 'zod'
import type { JsonSchemas } from './json-schemas.ts'

/** Parts of which the paths of the OpenAPI document are put together. */

export const parameter = (schemas: JsonSchemas, name: string, where: string, schema: z.ZodType) => ({
  name,
  in: where,
  required: !schema.safeParse(undefined).success,
  schema: schemas.of(schema, 'input'),
})

/** The parameters of a query. */
export const parametersOf = (schemas: JsonSchemas, shape: Readonly<Record<string, z.ZodType>>) =>
  Object.entries(shape).map(([name, schema]) => parameter(schemas, name, 'query', schema))

/** A path that is read. */
export const get = (operationId: string, summary: string, responses: object, parameters: object[] = []) => ({
  get: { operationId, summary, parameters, responses },
})
