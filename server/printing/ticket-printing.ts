import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../../printers/printer.ts'
import { createSpool, type Spool } from '../../printers/spool/spool.ts'
import type { JobLog } from '../../printers/spool/spool-job.ts'
import type { Clock } from '../clock.ts'
import type { HallEvent } from '../hall/events.ts'
import type { DeviceId, TicketId } from '../hall/ids.ts'
import { isInDoubt, isOpen, type JobFacts, nextStep } from '../hall/print-job.ts'
import type { PrinterCondition } from '../hall/printer-record.ts'
import type { LiveTicket } from '../hall/ticket.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { Commit, CommitListener } from '../keeper/keeper-types.ts'
import { limits } from './limits.ts'
import { conditionOf } from './printer-condition.ts'
import { printJobOf } from './ticket-job.ts'

/** A printer's past, as a start of the hall knows it. */
export interface PrinterPast {
  /** Millimetres used of its roll. */
  readonly usedMm: number
  /** The end of its last slip is unknown: the buffer is cleared, and the strip is cut off. */
  readonly isInterrupted: boolean
}

/** Opens a device's printer; the callback gets its state. */
export type PrinterMaker = (report: (health: PrinterHealth) => void, past: PrinterPast) => TicketPrinter

/** The source of slips: tickets and test pages in the reader's language. */
interface SlipWording {
  write(ticket: LiveTicket, job: string, copy: number): TicketSlip
  testPage(device: DeviceId, at: number): TicketSlip
}

/**
 * Prints the tickets that are safe on disk, and reports their outcomes as commands. Every printer has a spool of its
 * own. The log of the spool is the hall's journal, so a ticket's record always holds the state of its paper. A dead
 * printer delays no ticket and loses none (C13 to C15).
 */
export class TicketPrinting implements CommitListener {
  readonly #keeper: HallKeeper
  readonly #clock: Clock
  readonly #slips: SlipWording
  readonly #onError: (error: unknown) => void
  #printers: ReadonlyMap<DeviceId, PrinterMaker>
  readonly #spools = new Map<DeviceId, Spool>()
  /** Devices whose printer is being replaced: their jobs wait. */
  readonly #changing = new Set<DeviceId>()
  #change: Promise<void> = Promise.resolve()
  /** Used millimetres of each roll, by the last report. */
  readonly #usedMm = new Map<DeviceId, number>()
  /** Characters without a font that were reported. */
  readonly #missing = new Set<string>()
  readonly #settling = new Map<DeviceId, { condition: PrinterCondition; stop: () => void }>()

  constructor(options: {
    keeper: HallKeeper
    clock: Clock
    slips: SlipWording
    printers: ReadonlyMap<DeviceId, PrinterMaker>
    onError: (error: unknown) => void
  }) {
    this.#keeper = options.keeper
    this.#clock = options.clock
    this.#slips = options.slips
    this.#onError = options.onError
    this.#printers = options.printers
  }

