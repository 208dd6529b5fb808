import pLimit from 'p-limit'
import { limits } from '../limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../printer.ts'
import type { JobLog, NextStep, SpoolJob } from './spool-job.ts'

interface SpoolOptions<Job extends SpoolJob> {
  printer: TicketPrinter
  log: JobLog<Job>
  /** The next step of a job at a time. `isFound`: it was open when everything stopped, and this is the first look. */
  next: (job: Job, at: number, isFound: boolean) => NextStep
  /** Jobs that were open when everything stopped, oldest first. */
  found?: Iterable<string>
  /** Epoch milliseconds. */
  now: () => number
  /**
   * Runs `work` once after a time; the returned function cancels it. By default a timer that keeps no process alive.
   */
  after?: (ms: number, work: () => void) => () => void
  /**
   * Returns the slip of a job as copy n, with its mark above 1; undefined when nothing can be printed for it any
   * longer.
   */
  slipOf: (job: string, copy: number) => TicketSlip | undefined
  /** Reports failures without an outcome: a log that cannot be written, a slip that cannot be drawn. */
  onError: (error: unknown) => void
}

/**
 * Brings every slip of one printer to a reliable end. A record is on disk before the first byte leaves. A copy with
 * an unknown end is followed by a marked one only.
 */
export interface Spool {
  /** Takes a job that is new, asked for again, or no longer wanted. A job that is submitted twice is printed once. */
  submit(id: string): Promise<void>
  /**
   * The printer may be ready again: tries the jobs that wait for it, the oldest first. Runs every few seconds by
   * itself.
   */
  wake(): Promise<void>
  /** Prints a slip that is no job and is lost with a restart, because somebody stands before the printer. */
  printTestPage(slip: TicketSlip): Promise<PrintOutcome>
  /** Resolves when nothing is being printed, and the outcomes until then are recorded. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Thrown when the log no longer allows a copy to begin: nothing was sent. */
class NoLongerWanted extends Error {
  override readonly name = 'NoLongerWanted'
}

function unrefTimer(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

export function createSpool<Job extends SpoolJob>(options: SpoolOptions<Job>): Spool {
  const { printer, log, next, now, slipOf, after = unrefTimer } = options
  /** Jobs that may still print, in the order of their asking. */
  const open = new Set(options.found)
  const found = new Set(open)
  /** The reason why the printer was not ready at the last try; nothing is tried again before the next round. */
  let obstacle: string | undefined
  let round: (() => void) | undefined
  let closed = false
  let endBegun: (error: Error) => void = () => {}
  const closing = new Promise<never>((_, reject) => {
    endBegun = reject
  })
  closing.catch(() => undefined)
  const mutex = pLimit(1)

  /** One job at a time (a mutex): a decision must not cross a copy under way. */
  function serially<T>(work: () => Promise<T>): Promise<T> {
    const result = mutex(work)
    result.catch(options.onError)
    return result
  }

  /** Takes a job as far as possible without a person. */
  async function advance(id: string): Promise<void> {
    while (!closed) {
      const job = log.job(id)
      if (job?.print === 'printing') {
        await log.append({ job: id, happened: 'unsure', why: 'restarted' })
        continue
      }
      const step = job ? next(job, now(), found.has(id)) : 'nothing'
      if (!job || step === 'nothing') return forget(id)
      if (step !== 'send') {
        await log.append({ job: id, happened: step === 'hold' ? 'held' : 'expired' })
        continue
      }
      found.delete(id)
      if (obstacle !== undefined) return waits(id, job, obstacle)
      const outcome = await sendCopy(id, job)
      if (outcome?.printed !== 'no') continue
      obstacle = outcome.why
      return waits(id, job, outcome.why)
    }
  }

  /** Repeated when a record could not be written: a hall whose clock is in doubt takes none for a while. */
  async function process(id: string): Promise<void> {
    try {
      await advance(id)
    } catch (error) {
      tryAgain()
      throw error
    }
  }

  /** Records the reason of a wait once, not at every try. */
  async function waits(id: string, job: Job, why: string): Promise<void> {
    const isKnown = job.print === 'not-printed' && job.why === why
    // An unsure copy stays unsure, because its paper must not be forgotten.
    if (!isKnown && job.print !== 'unsure') await log.append({ job: id, happened: 'not-printed', why })
    tryAgain()
  }

  /** Undefined when it ended without an outcome of the printer; the log has its end. */
  async function sendCopy(id: string, job: Job): Promise<PrintOutcome | undefined> {
    let begun = false
    try {
      const slip = slipOf(id, job.copies + 1)
      if (!slip) {
        await log.append({ job: id, happened: 'expired' })
        return undefined
      }
      const begin = async (): Promise<void> => {
        // The printer took its time to be ready, or the whole machine slept: the copy may be too late by now.
        const present = log.job(id)
        if (!present || next(present, now(), false) !== 'send') throw new NoLongerWanted(id)
        await log.append({ job: id, happened: 'sending' })
        begun = true
        // The same check for the time in which the record was on its way.
        const isStale = log.job(id)?.isStale ?? true
        if (next({ ...present, isStale }, now(), false) === 'send') return
        await log.append({ job: id, happened: 'not-printed', why: 'too-late' })
        throw new NoLongerWanted(id)
      }
      // A record that is on its way when the spool closes may never settle. The printer must not wait for it.
      const outcome = await printer.print(slip, () => Promise.race([begin(), closing]))
      if (outcome.printed === 'yes') await log.append({ job: id, happened: 'printed' })
      else if (outcome.printed === 'unsure')
        await log.append({ job: id, happened: 'unsure', why: outcome.why })
      else if (begun) await log.append({ job: id, happened: 'not-printed', why: outcome.why })
      return outcome
    } catch (error) {
      if (error instanceof NoLongerWanted || closed) return undefined
      options.onError(error)
      await log.append({ job: id, happened: begun ? 'unsure' : 'held', why: 'broken' })
      return undefined
    }
  }

  function forget(id: string): void {
    open.delete(id)
    found.delete(id)
  }

  function tryAgain(): void {
    if (round !== undefined || closed) return
    round = after(limits.tryAgainEvery, () => void wake().catch(() => undefined))
  }

  function wake(): Promise<void> {
    round?.()
    round = undefined
    return serially(async () => {
      obstacle = undefined
      for (const id of [...open]) await process(id)
    })
  }

  return {
    submit(id) {
      open.add(id)
      return serially(() => process(id))
    },
    wake,
    printTestPage: (slip) => serially(() => printer.print(slip)),
    settled: () => serially(async () => undefined),
    async close() {
      closed = true
      round?.()
      endBegun(new NoLongerWanted('closed'))
      await printer.close()
    },
  }
}
