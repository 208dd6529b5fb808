import { WebSocketServer } from 'ws'
import { limits } from './limits.ts'

/** Accepts WebSockets of pages or print agents. A socket whose other end does not answer a close is cut off. */
export function makeSocketServer(maxPayload: number): WebSocketServer {
  // The types of ws lack `closeTimeout`, whose default is 30 s.
  const options = {
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    clientTracking: false,
    closeTimeout: limits.socketCloseMs,
  }
  return new WebSocketServer(options)
}
