import { connect, type Socket } from 'node:net'
import { patience } from '../../fakes/watch.ts'

/** Bytes sent on a connection of their own, and what comes back until the hall closes it. */

/** Longest time without a byte after which the client ends a connection that the hall keeps open (ms). */
const quietMs = 400
/** Longest time in which a hall closes a connection whose client has ended it, on a busy machine too (ms). */
const closeMs = patience

export interface Heard {
  readonly text: string
  /** Statuses of all answers. */
  readonly statuses: readonly number[]
  /** The hall kept the connection although the client had ended it. */
  readonly isKept: boolean
}

const heardOf = (parts: readonly Buffer[], isKept: boolean): Heard => {
  const text = Buffer.concat(parts).toString()
  const statuses = [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gmu)].map(([, status]) => Number(status))
  return { text, statuses, isKept }
}

function until(socket: Socket, begin: (parts: readonly Buffer[]) => void): Promise<Heard> {
  const parts: Buffer[] = []
  return new Promise((settle) => {
    const timer = setTimeout(() => {
      settle(heardOf(parts, true))
      socket.destroy()
    }, closeMs)
    socket.on('error', () => {})
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('close', () => {
      clearTimeout(timer)
      settle(heardOf(parts, false))
    })
    begin(parts)
  })
}

/**
 * `isCut`: the client ends its half right behind the bytes. `isPatient`: it waits for the answer as long as it takes;
 * otherwise it ends its half once nothing more comes.
 */
export function exchange(
  port: number,
  bytes: Buffer,
  { isCut = false, isPatient = false } = {},
): Promise<Heard> {
  const socket = connect({ port, host: '127.0.0.1' })
  return until(socket, () => {
    if (isCut) socket.end(bytes)
    else socket.write(bytes)
    if (!isPatient) socket.setTimeout(quietMs, () => socket.end())
  })
}

/** Opens a WebSocket by `upgrade`, and ends it behind the frames. */
export function framesExchange(port: number, upgrade: string, frames: readonly Buffer[]): Promise<Heard> {
  const socket = connect({ port, host: '127.0.0.1' })
  return until(socket, () => {
    socket.once('data', () => socket.end(Buffer.concat(frames)))
    socket.write(upgrade)
  })
}
