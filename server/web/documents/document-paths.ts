import type { z } from 'zod'
import { keysAnswer, problemAnswer, staffAnswer } from '../../protocol/http-bodies.ts'
import { foundPrintersAnswer, proposalsAnswer } from '../first-start/first-start-route.ts'
import {
  settingsAnswer,
  settingsFormAnswer,
  settingsHistoryAnswer,
  settingsPlansAnswer,
} from './settings-route.ts'

type Described = (description: string, schema?: z.ZodType) => object
type Document = readonly [path: string, name: string, summary: string, found: string, schema: z.ZodType]

/** Documents for an administrator, with what the answer holds. */
const documents: readonly Document[] = [
  ['settings', 'settings', 'The settings in force', 'The settings and their version.', settingsAnswer],
  ['settings/form', 'settingsForm', 'The limits of each setting', 'The fields by path.', settingsFormAnswer],
  [
    ...(['settings/plans', 'settingsPlans', 'Changes of the settings that wait for their moment'] as const),
    ...(['The planned changes.', settingsPlansAnswer] as const),
  ],
  [
    ...(['settings/history', 'settingsHistory', 'The latest changes of the settings'] as const),
    ...(['Who changed what, and when.', settingsHistoryAnswer] as const),
  ],
  [
    ...(['settings/history/{version}', 'settingsOfVersion', 'The settings of an earlier version'] as const),
    ...(['The settings as they were.', settingsAnswer] as const),
  ],
  [
    ...(['first-start', 'firstStart', 'What a new hall may begin with'] as const),
    ...(['The zone of the machine, and kinds of halls.', proposalsAnswer] as const),
  ],
  ['staff', 'staff', 'The accounts of staff', 'The accounts by badge number.', staffAnswer],
  ['keys', 'keys', 'The API keys and their grants; never the keys', 'The keys by id.', keysAnswer],
]

const versionParameter = { name: 'version', in: 'path', required: true, schema: { type: 'integer' } }

/** The paths of these documents for OpenAPI. */
export const documentPaths = (answer: Described): Record<string, object> => ({
  ...Object.fromEntries(
    documents.map(([path, operationId, summary, found, schema]) => [
      `/api/${path}`,
      {
        get: {
          operationId,
          summary: `${summary}, for an administrator`,
          parameters: path.includes('{version}') ? [versionParameter] : [],
          responses: {
            200: answer(found, schema),
            401: answer('Sign in first.', problemAnswer),
            403: answer('The role may not read this.', problemAnswer),
            ...(path.includes('{') ? { 404: answer('No longer known.', problemAnswer) } : {}),
          },
        },
      },
    ]),
  ),
  '/api/printers/search': {
    post: {
      summary: 'Looks for printers in the private networks of the machine, for an administrator',
      operationId: 'searchPrinters',
      responses: {
        200: answer('The search is over.', foundPrintersAnswer),
        401: answer('Sign in first.', problemAnswer),
        403: answer('The role may not do this.', problemAnswer),
      },
    },
  },
})
