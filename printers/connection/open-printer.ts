import pLimit from 'p-limit'
import type { Dialect, PaperProfile } from '../dialects/dialect.ts'
import { dialects } from '../dialects/dialects.ts'
import { paper80 } from '../dialects/esc-pos.ts'
import type { Sensor } from '../dialects/sensors.ts'
import { type DrawingThread, sharedDrawingThread } from '../drawing-thread/drawing-thread.ts'
import type { DrawnJob } from '../drawing-thread/drawings.ts'
import { limits } from '../limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../printer.ts'
import { type PrinterAddress, parsePrinterAddress, printerName } from '../printer-address.ts'
import { WorkerQueueFull } from '../worker-thread/worker-queue.ts'
import type { Sent } from './completion.ts'
import { createPrinterSession, type PrinterHealth } from './session.ts'
import { transportsTo } from './transports/opening.ts'
import type { TransportMaker } from './transports/transport.ts'

interface PrinterOptions {
  profile?: PaperProfile
  /** Called whenever something about the printer changed: paper, cover, reachable. */
  onHealth?: (health: PrinterHealth) => void
  /** By default the drawing thread that all printers of this process share. */
  drawing?: DrawingThread
  /** Millimetres used of the roll that is in, as counted before (`PrinterHealth.paper.usedMm`). */
  paperUsedMm?: number
  /**
   * An earlier process ended in the middle of a slip. Before the first slip the strip is cut off and the buffer is
   * cleared.
   */
  isInterrupted?: boolean
  /** Sensors that were declared untrue: what they report neither holds a slip back nor is told. */
  ignore?: readonly Sensor[]
}

/** Printers in use by this process: a second sender would cut into the slips of the first. */
const held = new Set<string>()

/**
 * Opens the printer at an address, see `parsePrinterAddress`. Throws when the address cannot be read, or when this
 * process uses the printer at it already. Two devices with one printer must share the result.
 */
export function openPrinter(address: string, options: PrinterOptions = {}): TicketPrinter {
  const parsed = parsePrinterAddress(address)
  const name = printerName(parsed)
  if (held.has(name)) {
    throw new Error(
      `the printer ${name} is in use by this process already: two senders would mix their slips; give both devices the one printer`,
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

/**
 * A drawn slip of 45 KB takes 47 s at 9600 baud and 12 s at 38,400. On slow connections printers write with their
 * resident fonts.
 */
function fontsOn(address: PrinterAddress): Pick<PaperProfile, 'fonts'> {
  return address.kind === 'serial' && address.baud <= limits.slowBaud ? { fonts: 'resident' } : {}
}

/**
 * A ticket printer on any transport. Slips are printed one after the other, and each settles within its own deadline:
 * a minute of waiting, 3 s to connect, 1 s to ask, 6 s to clean up. To that comes 3 s beyond three times its printing
 * time. A slip is drawn while the one before it prints.
 */
function createConnectedPrinter(
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
    ignore: options.ignore ?? [],
    ...(paperUsedMm === undefined ? {} : { paperUsedMm }),
    onHealth(next) {
      health = next
      reportHealth()
    },
  })
  let waiting = 0
  let closed = false

  function reportHealth(): void {
    if (health)
      options.onHealth?.(missing.size === 0 ? health : { ...health, missing: [...missing].join('') })
  }

  function addMissing(characters: readonly string[]): void {
    const before = missing.size
    for (const letter of characters) if (missing.size < limits.missingMost) missing.add(letter)
    if (missing.size > before) reportHealth()
  }

  /** A mutex: the bytes of two jobs must not mix. */
  const serially = pLimit(1)

  const pulse = setInterval(() => {
    if (waiting === 0 && !closed) serially(() => session.beat()).catch(() => undefined)
  }, limits.heartbeatEvery)
  pulse.unref()

  async function draw(slip: TicketSlip): Promise<DrawnJob | 'too-many-waiting'> {
    try {
      const drawn = await drawing.draw('job', { slip, profile, dialect: dialect.name })
      addMissing(drawn.missing)
      return drawn
    } catch (error) {
      if (error instanceof WorkerQueueFull) return 'too-many-waiting'
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
            // The slip is no longer wanted: a connection that was opened for it alone is closed.
            reject(error)
            return session.rest()
          }
          const proof = session.proof()
          const { bytes, rows } = drawn
          const sent = await session.send(bytes, rows, proof)
          // The buffer is cleared before anybody learns of the failure and loads paper.
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
      // Settles behind all that was asked for before.
      await serially(async () => undefined)
    },
  }
}

function outcomeOf(sent: Sent): PrintOutcome {
  if (sent === 'proven') return { printed: 'yes' }
  // The transport takes jobs as a whole, and took none of it.
  return sent === 'refused' ? { printed: 'no', why: 'unreachable' } : { printed: 'unsure', why: sent }
}
