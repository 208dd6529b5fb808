import { z } from 'zod'
import { agentPath } from '../../printers/agent/agent-protocol.ts'
import { agentMessage } from '../printing/agent-printers.ts'
import { pageMessage } from '../protocol/commands.ts'

let document: object | undefined

/** The sockets `/live` and `/agent` as AsyncAPI 3.0: what may be sent comes from the schemas that check it. Made once. */
export function asyncApi(): object {
  document ??= make()
  return document
}

const ear = {
  type: 'object',
  required: ['type', 'id', 'label', 'counter', 'at'],
  properties: {
    type: { enum: ['called', 'recalled', 'call-cancelled'] },
    id: { type: 'string', description: '<day>/<label>/<calls>; a page speaks an id once' },
    label: { type: 'string' },
    counter: { type: 'string' },
    at: { type: 'integer', description: 'epoch ms; nothing older than 30 s is spoken' },
  },
}
const events = { type: 'array', items: ear }
const seq = { type: 'integer' }
const id = {
  type: 'string',
  description: 'of the watch, as the page chose it; absent for the view of the address',
}
const trouble = { enum: ['clock-in-doubt', 'disk-is-full'] }

const message = (
  type: string,
  summary: string,
  properties: Record<string, object>,
  required = Object.keys(properties),
) => ({
  name: type,
  summary,
  payload: {
    type: 'object',
    required: ['type', ...required],
    properties: { type: { const: type }, ...properties },
  },
})

const serverMessages = {
  welcome: message(
    'welcome',
    'The whole view, on joining or after `again`.',
    {
      protocol: { type: 'integer' },
      build: { type: 'string' },
      epoch: { type: 'string' },
      seq,
      now: { type: 'integer' },
      view: { type: 'object' },
      events,
      trouble,
      id,
    },
    ['protocol', 'build', 'epoch', 'seq', 'now', 'view', 'events'],
  ),
  happened: message(
    'happened',
    'The change of the view as JSON Merge Patch (RFC 7396); `prev` must be the seq the page is at.',
    {
      prev: seq,
      seq,
      events,
      patch: { type: 'object' },
      id,
    },
    ['prev', 'seq', 'events', 'patch'],
  ),
  beat: message(
    'beat',
    'Every 5 s; `seqs` says by watch id how far the page was told.',
    { seq, now: { type: 'integer' }, seqs: { type: 'object' }, trouble },
    ['seq', 'now'],
  ),
  ended: message(
    'ended',
    'A watch shows nothing, or nothing any longer; `problem` says what to do.',
    {
      why: {
        enum: [
          ...['not-signed-in', 'wrong-role', 'no-such-view', 'no-such-counter', 'no-such-ticket'],
          ...['no-paper', 'too-many-watches'],
        ],
      },
      problem: { type: 'string' },
      id,
    },
    ['why', 'problem'],
  ),
  answer: message('answer', 'To a command, as for HTTP.', {
    id: { type: 'string' },
    ok: { type: 'boolean' },
  }),
  closing: message('closing', 'The hall stops, or this page may no longer watch.', {
    reason: { enum: ['stopping', 'signed-out', 'taken-over'] },
  }),
  invalid: message('invalid', 'What the page sent was not understood; nothing changed.', {
    invalid: { type: 'array' },
  }),
}

function schemaOf(type: z.ZodType): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, {
    io: 'input',
    unrepresentable: 'any',
  }) as Record<string, unknown>
  return schema
}

/** Print agents: a hall hands slips over, an agent tells what became of them. */
const agentChannel = {
  address: agentPath,
  description:
    'A print agent dials in with `Authorization: Bearer <secret of its device>`; one line a device, the newer stands (close 4409). A copy handed over again, with the same attempt, is answered and not printed again. The agent says `ready` when its printer is, and sends the first byte after `begin`.',
  messages: Object.fromEntries(
    ['print', 'begin', 'leave', 'agent'].map((name) => [name, { $ref: `#/components/messages/${name}` }]),
  ),
}
const print = message('print', 'A slip, as plain data; `slip.job` and `slip.copy` name the copy.', {
  attempt: { type: 'string' },
  slip: { type: 'object' },
})
const attempt = { attempt: { type: 'string' } }
const begin = message(
  'begin',
  'It is on disk that this copy may come out: its first byte may leave.',
  attempt,
)
const leave = message('leave', 'Nobody waits for this copy any more: nothing of it may leave.', attempt)

function make(): object {
  const names = Object.keys(serverMessages)
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Nowserving',
      version: '1',
      description: 'Pages watch a view over one WebSocket, and act where they may.',
    },
    channels: {
      live: {
        address: '/live',
        description:
          'A page watches views by `watch` and `unwatch`, or one view by the address: `view` with its parameters as for GET /api/views. With `epoch` and `seq` a page that comes back gets what it missed.',
        messages: Object.fromEntries(
          [...names, 'page'].map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
      agent: agentChannel,
    },
    operations: {
      watch: {
        action: 'send',
        channel: { $ref: '#/channels/live' },
        messages: names.map((name) => ({ $ref: `#/channels/live/messages/${name}` })),
      },
      act: {
        action: 'receive',
        channel: { $ref: '#/channels/live' },
        messages: [{ $ref: '#/channels/live/messages/page' }],
      },
      handOver: {
        action: 'send',
        channel: { $ref: '#/channels/agent' },
        messages: ['print', 'begin', 'leave'].map((name) => ({ $ref: `#/channels/agent/messages/${name}` })),
      },
      hearAgent: {
        action: 'receive',
        channel: { $ref: '#/channels/agent' },
        messages: [{ $ref: '#/channels/agent/messages/agent' }],
      },
    },
    components: {
      messages: {
        ...serverMessages,
        page: {
          name: 'page',
          summary: 'A watch begun or ended, a command, a report, or `again`.',
          payload: schemaOf(pageMessage),
        },
        print,
        begin,
        leave,
        agent: {
          name: 'agent',
          summary: 'Ready for a slip, what became of it, or how the printer is.',
          payload: schemaOf(agentMessage),
        },
      },
    },
  }
}
