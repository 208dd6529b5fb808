import type { PrintOutcome, TicketPrinter, TicketSlip } from './printer.ts'
import type { PrinterHealth } from './session.ts'

/** What a hall hands to the agent beside a printer. `attempt` names one wish to print; asked again it stays the same. */
export interface HandOver {
  type: 'print'
  attempt: string
  slip: TicketSlip
}

/** What an agent says. */
export type AgentWord =
  | { type: 'outcome'; attempt: string; outcome: PrintOutcome }
  | { type: 'health'; health: PrinterHealth }

/** A copy that the agent has begun, or is done with; without an outcome its bytes may be leaving. */
export interface AgentEntry {
  job: string
  copy: number
  attempt: string
  outcome?: PrintOutcome
}

/** What an agent knows after a power cut. */
export interface AgentLog {
  find(job: string, copy: number): AgentEntry | undefined
  /** Settles when the entry survives a power cut, and rejects when it does not. */
  note(entry: AgentEntry): Promise<void>
}

/** Prints what a hall hands over, each copy of a job once, whatever the line between them does. */
export interface PrintAgent {
  /** A copy handed over again is answered with what became of it, never with a second paper. */
  hear(message: HandOver): void
  /** Settles when nothing is being printed. */
  idle(): Promise<void>
}

export function createPrintAgent(options: {
  printer: TicketPrinter
  log: AgentLog
  /** Says something to the hall, if it is there: one that is not asks again. */
  say: (word: AgentWord) => void
  onError: (error: unknown) => void
}): PrintAgent {
  const { printer, log, say, onError } = options
  /** Copies being printed, with the attempts that wait for their outcome. */
  const running = new Map<string, { attempts: Set<string>; done: Promise<void> }>()

  function hear({ attempt, slip }: HandOver): void {
    const key = `${slip.copy} ${slip.job}`
    const now = running.get(key)
    if (now) {
      now.attempts.add(attempt)
      return
    }
    const known = log.find(slip.job, slip.copy)
    // Nothing came out of it then: another wish is tried anew, the same one is answered.
    const isOver = known?.outcome && (known.outcome.printed !== 'no' || known.attempt === attempt)
    if (known?.outcome && isOver) return say({ type: 'outcome', attempt, outcome: known.outcome })
    const attempts = new Set([attempt])
    const done = print(slip, attempt).then((outcome) => {
      running.delete(key)
      for (const one of attempts) say({ type: 'outcome', attempt: one, outcome })
    })
    running.set(key, { attempts, done })
  }

  async function print(slip: TicketSlip, attempt: string): Promise<PrintOutcome> {
    const entry: AgentEntry = { job: slip.job, copy: slip.copy, attempt }
    let begun = false
    let outcome: PrintOutcome
    try {
      outcome = await printer.print(slip, async () => {
        await log.note(entry)
        begun = true
      })
    } catch (error) {
      onError(error)
      outcome = begun ? { printed: 'unsure', why: 'cut-off' } : { printed: 'no', why: 'printer-error' }
    }
    // Told even if it could not be written down: then a restart makes it unsure, which is true enough.
    await log.note({ ...entry, outcome }).catch(onError)
    return outcome
  }

  return {
    hear,
    async idle() {
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}
