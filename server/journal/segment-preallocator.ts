import type { FileSystem } from './file-system.ts'
import { limits } from './limits.ts'
import { type OpenSegment, prepareSegment } from './segments.ts'

/** There is no room for the next segment. `code` is that of the system error. */
export class NoRoom extends Error {
  readonly code = 'ENOSPC'

  constructor(directory: string, free: number, needed: number) {
    super(
      `${free} bytes are free on the disk of ${directory}, the next journal segment needs ${needed}. Make room on this disk.`,
    )
    this.name = 'NoRoom'
  }
}

/** Preallocates one segment of zeros, so that a full disk is known long before a record needs the room. */
export class SegmentPreallocator {
  readonly #fs: FileSystem
  readonly #directory: string
  readonly #bytes: number
  readonly #onChange: () => void
  #ready: OpenSegment | undefined
  #failure: Error | undefined
  #preparing: Promise<void> | undefined
  #stopped = false

  constructor(fs: FileSystem, directory: string, bytes: number, onChange: () => void) {
    this.#fs = fs
    this.#directory = directory
    this.#bytes = bytes
    this.#onChange = onChange
  }

  /** The reason why the last preallocation failed; undefined while a segment is ready or being made. */
  get failure(): Error | undefined {
    return this.#failure
  }

  get isReady(): boolean {
    return this.#ready !== undefined
  }

  /** True when a segment is ready, or is being made without a failure so far. */
  get isExpected(): boolean {
    return this.#failure === undefined && (this.#ready !== undefined || this.#preparing !== undefined)
  }

  put(segment: OpenSegment): void {
    this.#ready = segment
  }

  take(): OpenSegment | undefined {
    const taken = this.#ready
    this.#ready = undefined
    return taken
  }

  /** Resolves when the segment is ready or the preallocation failed (see `failure`); it never rejects. */
  prepare(segment: number): Promise<void> {
    if (this.#ready || this.#stopped) return Promise.resolve()
    this.#preparing ??= this.#make(segment).finally(() => {
      this.#preparing = undefined
    })
    return this.#preparing
  }

  async #make(segment: number): Promise<void> {
    try {
      const needed = this.#bytes + Math.min(this.#bytes, limits.spareBytes)
      const free = await this.#fs.freeBytes(this.#directory)
      if (free < needed) throw new NoRoom(this.#directory, free, needed)
      this.#ready = await prepareSegment(this.#fs, this.#directory, segment, this.#bytes, () => this.#stopped)
      this.#failure = undefined
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error))
    }
    this.#onChange()
  }

  /** Stops a preallocation between two steps. A segment that is ready stays on the disk for the next start. */
  async close(): Promise<void> {
    this.#stopped = true
    await this.#preparing
    await this.take()?.file.close()
  }
}
