import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { limits } from '../limits.ts'
import type { DrawingAnswer, DrawingKind, DrawingRequest, Drawings } from './drawings.ts'

/** Too many drawings wait for the thread: nothing was drawn. */
export class DrawingQueueFull extends Error {
  override readonly name = 'DrawingQueueFull'
}

interface Waiting {
  readonly request: DrawingRequest<DrawingKind>
  tries: number
  resolve(drawn: unknown): void
  reject(error: unknown): void
}

/**
 * Draws in a worker thread, because a slip takes 3 to 5 ms of processor. No command may wait for that. One drawing at
 * a time, in the order of asking. A thread that dies, or that draws longer than `longestMs`, is replaced; its drawing
 * is repeated once. An idle thread keeps no process alive.
 */
export class DrawingThread {
  readonly #entry: URL
  readonly #longestMs: number
  readonly #queue: Waiting[] = []
  #worker: Worker | undefined
  #drawing: Waiting | undefined
  #deadline: NodeJS.Timeout | undefined
  #lastError: unknown
  #isClosed = false

  constructor({
    entry = workerEntry,
    longestMs = limits.drawMost,
  }: { entry?: URL; longestMs?: number } = {}) {
    this.#entry = entry
    this.#longestMs = longestMs
  }

  /**
   * Rejects with the error of the drawing, or with `DrawingQueueFull`. Rejects also when the thread died twice over
   * this drawing, and when it is closed first.
   */
  draw<Kind extends DrawingKind>(
    kind: Kind,
    given: Drawings[Kind]['given'],
  ): Promise<Drawings[Kind]['drawn']> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new Error('the drawing thread is closed'))
      if (this.#queue.length >= limits.drawingsWaiting)
        return reject(new DrawingQueueFull(`${limits.drawingsWaiting} drawings wait already`))
      const done = (drawn: unknown): void => resolve(drawn as Drawings[Kind]['drawn'])
      this.#queue.push({ request: { kind, given }, tries: 0, resolve: done, reject })
      this.#next()
    })
  }

  /** Loads the fonts of nearly every slip, unless a slip has come already, which must not wait behind them. */
  warmUp(): void {
    if (this.#worker || this.#isClosed) return
    // A font that cannot be read is reported by the first slip that needs it.
    this.draw('usual-fonts', undefined).catch(() => {})
  }

  /** Ends the thread; drawings that are not done are rejected. */
  async close(): Promise<void> {
    this.#isClosed = true
    const left = this.#drawing ? [this.#drawing, ...this.#queue] : this.#queue
    for (const { reject } of left) reject(new Error('the drawing thread is closed'))
    this.#queue.length = 0
    this.#rest()
    await this.#worker?.terminate()
  }

  #next(): void {
    if (this.#drawing) return
    const next = this.#queue.shift()
    if (!next) return this.#worker?.unref()
    next.tries += 1
    this.#drawing = next
    this.#worker ??= this.#start()
    this.#worker.ref()
    this.#deadline = setTimeout(() => {
      this.#lastError = `not done within ${this.#longestMs} ms`
      void this.#worker?.terminate()
    }, this.#longestMs)
    this.#worker.postMessage(next.request)
  }

  #start(): Worker {
    this.#lastError = undefined
    const worker = new Worker(this.#entry)
    worker.on('message', (answer: DrawingAnswer<DrawingKind>) => {
      const done = this.#rest()
      if ('drawn' in answer) done?.resolve(answer.drawn)
      else done?.reject(answer.error)
      this.#next()
    })
    worker.on('error', (error) => {
      this.#lastError = error
    })
    worker.once('exit', (code) => this.#died(code))
    return worker
  }

  /** Nothing was sent to a printer yet, so the drawing may safely be begun again, ahead of all others. */
  #died(code: number): void {
    this.#worker = undefined
    const lost = this.#rest()
    if (lost && lost.tries < limits.drawingTries) this.#queue.unshift(lost)
    else
      lost?.reject(
        new Error(`the drawing thread ended ${lost.tries} times over one drawing (exit ${code})`, {
          cause: this.#lastError,
        }),
      )
    if (!this.#isClosed) this.#next()
  }

  #rest(): Waiting | undefined {
    clearTimeout(this.#deadline)
    const done = this.#drawing
    this.#drawing = undefined
    return done
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
