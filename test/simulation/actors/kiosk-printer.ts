import { noTrouble } from '../../../printers/dialects/status.ts'
import { copyMarkOf } from '../../../printers/drawing/slip.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../../../printers/printer.ts'
import type { PrinterMaker } from '../../../server/printing/ticket-printing.ts'
import type { Chances } from '../faults/chances.ts'
import type { Process } from '../process.ts'
import type { World } from '../world.ts'

type Health = Parameters<Parameters<PrinterMaker>[0]>[0]
export type PrinterState = 'ready' | 'no-paper' | 'cover-open' | 'unreachable'

/** Short beside a slot of a calm day. */
const inSlotMs = 5

const unsure = (why: 'timed-out' | 'cut-off' | 'no-proof'): PrintOutcome => ({ printed: 'unsure', why })

/**
 * A printer that stands at a kiosk, as far as `TicketPrinter` lets it be seen: asked first, then told to begin, then
 * bytes, paper, proof. The printer goes on when the server's program dies; its papers are in the book of papers. The printer
 * keeps the contract (what ends with `no` never comes out later), which test/printers shows of the real ones.
 */
export class KioskPrinter {
  readonly #world: World
  readonly #chances: Chances
  readonly #provesNothing: boolean
  readonly #slot: number | undefined
  readonly #sessions = new Set<(health: Health) => void>()
  #state: PrinterState = 'ready'
  /** Changes whenever what is being printed breaks off. */
  #breaks = 0
  #busyUntil = 0
  /** Faults of the slips that come next. */
  readonly next = { breaksOff: 0, silent: 0 }
  slowUntil = 0

  constructor(world: World, device: string) {
    this.#world = world
    this.#chances = world.stream(`printer ${device}`)
    this.#provesNothing = this.#chances.isOne(0.1)
    this.#slot = world.calm?.slotOfPrinter()
  }

  /** Everything about it is well again. */
  mend(): void {
    this.next.breaksOff = 0
    this.next.silent = 0
    this.slowUntil = 0
    if (this.#state !== 'ready') this.becomes('ready')
  }

  /** From now on it is like that; what it was printing breaks off unless it is well. */
  becomes(state: PrinterState): void {
    this.#state = state
    if (state !== 'ready') this.#breaks += 1
    for (const tell of this.#sessions) tell(this.#health())
  }

  /** As the server's program opens it. */
  openIn(process: Process): PrinterMaker {
    return (tell) => {
      // Heard when it says so by itself, or when it is asked the next time.
      const heard = (health: Health) => void process.after(this.#lasts(30, 4_000), () => tell(health))
      this.#sessions.add(heard)
      heard(this.#health())
      return this.#session(process, () => this.#sessions.delete(heard))
    }
  }

  #health(): Health {
    const state = {
      ...noTrouble,
      paperEnd: this.#state === 'no-paper',
      coverOpen: this.#state === 'cover-open',
    }
    const reachable = this.#state !== 'unreachable'
    return { reachable, speaks: true, level: 'process-id', state, paper: { usedMm: 0, changes: 0 } }
  }

  #session(process: Process, close: () => void): TicketPrinter {
    const wait = (ms: number) => new Promise<void>((resolve) => void process.after(ms, resolve))
    return {
      print: async (slip, begin) => {
        const { now } = this.#world.scheduler
        await wait(this.#lasts(5, 60, Math.max(0, this.#busyUntil - now)))
        const found = this.#state
        if (found !== 'ready') {
          await wait(found === 'unreachable' ? this.#lasts(200, 2_500) : 5)
          return { printed: 'no', why: found }
        }
        await begin?.()
        return new Promise((resolve) => this.#send(slip, process, resolve))
      },
      close: async () => close(),
    }
  }

  #send(slip: TicketSlip, process: Process, answer: (outcome: PrintOutcome) => void): void {
    const { scheduler, papers } = this.#world
    scheduler.after(0, () => papers.leaves(ticketOf(slip)))
    const breaks = this.#breaks
    const isSlow = this.slowUntil > scheduler.now
    const bytesMs = isSlow ? this.#lasts(500, 2_500) : this.#lasts(15, 150)
    const paperMs = isSlow ? this.#lastsBriefly(500, 2_500) : this.#lastsBriefly(60, 300)
    this.#busyUntil = scheduler.now + bytesMs + paperMs
    const isBroken = this.#takes('breaksOff')
    const isSilent = this.#takes('silent')
    const reply = (ms: number, outcome: PrintOutcome) => void process.after(ms, () => answer(outcome))
    const brokeOff = (): void => {
      const isTorn = this.#chances.isOne(0.6)
      if (isTorn) this.#comesOut(slip, false)
      const isKnown = !isTorn && this.#state !== 'ready' && this.#chances.isOne(0.5)
      const outcome: PrintOutcome =
        isKnown && this.#state !== 'ready' ? { printed: 'no', why: this.#state } : unsure('cut-off')
      reply(this.#lasts(50, 900), outcome)
    }
    scheduler.after(bytesMs, () => {
      // Bytes come from a program that lives; what it did not send is not printed.
      if (!process.isAlive || isBroken || this.#breaks !== breaks) return brokeOff()
      scheduler.after(paperMs, () => {
        if (this.#breaks !== breaks) return brokeOff()
        this.#comesOut(slip, true)
        if (this.#provesNothing) reply(1_000, unsure('no-proof'))
        else if (isSilent) reply(4_000, unsure('timed-out'))
        else reply(this.#lastsBriefly(3, 40), { printed: 'yes' })
      })
    })
  }

  /** The duration of a step that begins in `later` ms; on calm days the time until the printer's slot. */
  #lasts(from: number, to: number, later = 0): number {
    const { calm, scheduler } = this.#world
    if (!calm) return later + this.#chances.between(from, to)
    return calm.turn(scheduler.now, later + from, this.#slot)
  }

  /** The same for a step that ends in the slot in which it begins. */
  #lastsBriefly(from: number, to: number): number {
    return this.#slot === undefined ? this.#chances.between(from, to) : inSlotMs
  }

  #takes(fault: 'breaksOff' | 'silent'): boolean {
    if (this.next[fault] <= 0) return false
    this.next[fault] -= 1
    return true
  }

  #comesOut(slip: TicketSlip, isWhole: boolean): void {
    this.#world.papers.comesOut({
      ticket: ticketOf(slip),
      copy: slip.copy,
      isMarked: copyMarkOf(slip) !== undefined,
      isWhole,
    })
  }
}

const ticketOf = ({ job }: TicketSlip): string => job.slice(0, job.lastIndexOf('-'))
