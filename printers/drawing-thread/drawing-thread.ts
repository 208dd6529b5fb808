import { extname } from 'node:path'
import { limits } from '../limits.ts'
import { WorkerQueue } from '../worker-thread/worker-queue.ts'
import type { DrawingKind, Drawings } from './drawings.ts'

/** Draws in a worker thread, because a slip takes 3 to 5 ms of processor. No command may wait for that. */
export class DrawingThread {
  readonly #queue: WorkerQueue<Drawings>

  constructor({
    entry = workerEntry,
    longestMs = limits.drawMost,
  }: { entry?: URL; longestMs?: number } = {}) {
    this.#queue = new WorkerQueue({
      entry,
      task: 'drawing',
      longestMs,
      tries: limits.drawingTries,
      waitingMost: limits.drawingsWaiting,
      restShare: limits.drawingRestShare,
    })
  }

  /** Rejects as `WorkerQueue` does. */
  draw<Kind extends DrawingKind>(
    kind: Kind,
    given: Drawings[Kind]['given'],
  ): Promise<Drawings[Kind]['result']> {
    return this.#queue.ask(kind, given)
  }

  /** Loads the fonts of nearly every slip, unless a slip has come already, which must not wait behind them. */
  warmUp(): void {
    if (this.#queue.isStarted) return
    // A font that cannot be read is reported by the first slip that needs it.
    this.draw('usual-fonts', undefined).catch(() => {})
  }

  /** Ends the thread; drawings that are not done are rejected. */
  close(): Promise<void> {
    return this.#queue.close()
  }
}

/** Compiled code starts the compiled thread, code that runs from its sources starts the source. */
const workerEntry = new URL(`./drawing-worker${extname(import.meta.url)}`, import.meta.url)

let shared: DrawingThread | undefined

/** The thread that all printers of this process share: its fonts and drawn texts take some 60 MB. Starts when needed. */
export function sharedDrawingThread(): DrawingThread {
  if (shared) return shared
  const thread = new DrawingThread()
  shared = thread
  setTimeout(() => thread.warmUp(), limits.warmUpAfter).unref()
  return thread
}
