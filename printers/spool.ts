import { limits } from './limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from './printer.ts'
import { evolveJob, type Job, type JobRecord, nextOfJob } from './spool-job.ts'

/** Where jobs are written down. `append` settles when the record survives a power cut, and rejects when it does not. */
export interface JobLog {
  append(record: JobRecord): Promise<void>
}

export interface SpoolOptions {
  printer: TicketPrinter
  log: JobLog
  /** All records of before, in their order. */
  records?: Iterable<JobRecord>
  /** Epoch milliseconds. */
  now: () => number
  /** The words of the mark on copy 2 and above, in the slip's language. */
  copyMark: (slip: TicketSlip, copy: number) => string
  onChange?: (job: Job) => void
}

/**
 * Sees every slip through to an end that people can trust: before the first byte leaves a record is on disk, and a
 * copy of which nobody knows what came out is only ever followed by a marked one.
 */
export interface Spool {
  /** Prints a slip. A job handed over again is answered with what it is, never with a second paper. */
  submit(slip: TicketSlip): Promise<Job>
  job(id: string): Job | undefined
  /** The printer may be ready again: tries what waits for it, oldest first. */
  wake(): Promise<void>
  /** The ticket was cancelled or called: what is not on paper stays off it. */
  cancel(id: string): Promise<void>
  /** A person's decision about a job that is held or unconfirmed. */
  decide(id: string, what: 'reprint' | 'came-out'): Promise<void>
}

export function createSpool(options: SpoolOptions): Spool {
  const { printer, log, now, copyMark } = options
  const jobs = new Map<string, Job>()
  let turn: Promise<unknown> = Promise.resolve()

  for (const record of options.records ?? []) jobs.set(record.job, evolveJob(jobs.get(record.job), record))
  /** Open when everything stopped, and not looked at since. */
  const recovered = new Set([...jobs].filter(([, job]) => isOpen(job)).map(([id]) => id))

  async function note(record: JobRecord): Promise<Job> {
    await log.append(record)
    const job = evolveJob(jobs.get(record.job), record)
    jobs.set(record.job, job)
    options.onChange?.(job)
    return job
  }

  /** One job at a time: a printer prints one after the other, and a decision must not cross a copy under way. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }

  /** Takes a job as far as it goes by itself. */
  async function advance(id: string): Promise<Job> {
    for (;;) {
      let job = known(id)
      if (job.stage === 'sending') job = await note({ job: id, at: now(), happened: 'interrupted' })
      const isLate = recovered.delete(id) && now() - job.askedAt > limits.recoveredMost
      const next = isLate ? 'hold' : nextOfJob(job, now())
      if (next === 'nothing') return job
      if (next !== 'send') return note({ job: id, at: now(), happened: next === 'hold' ? 'held' : 'expired' })
      const outcome = await sendCopy(id, job)
      const after = await note({ job: id, at: now(), happened: 'told', outcome })
      if (after.stage === 'waiting-for-printer') return after
    }
  }

  async function sendCopy(id: string, job: Job): Promise<PrintOutcome> {
    await note({ job: id, at: now(), happened: 'sending', copy: job.copy })
    const { slip, copy } = job
    return printer.print(copy > 1 ? { ...slip, copy, copyMark: copyMark(slip, copy) } : slip)
  }

  function known(id: string): Job {
    const job = jobs.get(id)
    if (!job)
      throw new Error(
        `there is no print job ${id}; the oldest of ${limits.jobsKept} finished ones are forgotten`,
      )
    return job
  }

  function forget(): void {
    for (const [id, job] of jobs) {
      if (jobs.size <= limits.jobsKept) return
      if (job.stage === 'printed' || job.stage === 'expired' || job.stage === 'cancelled') jobs.delete(id)
    }
  }

  return {
    submit: (slip) =>
      inTurn(async () => {
        if (jobs.has(slip.job)) return advance(slip.job)
        forget()
        await note({ job: slip.job, at: now(), happened: 'asked', slip })
        return advance(slip.job)
      }),
    job: (id) => jobs.get(id),
    wake: () =>
      inTurn(async () => {
        for (const id of [...jobs.keys()]) await advance(id)
      }),
    cancel: (id) =>
      inTurn(async () => {
        const { stage } = known(id)
        if (stage === 'printed' || stage === 'cancelled' || stage === 'expired') return
        await note({ job: id, at: now(), happened: 'cancelled' })
      }),
    decide: (id, what) =>
      inTurn(async () => {
        const { stage } = known(id)
        if (stage !== 'held' && stage !== 'unconfirmed') return
        await note({ job: id, at: now(), happened: what === 'reprint' ? 'released' : 'came-out' })
        if (what === 'reprint') await advance(id)
      }),
  }
}

function isOpen({ stage }: Job): boolean {
  return stage === 'queued' || stage === 'waiting-for-printer' || stage === 'sending' || stage === 'uncertain'
}