  /** Starts when the hall has started: with the jobs that were open when it stopped, then with every new one. */
  begin(): void {
    for (const [device, make] of this.#printers)
      this.#spools.set(device, this.#open(device, make, this.#openJobs(device)))
    this.#keeper.listen(this)
    for (const spool of this.#spools.values()) void spool.wake().catch(() => undefined)
  }

  /**
   * Takes over the printers of new settings. A printer that is replaced or removed ends its slip first; then the jobs
   * of its device go to the new one, or expire when there is none.
   */
  use(printers: ReadonlyMap<DeviceId, PrinterMaker>): Promise<void> {
    this.#change = this.#change.then(() => this.#replace(printers)).catch(this.#onError)
    return this.#change
  }

  async #replace(printers: ReadonlyMap<DeviceId, PrinterMaker>): Promise<void> {
    const former = this.#printers
    const devices = new Set([...former.keys(), ...printers.keys()])
    const changed = [...devices].filter((device) => former.get(device) !== printers.get(device))
    for (const device of changed) this.#changing.add(device)
    for (const device of changed) {
      const spool = this.#spools.get(device)
      this.#spools.delete(device)
      await spool?.settled()
      await spool?.close()
    }
    this.#printers = printers
    for (const device of changed) {
      const make = printers.get(device)
      if (make) this.#spools.set(device, this.#open(device, make, []))
      this.#changing.delete(device)
      for (const id of this.#openJobs(device)) this.#submit(id)
    }
  }

  committed({ entries }: Commit): void {
    for (const { command, events } of entries) {
      for (const event of events) this.#handle(event, command)
    }
  }

  async close(): Promise<void> {
    for (const { stop } of this.#settling.values()) stop()
    await Promise.all([...this.#spools.values()].map((spool) => spool.close()))
  }

  #handle(event: HallEvent, command: string): void {
    switch (event.type) {
      case 'ticket-issued':
        if (event.printing.print === 'queued') this.#submit(event.ticket)
        return
      // Called or ended: a paper that is not printed yet stays off.
      case 'ticket-called':
      case 'ticket-ended':
        return this.#submit(event.ticket)
      case 'print-reported':
        if (command !== 'report-print') this.#submit(event.ticket)
        return
      case 'printer-reported':
        if (command === 'print-test-page') this.#printTestPage(event.device)
        return
      default:
    }
  }

  #submit(id: TicketId): void {
    const ticket = this.#ticket(id)
    if (!ticket || !isOpen(ticket.printing) || this.#changing.has(ticket.device)) return
    const spool = this.#spools.get(ticket.device)
    if (spool) void spool.submit(id).catch(() => undefined)
    // The printer was removed from the settings: nobody waits for it in vain.
    else if (ticket.printing.print === 'queued' || ticket.printing.print === 'not-printed')
      void this.#log.append({ job: id, happened: 'expired' }).catch(this.#onError)
  }

  /** Jobs of a device that may still come out. Those of ended tickets come first: they expire, and it is recorded. */
  #openJobs(device: DeviceId): TicketId[] {
    const { hall } = this.#keeper
    const isFound = (ticket: { device: DeviceId; printing: LiveTicket['printing'] }) =>
      ticket.device === device && isOpen(ticket.printing)
    const waiting = [...hall.live.values()].filter(isFound).sort((one, two) => one.no - two.no)
    return [...[...hall.ended.values()].filter(isFound), ...waiting].map(({ id }) => id)
  }

  #open(device: DeviceId, make: PrinterMaker, found: readonly TicketId[]): Spool {
    const { hall } = this.#keeper
    const printer = make((health) => {
      this.#usedMm.set(device, health.paper.usedMm)
      this.#conditionChanged(device, conditionOf(health))
      this.#reportMissing(health.missing ?? '')
    }, this.#pastOf(make))
    return createSpool({
      printer,
      log: this.#log,
      next: nextStep,
      found,
      now: this.#clock.now,
      after: (ms, work) => this.#clock.after(ms, work),
      slipOf: (id, copy) => {
        const ticket = hall.live.get(id)
        return ticket && ticket.printing.print !== 'none'
          ? this.#slips.write(ticket, ticket.printing.job, copy)
          : undefined
      },
      onError: this.#onError,
    })
  }

  /** The past of a printer from all devices that share it: they have the same maker. */
  #pastOf(make: PrinterMaker): PrinterPast {
    const { printers, live, ended } = this.#keeper.hall
    const devices = new Set([...this.#printers].flatMap(([device, one]) => (one === make ? [device] : [])))
    const usedMm = Math.max(...[...devices].map((device) => printers.get(device)?.usedMm ?? 0))
    const isOurs = ({ device }: { device: DeviceId }): boolean => devices.has(device)
    const isInterrupted = [live, ended].some((all) =>
      [...all.values()].some((ticket) => isOurs(ticket) && isInDoubt(ticket.printing)),
    )
    return { usedMm, isInterrupted }
  }

  /** The job log goes by the id of the ticket, because a ticket has one job. */
  readonly #log: JobLog<JobFacts> = {
    job: (id) => printJobOf(this.#ticket(id)),
    append: (record) => {
      const { job: id, ...news } = record
      const ticket = this.#ticket(id)
      const printing = ticket?.printing
      if (!printing || printing.print === 'none')
        return Promise.reject(new Error(`ticket ${id} has no paper`))
      const usedMm = this.#usedMm.get(ticket.device)
      const body = { ticket: id, job: printing.job, ...news, ...(usedMm === undefined ? {} : { usedMm }) }
      return new Promise((resolve, reject) =>
        this.#keeper.askDeferred({ type: 'report-print', body }, 'server', (answer) =>
          answer.ok
            ? resolve()
            : reject(new Error(`the hall refused a report about the paper of ticket ${id}`)),
        ),
      )
    },
  }

  #ticket(id: TicketId) {
    const { hall } = this.#keeper
    return hall.live.get(id) ?? hall.ended.get(id)
  }

  /** Reports each character once, so that somebody removes it or knows the reason of the 〓. */
  #reportMissing(characters: string): void {
    const news = [...characters].filter((character) => !this.#missing.has(character))
    if (news.length === 0) return
    const points = news.map(
      (character) =>
        `${character} (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`,
    )
    for (const character of news) this.#missing.add(character)
    this.#onError(
      new Error(
        `no font has a glyph for ${points.join(', ')}: slips show 〓 instead, or nothing. Remove it from hall.json; "nowserving slip --preview out.png" shows the slip`,
      ),
    )
  }

  #printTestPage(device: DeviceId): void {
    const spool = this.#spools.get(device)
    if (!spool) return
    const report = (test: 'printed' | 'not-printed' | 'unsure') =>
      this.#keeper.askAsKeeper({ type: 'report-printer', body: { device, test } }, 'server', () => undefined)
    const reportOutcome = ({ printed }: PrintOutcome) =>
      report(printed === 'yes' ? 'printed' : printed === 'no' ? 'not-printed' : 'unsure')
    void spool
      .printTestPage(this.#slips.testPage(device, this.#clock.now()))
      .then(reportOutcome, () => report('unsure'))
  }

  /**
   * Reports the condition of a printer after its single answers have settled. A printer that is ready again is used
   * at once.
   */
  #conditionChanged(device: DeviceId, condition: PrinterCondition): void {
    const settling = this.#settling.get(device)
    if (settling) {
      settling.condition = condition
      return
    }
    const next = {
      condition,
      stop: this.#clock.after(limits.conditionSettlesMs, () => {
        this.#settling.delete(device)
        const usedMm = this.#usedMm.get(device) ?? 0
        const body = { device, condition: next.condition, usedMm }
        this.#keeper.askAsKeeper({ type: 'report-printer', body }, 'server', () => undefined)
        if (next.condition.state === 'ready')
          void this.#spools
            .get(device)
            ?.wake()
            .catch(() => undefined)
      }),
    }
    this.#settling.set(device, next)
  }
}
