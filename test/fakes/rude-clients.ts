import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { maskedFrame } from './stubborn-page.ts'

/** Clients that misbehave, at any door of the hall that takes connections. */

/** The words of a stranger at a door, and those that make the door end the connection. */
export interface Door {
  readonly name: string
  readonly port: number
  /** Said first, and answered by the door, before anything of this door can be said: the handshake of a socket. */
  readonly opening: string
  /** A question to ask again and again; each time it has an answer. */
  readonly question: Buffer
  /** Beginning of something whose end never comes. */
  readonly beginning: string | Buffer
  /** Words for which the door ends the connection, by the reason. */
  readonly refused: Readonly<Record<string, string | Buffer>>
}

/** All of them leave the server's FIN unanswered; those that are `deaf` read nothing either. */
function dial({ port }: Door, isDeaf = false): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  if (!isDeaf) socket.resume()
  return new Promise((settle) => socket.once('connect', () => settle(socket)))
}

/** Through the handshake, where a door has one. */
async function enter(door: Door, isDeaf = false): Promise<Socket> {
  const socket = await dial(door, isDeaf)
  if (door.opening === '') return socket
  socket.write(door.opening)
  await new Promise<void>((settle) => socket.once(isDeaf ? 'readable' : 'data', () => settle()))
  return socket
}

/** Requests of one read of Node, and more than the answers that a connection may have. */
const questionsAtOnce = 1_200

export type RudeClient = (door: Door) => Promise<readonly Socket[]>

/** By what they do. Each resolves when it has done it, and does nothing after that. */
export const rudeClients = {
  'says nothing': async (door) => [await dial(door)],
  'closes its half at once and stays': async (door) => {
    const socket = await dial(door, true)
    socket.end()
    return [socket]
  },
  'enters, closes its half and stays': async (door) => {
    const socket = await enter(door)
    socket.end()
    return [socket]
  },
  'begins and never ends': async (door) => {
    const socket = await enter(door)
    socket.write(door.beginning)
    return [socket]
  },
  'answers no FIN and no close frame after a refusal': (door) =>
    Promise.all(
      Object.values(door.refused).map(async (text) => {
        const socket = await (typeof text === 'string' ? dial(door) : enter(door))
        socket.write(text)
        return socket
      }),
    ),
  'asks 1,200 times in one write and reads nothing': async (door) => {
    const socket = await enter(door, true)
    socket.write(Buffer.concat(Array.from({ length: questionsAtOnce }, () => door.question)))
    return [socket]
  },
  'asks 1,200 times, closes its half and reads nothing': async (door) => {
    const socket = await enter(door, true)
    socket.end(Buffer.concat(Array.from({ length: questionsAtOnce }, () => door.question)))
    return [socket]
  },
  'answers no ping': async (door) => [await enter(door)],
} as const satisfies Record<string, RudeClient>

/** A message of a page or an agent as a frame. */
export const messageFrame = (message: object): Buffer => maskedFrame('text', JSON.stringify(message))

/**
 * The ports of clients whose connections a process holds at its own `port`: the kernel's list has no inode for those
 * whose descriptor is closed.
 */
export function heldBy(port: number): ReadonlySet<number> {
  const [, ...lines] = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n')
  const held = new Set<number>()
  for (const line of lines) {
    const [, local = '', remote = '', , , , , , , inode] = line.trim().split(/\s+/u)
    const client = Number.parseInt(remote.split(':')[1]!, 16)
    // The listening socket itself has no client.
    if (Number.parseInt(local.split(':')[1]!, 16) === port && inode !== '0' && client > 0) held.add(client)
  }
  return held
}
