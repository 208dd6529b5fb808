/**
 * A connection to a printer, which never throws into the event loop. Every promise settles within its deadline in
 * `limits.ts`. The loss of the connection is a value, not an error.
 */
export interface Transport {
  /**
   * Opens the connection. `onData` and `onLost` are called first, because the printer's first bytes must not be
   * missed.
   */
  open(signal: AbortSignal): Promise<Opened>
  /** Writes at most `limits.chunkBytes`. `taken` means that there is room for more; it proves nothing about paper. */
  write(chunk: Uint8Array, signal?: AbortSignal): Promise<Written>
  onData(listener: (bytes: Uint8Array) => void): void
  /** Called once, when an open connection is lost without our `end()`. */
  onLost(listener: (problem: string) => void): void
  /** Closes and reads on until the printer closes too. Bytes under way are never thrown away by us. */
  end(): Promise<void>
  /**
   * Resets the connection at once; bytes that the printer has not read are thrown away. Only for jobs already given
   * up.
   */
  destroy(): void
  /** Bytes per second, where the connection is slower than the printer. */
  readonly bytesPerSecond?: number
  /**
   * Only on transports that take a job as a whole and never answer. Submits the written bytes and waits until the job
   * has left, at most until `signal`. `refused`: none of it was taken.
   */
  handOver?(signal: AbortSignal): Promise<'left' | 'refused' | 'given-up'>
}

export type Opened = { open: true } | { open: false; problem: string }

/**
 * `stalled`: not taken within `limits.writeMost`; the connection still stands, and part of the chunk may have left.
 */
export type Written = 'taken' | 'stalled' | 'lost'

/** Makes a new transport; each serves one connection only. */
export type TransportMaker = () => Transport
