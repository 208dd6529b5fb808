import { limits } from '../limits.ts'

/** What the log knows of a job now. */
export interface Job {
  /**
   * `queued`: will be sent · `printing`: bytes may be leaving · `not-printed`: nothing came out, the printer is waited
   * for · `unsure`: something may have come out · `held`: a person decides. The others are ends.
   */
  readonly print:
    | 'queued'
    | 'printing'
    | 'printed'
    | 'not-printed'
    | 'unsure'
    | 'held'
    | 'expired'
    | 'cancelled'
  /** Papers that may exist: the next one is copy `copies + 1`, and marked when that is above 1. */
  readonly copies: number
  /** Epoch milliseconds: when the kiosk, or a person after it, wanted it. */
  readonly askedAt: number
  /** Nobody waits for it any more: its number was called, or its ticket ended. */
  readonly isStale: boolean
  readonly why?: string
}

/** A line of the job log. What is not in it has not happened. */
export interface JobRecord {
  readonly job: string
  /** `sending` is on disk before the first byte of a copy may leave. */
  readonly happened: 'sending' | 'printed' | 'not-printed' | 'unsure' | 'held' | 'expired'
  readonly why?: string
}

/**
 * What should become of a job now. A stale number never comes out by itself, an unmarked copy never twice.
 * `isFound`: it was open when everything stopped, and is looked at for the first time since.
 */
export function nextStep(job: Job, at: number, isFound: boolean): 'send' | 'hold' | 'expire' | 'nothing' {
  const age = at - job.askedAt
  switch (job.print) {
    case 'queued':
    case 'not-printed':
      if (job.isStale) return 'expire'
      if (age > limits.reprintMost) return job.copies > 0 ? 'hold' : 'expire'
      return isFound && age > limits.recoveredMost ? 'hold' : 'send'
    case 'unsure':
      // A printer that never proves anything: people are asked, nothing comes by itself.
      if (job.why === 'no-proof') return 'nothing'
      if (job.isStale) return 'expire'
      if (age > limits.reprintMost || job.copies >= limits.copiesMost) return 'hold'
      return isFound && age > limits.recoveredMost ? 'hold' : 'send'
    case 'printing':
    case 'printed':
    case 'held':
    case 'expired':
    case 'cancelled':
      return 'nothing'
    default:
      return job.print satisfies never
  }
}
