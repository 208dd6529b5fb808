import type { PrinterHealth } from '../connection/session.ts'
import { limits } from '../limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../printer.ts'

/**
 * A slip that a hall gives to the agent of a printer. `attempt` names one wish to print and stays the same when it is
 * repeated.
 */
export interface HandOver {
  type: 'print'
  attempt: string
  slip: TicketSlip
}

/**
 * Messages of a hall. `begin`: the hall has recorded that this copy may come out, so its first byte may leave.
 * `leave`: nobody waits for it any longer.
 */
export type HallMessage = HandOver | { type: 'begin' | 'leave'; attempt: string }

/** Messages of an agent. `ready`: its printer is ready and nothing was sent yet; the agent waits for `begin`. */
export type AgentMessage =
  | { type: 'outcome'; attempt: string; outcome: PrintOutcome }
  | { type: 'ready'; attempt: string }
  | { type: 'health'; health: PrinterHealth }

/** A copy that the agent has begun, or is done with; without an outcome its bytes may be leaving. */
export interface AgentEntry {
  job: string
  copy: number
  attempt: string
  outcome?: PrintOutcome
}

/** The agent's record of its copies, as it is after a power cut. */
export interface AgentLog {
  find(job: string, copy: number): AgentEntry | undefined
  /** Settles when the entry survives a power cut, and rejects when it does not. */
  note(entry: AgentEntry): Promise<void>
}

/** Prints the slips of a hall, each copy of a job once, however often the connection between them breaks. */
export interface PrintAgent {
  /**
   * Takes a message of the hall. A copy that arrives again is answered with its outcome, never with a second paper.
   */
  receive(message: HallMessage): void
  /** Settles when nothing is being printed. */
  idle(): Promise<void>
}

/** A copy in the agent's hands. */
interface Running {
  /** Attempts that wait for its outcome. */
  readonly attempts: Set<string>
  done: Promise<void>
  /** While the hall is asked whether it may begin. */
  decide: ((may: boolean) => void) | undefined
}

/** The hall did not let a copy begin: nothing was sent. */
class NotBegun extends Error {
  override readonly name = 'NotBegun'
}

export function createPrintAgent(options: {
  printer: TicketPrinter
  log: AgentLog
  /** Says something to the hall, if it is there: one that is not asks again. */
  send: (message: AgentMessage) => void
  onError: (error: unknown) => void
}): PrintAgent {
  const { printer, log, send, onError } = options
  const running = new Map<string, Running>()

  function receive(message: HallMessage): void {
    if (message.type === 'print') return take(message)
    for (const one of running.values()) {
      if (!one.attempts.has(message.attempt)) continue
      if (message.type === 'begin') return one.decide?.(true)
      one.attempts.delete(message.attempt)
      if (one.attempts.size === 0) one.decide?.(false)
    }
  }

  function take({ attempt, slip }: HandOver): void {
    const key = `${slip.copy} ${slip.job}`
    const now = running.get(key)
    if (now) {
      now.attempts.add(attempt)
      // The same question went out before, perhaps on a connection that broke.
      if (now.decide) send({ type: 'ready', attempt })
      return
    }
    const known = log.find(slip.job, slip.copy)
    // Nothing came out of it then: another wish is tried anew, the same one is answered.
    const isOver = known?.outcome && (known.outcome.printed !== 'no' || known.attempt === attempt)
    if (known?.outcome && isOver) return send({ type: 'outcome', attempt, outcome: known.outcome })
    const one: Running = { attempts: new Set([attempt]), done: Promise.resolve(), decide: undefined }
    running.set(key, one)
    one.done = print(slip, attempt, one).then((outcome) => {
      running.delete(key)
      for (const each of one.attempts) send({ type: 'outcome', attempt: each, outcome })
    })
  }

  /** Settles when the hall lets a copy begin; rejects when the hall refuses or does not answer in time. */
  async function allowed(one: Running): Promise<void> {
    const may = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(resolve, limits.beginMost, false)
      one.decide = (isAllowed) => {
        clearTimeout(timer)
        resolve(isAllowed)
      }
      for (const attempt of one.attempts) send({ type: 'ready', attempt })
    })
    one.decide = undefined
    if (!may) throw new NotBegun('the hall did not let it begin')
  }

  async function print(slip: TicketSlip, attempt: string, one: Running): Promise<PrintOutcome> {
    const entry: AgentEntry = { job: slip.job, copy: slip.copy, attempt }
    let begun = false
    let outcome: PrintOutcome
    try {
      outcome = await printer.print(slip, async () => {
        await allowed(one)
        await log.note(entry)
        begun = true
      })
    } catch (error) {
      if (error instanceof NotBegun) return { printed: 'no', why: 'unreachable' }
      onError(error)
      outcome = begun ? { printed: 'unsure', why: 'cut-off' } : { printed: 'no', why: 'printer-error' }
    }
    // A printer that was not ready is asked again every few seconds: a copy that never began needs no record.
    if (!begun) return outcome
    // Told even if it could not be written down: then a restart makes it unsure, which is true enough.
    await log.note({ ...entry, outcome }).catch(onError)
    return outcome
  }

  return {
    receive,
    async idle() {
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}
