import { sharedGlyphs } from './canvas-glyphs.ts'
import { encodePicture, type PaperProfile, paper80 } from './esc-pos.ts'
import type { GlyphPainter } from './glyphs.ts'
import { limits } from './limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from './printer.ts'
import { parsePrinterAddress } from './printer-address.ts'
import { createPrinterSession, type PrinterHealth } from './session.ts'
import { drawSlip } from './slip-picture.ts'
import { createTcpTransport } from './transports/tcp.ts'
import type { TransportMaker } from './transports/transport.ts'

export interface EscPosPrinterOptions {
  profile?: PaperProfile
  /** Told whenever something about the printer changed: paper, cover, reachable. */
  onHealth?: (health: PrinterHealth) => void
  /** Drawn with these letters; by default the ones of this process. */
  glyphs?: GlyphPainter
}

/** A printer at an address such as `tcp://192.168.1.50:9100`. Throws when the address cannot be read. */
export function openPrinter(address: string, options: EscPosPrinterOptions = {}): TicketPrinter {
  const { host, port } = parsePrinterAddress(address)
  return createEscPosPrinter(() => createTcpTransport(host, port), options)
}

/**
 * A ticket printer on any line. Slips are printed one after the other, each settles within its own deadline:
 * at most a minute of waiting, then connecting 3 s, asking 1 s, cleaning up 2 s, and 3 s beyond three times its
 * printing time. A slip is drawn while the one before it prints.
 */
export function createEscPosPrinter(
  makeTransport: TransportMaker,
  options: EscPosPrinterOptions = {},
): TicketPrinter {
  const profile = options.profile ?? paper80
  const glyphs = options.glyphs ?? sharedGlyphs()
  const session = createPrinterSession(makeTransport, profile, options.onHealth ?? (() => {}))
  let waiting = 0
  let closed = false
  let turn: Promise<unknown> = Promise.resolve()

  /** One thing at a time on the line. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }

  const pulse = setInterval(() => {
    if (waiting === 0 && !closed) void inTurn(() => session.beat())
  }, limits.heartbeatEvery)
  pulse.unref()

  async function print(slip: TicketSlip, begin?: () => Promise<void>): Promise<PrintOutcome> {
    if (closed) return { printed: 'no', why: 'unreachable' }
    if (waiting > limits.waitingMost) return { printed: 'no', why: 'too-many-waiting' }
    waiting += 1
    const since = Date.now()
    try {
      const picture = drawSlip(slip, profile.width, glyphs)
      picture.catch(() => {})
      return await new Promise<PrintOutcome>((resolve, reject) => {
        inTurn(async () => {
          const drawn = await picture
          if (closed) return resolve({ printed: 'no', why: 'unreachable' })
          if (Date.now() - since > limits.waitingAtMost) return resolve({ printed: 'no', why: 'too-late' })
          const ready = await session.prepare()
          if (ready !== 'ready') return resolve({ printed: 'no', why: ready })
          await begin?.()
          const proof = session.proof()
          const { bytes, rows } = encodePicture(drawn, profile, proof)
          const sent = await session.send(bytes, rows, proof)
          resolve(sent === 'proven' ? { printed: 'yes' } : { printed: 'unsure', why: sent })
          await session.rest()
        }).catch(reject)
      })
    } finally {
      waiting -= 1
    }
  }

  return {
    print,
    async close() {
      closed = true
      clearInterval(pulse)
      await session.close()
      await turn
    },
  }
}
