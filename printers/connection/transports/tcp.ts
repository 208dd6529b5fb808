import { createConnection, type Socket } from 'node:net'
import { limits } from '../../limits.ts'
import type { Opened, Transport, Written } from './transport.ts'

/**
 * A raw connection to a network printer, usually on port 9100. Printers serve one client at a time, so the caller
 * keeps one connection per printer.
 *
 * A socket that is destroyed with unread input makes the kernel send RST. The printer then drops its unread bytes: of
 * a 70 KB slip 4 KB came out. So a connection is always read, and closed by FIN first.
 */
export function createTcpTransport(host: string, port: number): Transport {
  let socket: Socket | undefined
  let isClosing = false
  let lost: string | undefined
  let dataListener: (bytes: Uint8Array) => void = () => {}
  let lossListener: (problem: string) => void = () => {}
  const waiters = new Set<() => void>()

  function lose(problem: string): void {
    if (lost !== undefined) return
    lost = problem
    for (const wake of waiters) wake()
    if (!isClosing) lossListener(problem)
  }

  function open(signal: AbortSignal): Promise<Opened> {
    return new Promise((resolve) => {
      const where = `${host}:${port}`
      const connection = createConnection({ host, port, noDelay: true, keepAlive: true, allowHalfOpen: true })
      socket = connection
      let settled = false
      const settle = (result: Opened): void => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        if (!result.open) {
          lost = result.problem
          connection.destroy()
        }
        resolve(result)
      }
      const timer = setTimeout(
        () =>
          settle({
            open: false,
            problem: `${where} did not accept the connection within ${limits.connectMost} ms`,
          }),
        limits.connectMost,
      )
      const abort = (): void => settle({ open: false, problem: `connecting to ${where} was aborted` })
      signal.addEventListener('abort', abort, { once: true })
      connection.on('connect', () => settle({ open: true }))
      connection.on('data', (bytes) => dataListener(bytes))
      connection.on('drain', () => {
        for (const wake of waiters) wake()
      })
      connection.on('error', (error) => {
        settle({ open: false, problem: `${where}: ${error.message}` })
        lose(`${where}: ${error.message}`)
      })
      connection.on('end', () => lose(`${where} closed the connection`))
      connection.on('close', () => {
        settle({ open: false, problem: `${where} closed the connection` })
        lose(`${where} closed the connection`)
      })
      if (signal.aborted) abort()
    })
  }

  function write(chunk: Uint8Array, signal?: AbortSignal): Promise<Written> {
    const connection = socket
    if (!connection || lost !== undefined || isClosing) return Promise.resolve('lost')
    if (connection.write(chunk)) return Promise.resolve('taken')
    return new Promise((resolve) => {
      const settle = (result: Written): void => {
        clearTimeout(timer)
        waiters.delete(wake)
        signal?.removeEventListener('abort', stall)
        resolve(result)
      }
      const wake = (): void => {
        if (lost !== undefined) settle('lost')
        else if (!connection.writableNeedDrain) settle('taken')
      }
      const stall = (): void => settle('stalled')
      const timer = setTimeout(stall, limits.writeMost)
      waiters.add(wake)
      signal?.addEventListener('abort', stall, { once: true })
    })
  }

  function end(): Promise<void> {
    const connection = socket
    isClosing = true
    if (!connection || connection.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      // A printer that never closes: it will not read its remaining bytes either.
      const giveUp = (): void => void connection.destroy()
      let quiet = setTimeout(giveUp, limits.closingMost)
      const last = setTimeout(giveUp, limits.closingAtMost)
      connection.on('data', () => {
        clearTimeout(quiet)
        quiet = setTimeout(giveUp, limits.closingMost)
      })
      connection.once('close', () => {
        clearTimeout(quiet)
        clearTimeout(last)
        resolve()
      })
      connection.end()
    })
  }

  return {
    open,
    write,
    onData(listener) {
      dataListener = listener
    },
    onLost(listener) {
      lossListener = listener
    },
    end,
    destroy() {
      isClosing = true
      // With a reset, because a regular close would still deliver the bytes that the kernel holds.
      if (socket?.connecting) socket.destroy()
      else socket?.resetAndDestroy()
      for (const wake of waiters) wake()
    },
  }
}
