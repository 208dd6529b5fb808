import type { EpochMs } from './ids.ts'
import { limits } from './limits.ts'

/** The print job of one ticket: the state of its paper, and the rules for the next step. */

export interface PrintJob {
  /**
   * `queued`: will be sent · `printing`: bytes may be leaving · `printed`: proven, or seen by a person ·
   * `not-printed`: nothing came out, the spool waits for the printer · `unsure`: something may have come out, and a
   * marked copy follows; after `no-proof` people are asked instead, because that printer never proves anything ·
   * `held`: a person decides · `expired`: called, or too old, so that it no longer comes out · `cancelled`.
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
  readonly job: string
  /** Papers of this ticket that may exist; absent: none. If there may be any, the next one is marked. */
  readonly copies?: number
  /** Time at which a person asked for it; absent: only the kiosk did, when the ticket was issued. */
  readonly askedAt?: EpochMs
  readonly why?: string
}

/** A job with the facts of its ticket that decide its next step. */
export interface JobFacts extends Pick<PrintJob, 'print' | 'why'> {
  readonly copies: number
  readonly askedAt: EpochMs
  /** The paper is no longer needed: its number was called, or its ticket ended. */
  readonly isStale: boolean
}

/** True while it may still come out without a person's decision. */
export function isOpen({ print }: { print: PrintJob['print'] | 'none' }): boolean {
  return print === 'queued' || print === 'printing' || print === 'not-printed' || print === 'unsure'
}

/** True when people are asked whether it came out, because its printer never proves anything. */
export function isUnproven({ print, why }: Pick<PrintJob, 'print' | 'why'>): boolean {
  return print === 'unsure' && why === 'no-proof'
}

/** A job about which somebody may have to do something. */
export type JobInQuestion = PrintJob & { readonly print: 'not-printed' | 'unsure' | 'held' | 'expired' }

export function needsAttention(job: PrintJob): job is JobInQuestion {
  const { print } = job
  return print === 'not-printed' || print === 'unsure' || print === 'held' || print === 'expired'
}

/**
 * True when a copy may be in the printer, whole or torn, even if the job was decided since. False for a paper that
 * the printer proved or a person saw.
 */
export function isInDoubt({
  print,
  copies = 0,
}: {
  print: PrintJob['print'] | 'none'
  copies?: number
}): boolean {
  if (print === 'printing') return true
  return print !== 'none' && print !== 'printed' && copies > 0
}

/**
 * The next step of a job. A stale number never comes out by itself, an unmarked copy never twice. `isFound`: the job
 * was open at the last stop, and this is the first check since.
 */
export function nextStep(
  job: JobFacts,
  at: EpochMs,
  isFound: boolean,
): 'send' | 'hold' | 'expire' | 'nothing' {
  const age = at - job.askedAt
  switch (job.print) {
    case 'queued':
    case 'not-printed':
      if (job.isStale) return 'expire'
      if (age > limits.reprintMs) return job.copies > 0 ? 'hold' : 'expire'
      return isFound && age > limits.recoveredMs ? 'hold' : 'send'
    case 'unsure':
      if (isUnproven(job)) return 'nothing'
      if (job.isStale) return 'expire'
      if (age > limits.reprintMs || job.copies >= limits.copiesMost) return 'hold'
      return isFound && age > limits.recoveredMs ? 'hold' : 'send'
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
