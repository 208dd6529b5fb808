import type { z } from 'zod'
import { keysAnswer, problemAnswer, staffAnswer } from '../../protocol/http-bodies.ts'
import { settingsAnswer, settingsFormAnswer } from './settings-route.ts'

type Described = (description: string, schema?: z.ZodType) => object
type Document = readonly [path: string, name: string, summary: string, found: string, schema: z.ZodType]

/** Documents for an administrator, with what the answer holds. */
const documents: readonly Document[] = [
  ['settings', 'settings', 'The settings in force', 'The settings and their version.', settingsAnswer],
  ['settings/form', 'settingsForm', 'The limits of each setting', 'The fields by path.', settingsFormAnswer],
  ['staff', 'staff', 'The accounts of staff', 'The accounts by badge number.', staffAnswer],
  ['keys', 'keys', 'The API keys and their grants; never the keys', 'The keys by id.', keysAnswer],
]

/** The paths of these documents for OpenAPI. */
export const documentPaths = (answer: Described): Record<string, object> =>
  Object.fromEntries(
    documents.map(([path, operationId, summary, found, schema]) => [
      `/api/${path}`,
      {
        get: {
          operationId,
          summary: `${summary}, for an administrator`,
          parameters: [],
          responses: {
            200: answer(found, schema),
            401: answer('Sign in first.', problemAnswer),
            403: answer('The role may not read this.', problemAnswer),
          },
        },
      },
    ]),
  )
