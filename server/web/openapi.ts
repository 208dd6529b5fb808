import { z } from 'zod'
import { refusalReasons } from '../hall/refusals.ts'
import { commands, sessionBody, type WireCommandType } from '../protocol/commands.ts'

let document: object | undefined

/** The outer contract as OpenAPI 3.1, from the same schemas that check the input. Made once. */
export function openApi(): object {
  document ??= make()
  return document
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'input') => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
  }) as Record<string, unknown>
  return rest
}
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const described = (description: string, schema?: object) => ({ description, ...(schema ? json(schema) : {}) })
const refusal = {
  type: 'object',
  required: ['refusal'],
  properties: {
    refusal: { type: 'object', required: ['reason'], properties: { reason: { enum: [...refusalReasons] } } },
  },
}

const invalidAnswer = {
  type: 'object',
  properties: {
    invalid: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, problem: { type: 'string' } } },
    },
  },
}

function commandPath(type: WireCommandType): object {
  const { summary, by, body, result } = commands[type]
  return {
    post: {
      summary: `${summary} (${by.join(', ')})`,
      operationId: type,
      parameters: [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          schema: { type: 'string', pattern: '^[\\w-]{16,64}$' },
        },
        { name: 'device', in: 'query', required: false, schema: { type: 'string' } },
      ],
      requestBody: { required: true, ...json(schemaOf(body)) },
      responses: {
        200: described('On disk.', {
          type: 'object',
          required: ['seq', 'result'],
          properties: { seq: { type: 'integer' }, result: schemaOf(result, 'output') },
        }),
        400: described('The body is not as it should be.', invalidAnswer),
        401: described('Sign in first.'),
        403: described('The role may not give this command.'),
        404: described('There is no command of this type.'),
        409: described('Refused: nothing changed.', refusal),
        413: described('The body is too large.'),
        422: described('The key was used for another command or by somebody else.'),
        429: described('Too many at once.'),
        503: described(
          'The outcome is not known (try the same key), or the hall takes no commands just now.',
        ),
      },
    },
  }
}

const parameter = (name: string, where: 'query' | 'path', required: boolean) => ({
  name,
  in: where,
  required,
  schema: { type: 'string' },
})

/** Everything but the commands. */
const otherPaths = (): Record<string, object> => ({
  '/api/session': {
    post: {
      summary: 'Sign in',
      requestBody: { required: true, ...json(schemaOf(sessionBody)) },
      responses: {
        204: described('Signed in; the cookie is set.'),
        401: described('Badge or password is wrong.'),
        429: described('Tried too often.'),
      },
    },
    get: {
      summary: 'Who is signed in',
      responses: { 200: described('Badge and roles.'), 401: described('Nobody.') },
    },
    delete: { summary: 'Sign out', responses: { 204: described('Signed out.') } },
  },
  '/api/views/{view}': {
    get: {
      summary: 'A view as it is on disk: kiosk, board, window, counter, manager, ticket',
      parameters: [
        parameter('view', 'path', true),
        parameter('device', 'query', false),
        parameter('counter', 'query', false),
        parameter('key', 'query', false),
      ],
      responses: {
        200: described('Epoch, sequence number and view.'),
        404: described('No such view, counter or ticket.'),
      },
    },
  },
  '/api/tickets/{key}': {
    get: {
      summary: 'What the phone page shows',
      parameters: [parameter('key', 'path', true)],
      responses: {
        200: described('The ticket.'),
        404: described('Unknown, malformed or expired, alike.'),
      },
    },
  },
  '/healthz': { get: { summary: 'Alive', responses: { 200: described('Alive.') } } },
  '/readyz': {
    get: {
      summary: 'Takes commands',
      responses: { 200: described('Ready.'), 503: described('Not ready, and why.') },
    },
  },
  '/metrics': {
    get: {
      summary: 'Prometheus text; loopback or with a token',
      responses: { 200: described('Figures.') },
    },
  },
})

function make(): object {
  const types = Object.keys(commands) as WireCommandType[]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nowserving',
      version: '1',
      description: 'Kiosk and queue-ticketing for service halls. A 200 means: on disk.',
    },
    paths: {
      ...Object.fromEntries(types.map((type) => [`/api/commands/${type}`, commandPath(type)])),
      ...otherPaths(),
    },
  }
}
