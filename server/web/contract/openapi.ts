import { z } from 'zod'
import { commands, type WireCommandType } from '../../protocol/commands.ts'
import { commandKey, ticketKey } from '../../protocol/fields.ts'
import {
  aliveAnswer,
  deviceBody,
  deviceSecretAnswer,
  invalidAnswer,
  notReadyAnswer,
  problemAnswer,
  readyAnswer,
  refusedAnswer,
  startAnswer,
  unknownAnswer,
} from '../../protocol/http-bodies.ts'
import { isOutside } from '../../protocol/messages.ts'
import { names } from '../../protocol/views/parts.ts'
import { namedViews, viewParameters } from '../../protocol/views.ts'
import { documentPaths } from '../documents/document-paths.ts'
import { slipPreviewAnswer, slipPreviewBody } from '../documents/slip-preview-route.ts'
import { signInPaths } from '../sign-in/sign-in-paths.ts'
import { described, JsonSchemas } from './json-schemas.ts'
import { get, parameter, parametersOf } from './openapi-parts.ts'
import { recordPaths } from './openapi-record.ts'
import { reportPaths } from './openapi-reports.ts'

let document: object | undefined

/** The public contract as OpenAPI 3.1, from the schemas that validate the input. Made once. */
export function openApi(): object {
  document ??= make(new JsonSchemas())
  return document
}

/** Operation ids; generators name functions after them. */
const camelCase = (name: string): string =>
  name.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase())

function commandPath(schemas: JsonSchemas, type: WireCommandType): object {
  const { summary, by, body, result } = commands[type]
  const answer = described(schemas)
  return {
    post: {
      summary: `${summary} (${by.join(', ')})`,
      operationId: camelCase(type),
      parameters: [
        parameter(schemas, 'Idempotency-Key', 'header', commandKey),
        parameter(schemas, 'device', 'query', z.string().optional()),
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemas.of(body, 'input') } },
      },
      responses: {
        200: answer('On disk.', z.strictObject({ seq: z.number().int(), result })),
        400: answer('The body is not as it should be.', invalidAnswer),
        401: answer('Sign in first.', problemAnswer),
        403: answer('The role may not give this command.', problemAnswer),
        404: answer('There is no command of this type.', problemAnswer),
        409: answer('Refused: nothing changed.', refusedAnswer),
        413: answer('The body is too large.', problemAnswer),
        422: answer('The key was used for another command or by somebody else.', problemAnswer),
        429: answer('Too many at once.', z.union([problemAnswer, refusedAnswer])),
        503: answer(
          'The outcome is not known (try the same key), or the hall takes no commands just now.',
          z.union([unknownAnswer, refusedAnswer]),
        ),
      },
    },
  }
}

/** One path per view, so that each answer has its own type. Views outside of the heart are available over the socket only. */
function viewPaths(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  const paths: Record<string, object> = {}
  for (const { shape } of viewParameters.options) {
    const { view: named, ...parameters } = shape
    const view = named.value
    if (isOutside(view)) continue
    const body = z.strictObject({ epoch: z.string(), seq: z.number().int(), view: namedViews[view] })
    paths[`/api/views/${view}`] = {
      get: {
        summary: `The view of the ${view} as it is on disk`,
        operationId: camelCase(`view-${view}`),
        parameters: parametersOf(schemas, parameters),
        responses: {
          200: answer('Epoch, sequence number and view.', body),
          400: answer('A parameter is not as it should be.', invalidAnswer),
          401: answer('Sign in first.', problemAnswer),
          403: answer('The role may not watch this view.', problemAnswer),
          404: answer('No such counter or ticket.', problemAnswer),
        },
      },
    }
  }
  return paths
}

function slipPath(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  return {
    '/api/settings/slip': {
      post: {
        summary: 'A sample ticket as a draft of the settings would print it, for an administrator',
        operationId: 'drawSlip',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schemas.of(slipPreviewBody, 'input') } },
        },
        responses: {
          200: answer('The picture.', slipPreviewAnswer),
          400: answer('The draft is not as it should be.', invalidAnswer),
          401: answer('Sign in first.', problemAnswer),
          403: answer('The role may not read the settings.', problemAnswer),
          413: answer('The draft is too large.', problemAnswer),
          429: answer('Others are being drawn.', problemAnswer),
        },
      },
    },
  }
}

function devicePath(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  return {
    '/api/device': {
      post: {
        summary: 'The secret of a screen that was approved: as a cookie, or for a print agent in the answer',
        operationId: 'claimDevice',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schemas.of(deviceBody, 'input') } },
        },
        responses: {
          200: answer('The secret of a print agent.', deviceSecretAnswer),
          204: answer('The cookie is set.'),
          400: answer('The body is not as it should be.', invalidAnswer),
          404: answer('The claim is used up, has expired or never was, alike.', problemAnswer),
          426: answer('The secret would cross the network unencrypted.', problemAnswer),
        },
      },
    },
  }
}

/** Everything except commands and views. */
function otherPaths(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  return {
    ...signInPaths(schemas),
    ...recordPaths(schemas),
    ...reportPaths(schemas),
    '/api/tickets/{key}': get(
      'ticketOfPhone',
      'What the phone page shows',
      {
        200: answer('The ticket.', namedViews.ticket),
        404: answer('Unknown, malformed or expired, alike.', problemAnswer),
      },
      [parameter(schemas, 'key', 'path', ticketKey)],
    ),
    '/api/names/{hash}': get(
      'names',
      'What the ids of views stand for, in one language; never changes under its hash',
      {
        200: answer('The names, each in the language nearest to the one asked for.', names),
        404: answer('There are no such names, or no longer.', problemAnswer),
      },
      [
        parameter(schemas, 'hash', 'path', z.string()),
        parameter(schemas, 'lang', 'query', z.string().optional()),
      ],
    ),
    '/api/paper/{file}': get(
      'paper',
      'The picture of a slip of a virtual printer, for those who give tickets',
      {
        200: { description: 'The picture.', content: { 'image/png': {} } },
        401: answer('Sign in first.', problemAnswer),
        403: answer('The role gives no tickets.', problemAnswer),
        404: answer('There is no such slip, or no longer.', problemAnswer),
      },
      [parameter(schemas, 'file', 'path', z.string().regex(/^\d{1,9}\.png$/u))],
    ),
    '/api/start': get('start', 'The hall, its languages, time zone and counters', {
      200: answer('The hall.', startAnswer),
    }),
    ...documentPaths(answer),
    ...devicePath(schemas),
    ...slipPath(schemas),
    '/healthz': get('alive', 'Alive', { 200: answer('Alive.', aliveAnswer) }),
    '/readyz': get('ready', 'Takes commands', {
      200: answer('Ready.', readyAnswer),
      503: answer('Not ready, and why.', notReadyAnswer),
    }),
    '/metrics': get('metrics', 'Prometheus text; loopback or with a token', {
      200: { description: 'Figures.', content: { 'text/plain': { schema: { type: 'string' } } } },
      403: answer('Neither loopback nor the token.', problemAnswer),
    }),
  }
}

function make(schemas: JsonSchemas): object {
  const types = Object.keys(commands) as WireCommandType[]
  const paths = {
    ...Object.fromEntries(types.map((type) => [`/api/commands/${type}`, commandPath(schemas, type)])),
    ...viewPaths(schemas),
    ...otherPaths(schemas),
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nowserving',
      version: '1',
      description: 'Kiosk and queue-ticketing for service halls. A 200 means: on disk.',
    },
    paths,
    components: { schemas: schemas.components },
  }
}
