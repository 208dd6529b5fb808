import type { Dialect, PaperProfile } from '../dialects/dialect.ts'
import { dialects } from '../dialects/dialects.ts'
import { paper80 } from '../dialects/esc-pos.ts'
import {
  DrawingQueueFull,
  type DrawingThread,
  sharedDrawingThread,
} from '../drawing-thread/drawing-thread.ts'
import type { DrawnJob } from '../drawing-thread/drawings.ts'
import { limits } from '../limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../printer.ts'
import { type PrinterAddress, parsePrinterAddress, printerName } from '../printer-address.ts'
import type { Sent } from './completion.ts'
import { createPrinterSession, type PrinterHealth } from './session.ts'
import { transportsTo } from './transports/opening.ts'
import type { TransportMaker } from './transports/transport.ts'

export interface PrinterOptions {
  profile?: PaperProfile
  /** Told whenever something about the printer changed: paper, cover, reachable. */
  onHealth?: (health: PrinterHealth) => void
  /** By default the drawing thread that all printers of this process share. */
  drawing?: DrawingThread
  /** Millimetres used of the roll that is in, as counted before (`PrinterHealth.paper.usedMm`). */
  paperUsedMm?: number
  /**
   * A process before this one was cut off in the middle of a slip: what hangs out of the printer is cut off, and what
   * is left in it thrown away, before the first slip.
   */
  isInterrupted?: boolean
}

/** Printers that this process holds: a second sender would cut into the slips of the first. */
const held = new Set<string>()

/**
 * A printer at an address, see `parsePrinterAddress`. Throws when the address cannot be read, and when this process
 * holds the printer at it already: two devices that share one printer must share what is returned here.
 */
export function openPrinter(address: string, options: PrinterOptions = {}): TicketPrinter {
  const parsed = parsePrinterAddress(address)
  const name = printerName(parsed)
  if (held.has(name)) {
    throw new Error(
      `the printer ${name} is held already: two senders would mix their slips; give both devices the one printer`,
    )
  }
  held.add(name)
  const profile = { ...fontsOn(parsed), ...(options.profile ?? paper80) }
  const printer = createConnectedPrinter(transportsTo(parsed), dialects[parsed.dialect], {
    ...options,
    profile,
  })
  return {
    print: printer.print,
    async close() {
      await printer.close()
      held.delete(name)
    },
  }
}

/** A drawn slip of 45 KB takes 47 s at 9600 baud and 12 s at 38 400: on slow lines printers write it themselves. */
function fontsOn(address: PrinterAddress): Pick<PaperProfile, 'fonts'> {
  return address.kind === 'serial' && address.baud <= limits.slowBaud ? { fonts: 'resident' } : {}
}

/**
 * A ticket printer on any line. Slips are printed one after the other, each settles within its own deadline:
 * at most a minute of waiting, then connecting 3 s, asking 1 s, cleaning up 6 s, and 3 s beyond three times its
 * printing time. A slip is drawn while the one before it prints.
 */
export function createConnectedPrinter(
  makeTransport: TransportMaker,
  dialect: Dialect,
  options: PrinterOptions = {},
): TicketPrinter {
  const profile = options.profile ?? paper80
  const drawing = options.drawing ?? sharedDrawingThread()
  const { paperUsedMm } = options
  const missing = new Set<string>()
  let health: PrinterHealth | undefined
  const session = createPrinterSession({
    makeTransport,
    dialect,
    profile,
    isInterrupted: options.isInterrupted ?? false,
    ...(paperUsedMm === undefined ? {} : { paperUsedMm }),
    onHealth(next) {
      health = next
      reportHealth()
    },
  })
  let waiting = 0
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  function reportHealth(): void {
    if (health)
      options.onHealth?.(missing.size === 0 ? health : { ...health, missing: [...missing].join('') })
  }

  function addMissing(characters: readonly string[]): void {
    const before = missing.size
    for (const letter of characters) if (missing.size < limits.missingMost) missing.add(letter)
    if (missing.size > before) reportHealth()
  }

  /** One thing at a time on the line. */
  function serially<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }

  const pulse = setInterval(() => {
    if (waiting === 0 && !closed) void serially(() => session.beat())
  }, limits.heartbeatEvery)
  pulse.unref()

  async function draw(slip: TicketSlip): Promise<DrawnJob | 'too-many-waiting'> {
    try {
      const drawn = await drawing.draw('job', { slip, profile, dialect: dialect.name })
      addMissing(drawn.missing)
      return drawn
    } catch (error) {
      if (error instanceof DrawingQueueFull) return 'too-many-waiting'
      throw error
    }
  }

  async function print(slip: TicketSlip, begin?: () => Promise<void>): Promise<PrintOutcome> {
    if (closed) return { printed: 'no', why: 'unreachable' }
    if (waiting > limits.waitingMost) return { printed: 'no', why: 'too-many-waiting' }
    waiting += 1
    const since = Date.now()
    try {
      const job = draw(slip)
      job.catch(() => {})
      return await new Promise<PrintOutcome>((resolve, reject) => {
        serially(async () => {
          const drawn = await job
          if (closed) return resolve({ printed: 'no', why: 'unreachable' })
          if (drawn === 'too-many-waiting') return resolve({ printed: 'no', why: drawn })
          if (Date.now() - since > limits.waitingAtMost) return resolve({ printed: 'no', why: 'too-late' })
          const ready = await session.prepare(slip.copy > 1)
          if (ready !== 'ready') return resolve({ printed: 'no', why: ready })
          try {
            await begin?.()
          } catch (error) {
            // Not wanted any more: a line that was opened for this slip alone is let go of.
            reject(error)
            return session.rest()
          }
          const proof = session.proof()
          const { bytes, rows } = drawn
          const sent = await session.send(bytes, rows, proof)
          // What broke off is thrown away before anybody hears of it, and loads paper.
          const isBroken = sent === 'cut-off' || sent === 'timed-out'
          if (!isBroken) resolve(outcomeOf(sent))
          await session.rest()
          resolve(outcomeOf(sent))
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
      await last
    },
  }
}

function outcomeOf(sent: Sent): PrintOutcome {
  if (sent === 'proven') return { printed: 'yes' }
  // The line took a job as a whole, and took none of it.
  return sent === 'refused' ? { printed: 'no', why: 'unreachable' } : { printed: 'unsure', why: sent }
}
