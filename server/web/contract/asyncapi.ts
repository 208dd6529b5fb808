import { z } from 'zod'
import { agentPath } from '../../../printers/agent/agent-protocol.ts'
import { agentMessage } from '../../printing/agent-printers.ts'
import { hallMessages } from '../../printing/hall-messages.ts'
import { commands } from '../../protocol/commands.ts'
import { commandKey } from '../../protocol/fields.ts'
import { pageMessage } from '../../protocol/page-messages.ts'
import { serverMessages } from '../../protocol/server-messages.ts'
import { JsonSchemas } from './json-schemas.ts'

let document: object | undefined

/** The sockets `/live` and `/agent` as AsyncAPI 3.0, from the schemas of their messages. Made once. */
export function asyncApi(): object {
  document ??= make(new JsonSchemas())
  return document
}

interface Described {
  readonly summary: string
  readonly payload: z.ZodType
}

/** Commands, each with its own body; the server validates the body only of commands that it knows. */
const [_anyCommand, ...otherPageMessages] = pageMessage.options
const given = Object.entries(commands).map(([type, { body }]) =>
  z.strictObject({ type: z.literal('command'), id: commandKey, command: z.literal(type), body }),
)
const pageMessages = {
  page: {
    summary: 'A watch begun or ended, a command, a report, a touch, or `again`.',
    payload: z.union([...otherPageMessages, ...given]),
  },
}
/** `ready`: nothing was sent to the printer yet, the agent waits for `begin`. */
const agentMessages = {
  agent: {
    summary: 'Ready for a slip, what became of it, or how the printer is.',
    payload: agentMessage,
  },
}

const referTo = (place: string, names: readonly string[]) =>
  names.map((name) => [name, { $ref: `#/${place}/messages/${name}` }] as const)

/** A socket: the messages it sends (`send`) and receives (`receive`). */
function channel(address: string, description: string, ...ways: Readonly<Record<string, Described>>[]) {
  const names = ways.flatMap((way) => Object.keys(way))
  return { address, description, messages: Object.fromEntries(referTo('components', names)) }
}

const operation = (action: 'send' | 'receive', name: string, messages: object) => ({
  action,
  channel: { $ref: `#/channels/${name}` },
  messages: referTo(`channels/${name}`, Object.keys(messages)).map(([, reference]) => reference),
})

function make(schemas: JsonSchemas): object {
  const messages = (described: Readonly<Record<string, Described>>, io: 'input' | 'output') =>
    Object.fromEntries(
      Object.entries(described).map(([name, { summary, payload }]) => [
        name,
        { name, summary, payload: schemas.of(payload, io) },
      ]),
    )
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Nowserving',
      version: '1',
      description: 'Pages watch views over one WebSocket, and act where they may.',
    },
    channels: {
      live: channel(
        '/live',
        'A page watches views by `watch` and `unwatch`, or one view by the address: `view` with its parameters as for GET /api/views. With `epoch` and `seq` a page that comes back gets what it missed.',
        serverMessages,
        pageMessages,
      ),
      agent: channel(
        agentPath,
        'A print agent dials in with `Authorization: Bearer <secret of its device>`; one line a device, the newer stands (close 4409). A copy handed over again, with the same attempt, is answered and not printed again. The agent says `ready` when its printer is, and sends the first byte after `begin`.',
        hallMessages,
        agentMessages,
      ),
    },
    operations: {
      watch: operation('send', 'live', serverMessages),
      act: operation('receive', 'live', pageMessages),
      handOver: operation('send', 'agent', hallMessages),
      hearAgent: operation('receive', 'agent', agentMessages),
    },
    components: {
      messages: {
        ...messages(serverMessages, 'output'),
        ...messages(pageMessages, 'input'),
        ...messages(hallMessages, 'output'),
        ...messages(agentMessages, 'input'),
      },
      schemas: schemas.components,
    },
  }
}
