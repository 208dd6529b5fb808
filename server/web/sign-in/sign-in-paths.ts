import { z } from 'zod'
import {
  addressAnswer,
  openIdAnswerBody,
  openIdBody,
  openIdProblem,
  passwordProblem,
  signedInAnswer,
  signInWaysAnswer,
} from '../../protocol/access/sign-in-bodies.ts'
import {
  invalidAnswer,
  nobodyAnswer,
  problemAnswer,
  sessionAnswer,
  sessionBody,
} from '../../protocol/http-bodies.ts'
import { described, type JsonSchemas } from '../contract/json-schemas.ts'
import { lockPaths } from './lock-paths.ts'
import { passkeyPaths } from './passkey-paths.ts'

/** Signing in and out as OpenAPI describes it. */
export const signInPaths = (schemas: JsonSchemas): Record<string, object> => ({
  ...sessionPath(schemas),
  ...lockPaths(schemas),
  ...waysPath(schemas),
  ...openIdPaths(schemas),
  ...passkeyPaths(schemas),
})

function sessionPath(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  return {
    '/api/session': {
      post: {
        summary: 'Sign in; with the header `Nowserving-Sign-In` beside others of a browser',
        operationId: 'signIn',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schemas.of(sessionBody, 'input') } },
        },
        responses: {
          204: answer('Signed in; the cookie is set, or stays where one’s own password changed.'),
          400: answer('The body is not as it should be.', invalidAnswer),
          401: answer('Badge or password is wrong.', problemAnswer),
          403: answer(
            'The password is for one sign-in: send `newPassword` too. Or `why` is `only-by-openid`.',
            passwordProblem,
          ),
          426: answer('The password would cross the network unencrypted: use https.', problemAnswer),
          429: answer('Tried too often; `Retry-After` says when to come again.', problemAnswer),
          503: answer('The password could not be checked now; `Retry-After` says when.', problemAnswer),
        },
      },
      get: {
        summary: 'Who is signed in',
        operationId: 'session',
        responses: {
          200: answer('Badge and roles.', sessionAnswer),
          401: answer('Nobody; or somebody whose sign-in is locked.', nobodyAnswer),
        },
      },
      delete: {
        summary: 'Sign out',
        operationId: 'signOut',
        responses: {
          200: answer(
            'Signed out here; the address ends the sign-in at the OpenID provider too.',
            addressAnswer,
          ),
          204: answer('Signed out.'),
        },
      },
    },
  }
}

function waysPath(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  return {
    '/api/session/ways': {
      get: {
        summary: 'The ways to sign in',
        operationId: 'signInWays',
        responses: { 200: answer('The ways.', signInWaysAnswer) },
      },
    },
  }
}

/** A hall without a provider has no such addresses. */
function openIdPaths(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  const body = (schema: typeof openIdBody | typeof openIdAnswerBody) => ({
    required: true,
    content: { 'application/json': { schema: schemas.of(schema, 'input') } },
  })
  const refusals = {
    403: answer('The provider or the hall does not let this person in.', openIdProblem),
    404: answer('The hall has no OpenID provider.', problemAnswer),
    426: answer('The sign-in would cross the network unencrypted: use https.', problemAnswer),
    429: answer('Tried too often; `Retry-After` says when to come again.', problemAnswer),
    502: answer('The provider cannot be reached, or what it answers proves nothing.', openIdProblem),
  }
  return {
    '/api/session/openid': {
      post: {
        summary: 'Begin to sign in by the OpenID provider of the organisation, from a page of the hall',
        operationId: 'beginOpenId',
        requestBody: body(openIdBody),
        responses: {
          200: answer(
            'The address of the provider; a cookie binds its answer to this browser.',
            addressAnswer,
          ),
          400: answer('The body is not as it should be.', invalidAnswer),
          ...refusals,
        },
      },
    },
    '/api/session/openid/answer': {
      post: {
        summary: 'Sign in with what the provider led back with, in the browser that began',
        operationId: 'finishOpenId',
        requestBody: body(openIdAnswerBody),
        responses: {
          200: answer('Signed in; the cookie is set.', signedInAnswer),
          400: answer(
            'The body is not as it should be, or nothing waits for it.',
            z.union([invalidAnswer, openIdProblem]),
          ),
          ...refusals,
        },
      },
    },
  }
}
