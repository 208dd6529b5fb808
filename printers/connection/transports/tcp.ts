import { createConnection, type Socket } from 'node:net'
import { limits } from '../../limits.ts'
import type { Opened, Transport, Written } from './transport.ts'

/**
 * A raw connection to a network printer, port 9100 by custom. Printers serve one client at a time, so the caller
 * keeps one line per printer.
 *
 * A socket that is destroyed with unread input makes the kernel send RST, and the printer drops what it has not
 * read yet: 4 KB of a 70 KB slip came out that way. So a line is always read, and closed by FIN first.
 */
export function createTcpTransport(host: string, port: number): Transport {
  let socket: Socket | undefined
  let goodbye = false
  let lost: string | undefined
  let hear: (bytes: Uint8Array) => void = () => {}
  let miss: (problem: string) => void = () => {}
  const waiters = new Set<() => void>()

  function lose(problem: string): void {
    if (lost !== undefined) return
    lost = problem
    for (const wake of waiters) wake()
    if (!goodbye) miss(problem)
  }

  function open(signal: AbortSignal): Promise<Opened> {
    return new Promise((resolve) => {
      const where = `${host}:${port}`
      const line = createConnection({ host, port, noDelay: true, keepAlive: true, allowHalfOpen: true })
      socket = line
      let settled = false
      const settle = (result: Opened): void => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        if (!result.open) {
          lost = result.problem
          line.destroy()
        }
        resolve(result)
      }
      const timer = setTimeout(
        () =>
          settle({
            open: false,
            problem: `${where} did not take the connection within ${limits.connectMost} ms`,
          }),
        limits.connectMost,
      )
      const abort = (): void => settle({ open: false, problem: `connecting to ${where} was given up` })
      signal.addEventListener('abort', abort, { once: true })
      line.on('connect', () => settle({ open: true }))
      line.on('data', (bytes) => hear(bytes))
      line.on('drain', () => {
        for (const wake of waiters) wake()
      })
      line.on('error', (error) => {
        settle({ open: false, problem: `${where}: ${error.message}` })
        lose(`${where}: ${error.message}`)
      })
      line.on('end', () => lose(`${where} closed the connection`))
      line.on('close', () => {
        settle({ open: false, problem: `${where} closed the connection` })
        lose(`${where} closed the connection`)
      })
      if (signal.aborted) abort()
    })
  }

  function write(chunk: Uint8Array, signal?: AbortSignal): Promise<Written> {
    const line = socket
    if (!line || lost !== undefined || goodbye) return Promise.resolve('lost')
    if (line.write(chunk)) return Promise.resolve('taken')
    return new Promise((resolve) => {
      const settle = (result: Written): void => {
        clearTimeout(timer)
        waiters.delete(wake)
        signal?.removeEventListener('abort', stall)
        resolve(result)
      }
      const wake = (): void => {
        if (lost !== undefined) settle('lost')
        else if (!line.writableNeedDrain) settle('taken')
      }
      const stall = (): void => settle('stalled')
      const timer = setTimeout(stall, limits.writeMost)
      waiters.add(wake)
      signal?.addEventListener('abort', stall, { once: true })
    })
  }

  function end(): Promise<void> {
    const line = socket
    goodbye = true
    if (!line || line.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      // A printer that never says goodbye: what it has not read by now it will not read.
      const giveUp = (): void => void line.destroy()
      let quiet = setTimeout(giveUp, limits.closingMost)
      const last = setTimeout(giveUp, limits.closingAtMost)
      line.on('data', () => {
        clearTimeout(quiet)
        quiet = setTimeout(giveUp, limits.closingMost)
      })
      line.once('close', () => {
        clearTimeout(quiet)
        clearTimeout(last)
        resolve()
      })
      line.end()
    })
  }

  return {
    open,
    write,
    onData(listener) {
      hear = listener
    },
    onLost(listener) {
      miss = listener
    },
    end,
    destroy() {
      goodbye = true
      // With a reset: a plain close would still deliver everything that the kernel holds.
      if (socket?.connecting) socket.destroy()
      else socket?.resetAndDestroy()
      for (const wake of waiters) wake()
    },
  }
}
