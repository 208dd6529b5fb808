import type { Duplex } from 'node:stream'

/**
 * What one stroke of work writes to many pages leaves when the stroke is over: first every answer and frame is made,
 * then all are written. Each loop runs in warm caches; made and written by turns, a command cost a fifth more.
 * Outside a stroke what is written leaves at once.
 */
export class WriteBatcher {
  #isCollecting = false
  #streams: Duplex[] = []
  #frames: Buffer[] = []

  write(stream: Duplex, frame: Buffer): void {
    if (!this.#isCollecting) {
      stream.write(frame)
      return
    }
    this.#streams.push(stream)
    this.#frames.push(frame)
  }

  /** What `work` writes leaves when it is over, in the order in which it was written. */
  together(work: () => void): void {
    if (this.#isCollecting) return work()
    this.#isCollecting = true
    try {
      work()
    } finally {
      this.#isCollecting = false
      this.flush()
    }
  }

  /** Sends what was collected so far. */
  flush(): void {
    const streams = this.#streams
    const frames = this.#frames
    if (streams.length === 0) return
    this.#streams = []
    this.#frames = []
    for (let at = 0; at < streams.length; at += 1) streams[at]!.write(frames[at]!)
  }
}
