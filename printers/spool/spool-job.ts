/** The part of a job that the spool reads. The rules that decide about it are given to the spool (`SpoolOptions.next`). */
export interface SpoolJob {
  readonly print: string
  /** Papers that may exist: the next one is copy `copies + 1`, and marked when that is above 1. */
  readonly copies: number
  /** Nobody waits for it: its number was called, or its ticket ended. */
  readonly isStale: boolean
  readonly why?: string
}

/** A record of the job log. An event without a record has not happened. */
export interface JobRecord {
  readonly job: string
  /** `sending` is on disk before the first byte of a copy may leave. */
  readonly happened: 'sending' | 'printed' | 'not-printed' | 'unsure' | 'held' | 'expired'
  readonly why?: string
}

/** The log of jobs, to which records are appended and which answers for a job. */
export interface JobLog<Job extends SpoolJob> {
  /** As the log knows it now; undefined when it knows nothing of it. */
  job(id: string): Job | undefined
  /** Settles when the record survives a power cut, and rejects when it does not. */
  append(record: JobRecord): Promise<void>
}

export type NextStep = 'send' | 'hold' | 'expire' | 'nothing'
