import { limits } from './limits.ts'
import type { PrintOutcome, TicketSlip } from './printer.ts'

/** A line of the job log. What is not in it has not happened. Times are epoch milliseconds. */
export type JobRecord =
  | { job: string; at: number; happened: 'asked'; slip: TicketSlip }
  /** Written, and on disk, before the first byte of a copy may leave. */
  | { job: string; at: number; happened: 'sending'; copy: number }
  | { job: string; at: number; happened: 'told'; outcome: PrintOutcome }
  /** Found at the start: a copy was being sent when everything stopped. */
  | { job: string; at: number; happened: 'interrupted' }
  | { job: string; at: number; happened: 'held' | 'expired' | 'cancelled' }
  /** A person decided: print a marked copy, or it had come out after all. */
  | { job: string; at: number; happened: 'released' | 'came-out' }

export type JobStage =
  /** May be sent: for the first time, again after a printer that could not, or as a marked copy. */
  | { stage: 'queued' | 'waiting-for-printer' }
  | { stage: 'sending' }
  | { stage: 'printed' }
  /** Sent to a printer that proves nothing: the customer is asked, nothing is printed by itself. */
  | { stage: 'unconfirmed' }
  /** Something may have come out. */
  | { stage: 'uncertain' }
  /** A person decides. */
  | { stage: 'held' }
  | { stage: 'expired' | 'cancelled' }

export type Job = JobStage & {
  readonly slip: TicketSlip
  /** When somebody last wanted it: the kiosk, or a person who released it. */
  readonly askedAt: number
  /** The copy that is printed next, or was printed last: above 1 it is marked. */
  readonly copy: number
}

/** What a record makes of a job. Throws on a record that cannot follow: the log is damaged. */
export function evolveJob(job: Job | undefined, record: JobRecord): Job {
  if (record.happened === 'asked') {
    if (job) throw new Error(`job ${record.job} is asked for twice in the job log`)
    return { stage: 'queued', slip: record.slip, askedAt: record.at, copy: record.slip.copy }
  }
  if (!job)
    throw new Error(`job ${record.job} is "${record.happened}" in the job log before it was asked for`)
  switch (record.happened) {
    case 'sending':
      return { ...job, stage: 'sending', copy: record.copy }
    case 'told':
      return afterOutcome(job, record.outcome)
    case 'interrupted':
      return { ...job, stage: 'uncertain', copy: job.copy + 1 }
    case 'released': {
      const copy = job.stage === 'unconfirmed' ? job.copy + 1 : job.copy
      return { ...job, stage: 'queued', copy, askedAt: record.at }
    }
    case 'came-out':
      return { ...job, stage: 'printed' }
    case 'held':
    case 'expired':
    case 'cancelled':
      return { ...job, stage: record.happened }
    default:
      return record satisfies never
  }
}

function afterOutcome(job: Job, outcome: PrintOutcome): Job {
  if (outcome.printed === 'yes') return { ...job, stage: 'printed' }
  if (outcome.printed === 'no') return { ...job, stage: 'waiting-for-printer' }
  if (outcome.why === 'no-proof') return { ...job, stage: 'unconfirmed' }
  return { ...job, stage: 'uncertain', copy: job.copy + 1 }
}

/** What should become of a job now. A stale number never comes out by itself, an unmarked copy never twice. */
export function nextOfJob(job: Job, at: number): 'send' | 'hold' | 'expire' | 'nothing' {
  const isOld = at - job.askedAt > limits.reprintMost
  switch (job.stage) {
    case 'queued':
    case 'waiting-for-printer':
      if (!isOld) return 'send'
      return job.copy > job.slip.copy ? 'hold' : 'expire'
    case 'uncertain':
      return isOld || job.copy > limits.copiesMost ? 'hold' : 'send'
    case 'sending':
    case 'printed':
    case 'unconfirmed':
    case 'held':
    case 'expired':
    case 'cancelled':
      return 'nothing'
    default:
      return job satisfies never
  }
}
