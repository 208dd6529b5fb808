/**
 * A line to a printer. It never throws into the event loop and never waits without an end: every promise settles
 * within the deadline of its name in `limits.ts`, and losing the line is a value, not an error.
 */
export interface Transport {
  /** Opens the line. Calls `onData` and `onLost` first: what the printer says at once must not be missed. */
  open(signal: AbortSignal): Promise<Opened>
  /** Hands over at most `limits.chunkBytes`. `taken` means there is room for more; it proves nothing about paper. */
  write(chunk: Uint8Array, signal?: AbortSignal): Promise<Written>
  onData(listener: (bytes: Uint8Array) => void): void
  /** Told once, when an open line is gone without our `end()`. */
  onLost(listener: (problem: string) => void): void
  /** Says goodbye and reads on until the printer does too. Data under way is never thrown away by us. */
  end(): Promise<void>
  /** Breaks the line at once; what the printer has not taken is thrown away. Only for jobs already given up. */
  destroy(): void
  /** What the line carries in a second, where that is less than a printer prints. */
  readonly bytesPerSecond?: number
  /**
   * Only on lines that take a job as a whole and on which nothing is ever heard: hands over what was written and waits
   * until it left, at most until `signal`. `refused`: nothing of it was taken.
   */
  handOver?(signal: AbortSignal): Promise<'left' | 'refused' | 'given-up'>
}

export type Opened = { open: true } | { open: false; problem: string }

/** `stalled`: not taken within `limits.writeMost`; the line is still there, and part of the chunk may be. */
export type Written = 'taken' | 'stalled' | 'lost'

/** Makes a new line; a transport is used for one connection only. */
export type TransportMaker = () => Transport
