import type { TicketPrinter } from '../../printers/printer.ts'
import type { Clock } from '../clock.ts'
import type { LiveTicket } from '../hall/ticket.ts'
import type { DeviceId, TicketId } from '../hall/words.ts'
import type { Commit, CommitListener, HallKeeper } from '../hall-keeper.ts'
import { limits } from '../limits.ts'
import type { SlipWriter } from './slip-writer.ts'

interface Queue {
  readonly printer: TicketPrinter
  readonly waiting: TicketId[]
  busy: boolean
}

/**
 * From a number that is safe on disk to its paper, and what became of it back as a command. One paper at a
 * time per printer; a dead printer delays no ticket and loses none. That bytes are about to leave is written
 * down first, so after a crash nobody prints twice without a mark: what had begun is `unsure` (C13, C14).
 */
export class PrintDesk implements CommitListener {
  readonly #keeper: HallKeeper
  readonly #clock: Clock
  readonly #slips: SlipWriter
  readonly #queues = new Map<DeviceId, Queue>()
  #closed = false

  constructor(options: {
    keeper: HallKeeper
    clock: Clock
    slips: SlipWriter
    printers: ReadonlyMap<DeviceId, TicketPrinter>
  }) {
    this.#keeper = options.keeper
    this.#clock = options.clock
    this.#slips = options.slips
    for (const [device, printer] of options.printers)
      this.#queues.set(device, { printer, waiting: [], busy: false })
    options.keeper.listen(this)
  }

  /** After a start: papers that were begun are unsure; those that were not come out now, or not at all when late. */
  resume(): void {
    for (const ticket of this.#keeper.hall.live.values()) {
      if (ticket.printing.print === 'printing')
        this.#report(ticket.id, ticket.printing.job, 'unsure', 'restarted')
      if (ticket.printing.print === 'queued') this.#queue(ticket.device, ticket.id)
    }
  }

  committed({ entries }: Commit): void {
    for (const { events, device } of entries) {
      for (const event of events) {
        if (event.type === 'ticket-issued' && event.printing.print === 'queued')
          this.#queue(device, event.ticket)
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#queues.values()].map(({ printer }) => printer.close()))
  }

  #queue(device: DeviceId, id: TicketId): void {
    const queue = this.#queues.get(device)
    if (!queue) return this.#giveUp(id, 'unreachable')
    if (queue.waiting.length >= limits.printsWaiting) return this.#giveUp(id, 'too-many-waiting')
    queue.waiting.push(id)
    if (!queue.busy) void this.#work(queue)
  }

  async #work(queue: Queue): Promise<void> {
    queue.busy = true
    for (let id = queue.waiting.shift(); id !== undefined && !this.#closed; id = queue.waiting.shift()) {
      await this.#printOne(queue.printer, id)
    }
    queue.busy = false
  }

  async #printOne(printer: TicketPrinter, id: TicketId): Promise<void> {
    const ticket = this.#keeper.hall.live.get(id)
    if (!ticket) return this.#giveUp(id, 'too-late')
    if (ticket.printing.print !== 'queued') return
    const { job } = ticket.printing
    if (this.#isLate(ticket)) return this.#giveUp(id, 'too-late')
    if (!(await this.#report(id, job, 'printing'))) return
    try {
      const outcome = await printer.print(this.#slips.write(ticket, job))
      if (outcome.printed === 'yes') await this.#report(id, job, 'printed')
      else await this.#report(id, job, outcome.printed === 'no' ? 'not-printed' : 'unsure', outcome.why)
    } catch {
      await this.#report(id, job, 'unsure', 'broken')
    }
  }

  /** A called or old number never comes out late. */
  #isLate(ticket: LiveTicket): boolean {
    return ticket.stage.stage !== 'waiting' || this.#clock.now() - ticket.issuedAt > limits.printLateMs
  }

  #giveUp(id: TicketId, why: string): void {
    const ticket = this.#keeper.hall.live.get(id) ?? this.#keeper.hall.ended.get(id)
    if (ticket && ticket.printing.print !== 'none')
      void this.#report(id, ticket.printing.job, 'not-printed', why)
  }

  /** True when it is on disk. */
  #report(
    ticket: TicketId,
    job: string,
    outcome: 'printing' | 'printed' | 'not-printed' | 'unsure',
    why?: string,
  ): Promise<boolean> {
    const body = { ticket, job, outcome, ...(why === undefined ? {} : { why }) }
    return new Promise((resolve) =>
      this.#keeper.askAsKeeper({ type: 'report-print', body }, 'server', (answer) => resolve(answer.ok)),
    )
  }
}
