import type { z } from 'zod'
import {
  addedPasskeyAnswer,
  confirmationBody,
  newPasskeyBody,
  passkeyAnswerBody,
  passkeyCreationAnswer,
  passkeyLabelBody,
  passkeyRequestAnswer,
  passkeysAnswer,
} from '../../protocol/access/passkey-bodies.ts'
import { passwordProblem, signedInAnswer } from '../../protocol/access/sign-in-bodies.ts'
import { invalidAnswer, problemAnswer } from '../../protocol/http-bodies.ts'
import { described, type JsonSchemas } from '../contract/json-schemas.ts'

/** Passkeys as OpenAPI describes them. */
export const passkeyPaths = (schemas: JsonSchemas): Record<string, object> => ({
  ...signingInPaths(schemas),
  ...ownPaths(schemas),
})

const operations =
  (schemas: JsonSchemas) => (operationId: string, summary: string, responses: object, body?: z.ZodType) => ({
    summary,
    operationId,
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemas.of(body, 'input') } },
      },
    }),
    responses,
  })

const commonAnswers = (schemas: JsonSchemas) => {
  const answer = described(schemas)
  return {
    invalid: { 400: answer('The body is not as it should be.', invalidAnswer) },
    noName: { 409: answer('This address of the hall can have no passkeys: it is no name.', problemAnswer) },
    waits: {
      426: answer('The sign-in would cross the network unencrypted: use https.', problemAnswer),
      429: answer('Tried too often; `Retry-After` says when to come again.', problemAnswer),
    },
  }
}

function signingInPaths(schemas: JsonSchemas): Record<string, object> {
  const [answer, operation] = [described(schemas), operations(schemas)]
  const { invalid, noName, waits } = commonAnswers(schemas)
  return {
    '/api/session/passkey/options': {
      post: operation('beginPasskey', 'A challenge to sign in by a passkey', {
        200: answer('The challenge, for ten minutes and one answer.', passkeyRequestAnswer),
        ...noName,
        ...waits,
      }),
    },
    '/api/session/passkey': {
      post: operation(
        'finishPasskey',
        'Sign in by a passkey',
        {
          200: answer('Signed in; the cookie is set.', signedInAnswer),
          ...invalid,
          401: answer('The passkey proves nothing here, or its account is disabled, alike.', problemAnswer),
          403: answer('The account signs in by the OpenID provider alone.', passwordProblem),
          ...waits,
        },
        passkeyAnswerBody,
      ),
    },
  }
}

function ownPaths(schemas: JsonSchemas): Record<string, object> {
  const [answer, operation] = [described(schemas), operations(schemas)]
  const { invalid, noName, waits } = commonAnswers(schemas)
  const confirmed = {
    401: answer('Sign in first.', problemAnswer),
    403: answer('Give the password first.', problemAnswer),
  }
  const gone = { 404: answer('There is no such passkey, or no longer.', problemAnswer) }
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
  return {
    '/api/session/confirmation': {
      post: operation(
        'confirmPassword',
        'Give the own password again, before one’s own passkeys are changed',
        {
          204: answer('For ten minutes.'),
          ...invalid,
          401: answer('Sign in first.', problemAnswer),
          403: answer('The password is wrong, or `why` is `only-by-openid`.', passwordProblem),
          ...waits,
          503: answer('The password could not be checked now; `Retry-After` says when.', problemAnswer),
        },
        confirmationBody,
      ),
    },
    '/api/session/passkeys': {
      get: operation('ownPasskeys', 'One’s own passkeys', {
        200: answer('The passkeys by id.', passkeysAnswer),
        401: answer('Sign in first.', problemAnswer),
      }),
      post: operation(
        'addPasskey',
        'Add a passkey to one’s own account',
        {
          200: answer('Added.', addedPasskeyAnswer),
          ...invalid,
          ...confirmed,
          409: answer('The account has as many as it can have.', problemAnswer),
        },
        newPasskeyBody,
      ),
    },
    '/api/session/passkeys/options': {
      post: operation('beginAddingPasskey', 'A challenge to add a passkey', {
        200: answer('For `navigator.credentials.create`.', passkeyCreationAnswer),
        ...confirmed,
        ...noName,
      }),
    },
    '/api/session/passkeys/{id}': {
      parameters: [id],
      patch: operation(
        'renamePasskey',
        'Rename one of one’s own passkeys',
        { 204: answer('Renamed.'), ...invalid, ...confirmed, ...gone },
        passkeyLabelBody,
      ),
      delete: operation('removeOwnPasskey', 'Remove one of one’s own passkeys', {
        204: answer('Removed; all other sign-ins of the account have ended.'),
        ...confirmed,
        ...gone,
      }),
    },
  }
}
