import type { z } from 'zod'
import {
  invalidAnswer,
  pinBody,
  pinProblem,
  problemAnswer,
  unlockBody,
  wrongPinAnswer,
} from '../../protocol/http-bodies.ts'
import { described, type JsonSchemas } from '../contract/json-schemas.ts'

/** The paths of locking a sign-in, and of what unlocks it. */
export function lockPaths(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  const content = (body: z.ZodType) => ({
    required: true,
    content: { 'application/json': { schema: schemas.of(body, 'input') } },
  })
  const both = {
    400: answer('The body is not as it should be.', invalidAnswer),
    426: answer('The secret would cross the network unencrypted: use https.', problemAnswer),
    429: answer('Tried too often; `Retry-After` says when to come again.', problemAnswer),
    503: answer('It could not be checked or changed now.', problemAnswer),
  }
  return {
    '/api/session/lock': {
      post: {
        summary: 'Lock the sign-in at once; its sockets are closed',
        operationId: 'lock',
        responses: { 204: answer('Locked.'), 401: answer('Nobody is signed in.', problemAnswer) },
      },
    },
    '/api/session/unlock': {
      post: {
        summary: 'Unlock by PIN the sign-in whose cookie the request has',
        operationId: 'unlock',
        requestBody: content(unlockBody),
        responses: {
          ...both,
          204: answer('Unlocked, with the same cookie.'),
          401: answer('The PIN is wrong.', wrongPinAnswer),
          410: answer('No PIN unlocks anything here (any longer): sign in with the password.', problemAnswer),
        },
      },
    },
    '/api/session/pin': {
      post: {
        summary: 'Set or remove one’s own PIN',
        operationId: 'choosePin',
        requestBody: content(pinBody),
        responses: {
          ...both,
          204: answer('Set or removed.'),
          401: answer('Nobody is signed in.', problemAnswer),
          403: answer(
            'The password is wrong, or absent and the sign-in at the provider too long ago.',
            pinProblem,
          ),
        },
      },
    },
  }
}
