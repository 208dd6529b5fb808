import { performance } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import type { WorkerAnswer, WorkerRequest, WorkerTasks } from './worker-tasks.ts'

/** Too many tasks wait for the thread, or this one waited too long: nothing was begun. */
export class WorkerQueueFull extends Error {
  override readonly name = 'WorkerQueueFull'
}

/** The thread died or hung over a task in each of its tries; the cause is its last error. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost'
}

interface WorkerQueueOptions {
  /** Of the thread's own side, see `answerTasks`. */
  readonly entry: URL
  /** The name of a task in the words of an error. */
  readonly task: string
  /** After this span (ms) of one task the thread counts as hung. */
  readonly longestMs: number
  /** Tries of one task. When the thread dies over it this often, the task may be the cause. */
  readonly tries: number
  /** Tasks that may wait behind the one under way. */
  readonly waitingMost: number
  /** Longest wait of a task before its first try (ms); by default as long as it takes. */
  readonly longestWaitMs?: number
  /**
   * After a task the thread rests this many times as long as the process was busy during it: answers then find a free
   * core. None by default. A process with nothing to do gives no rest.
   */
  readonly restShare?: number
  /** The longest rest, as a share of the task's own time; none by default. */
  readonly restMost?: number
}

interface Waiting {
  readonly request: WorkerRequest<string, unknown>
  readonly patience: NodeJS.Timeout | undefined
  tries: number
  resolve(result: unknown): void
  reject(error: unknown): void
}

/**
 * Tasks for one worker thread of low priority: one at a time, in the order of asking. A thread that dies or hangs is
 * replaced, and its task is tried again, so a task has no effect but its result. An idle thread keeps no process alive.
 */
export class WorkerQueue<Tasks extends WorkerTasks<Tasks>> {
  readonly #options: WorkerQueueOptions
  readonly #queue: Waiting[] = []
  #worker: Worker | undefined
  #underway: Waiting | undefined
  #deadline: NodeJS.Timeout | undefined
  #rest: NodeJS.Timeout | undefined
  #begun = performance.eventLoopUtilization()
  #lastError: unknown
  #isClosed = false

  constructor(options: WorkerQueueOptions) {
    this.#options = options
  }

  /** Whether the thread was started and lives. */
  get isStarted(): boolean {
    return this.#worker !== undefined
  }

  /** Whether no task is under way or waits. */
  get isIdle(): boolean {
    return this.#underway === undefined && this.#queue.length === 0
  }

  /**
   * Rejects with the error of the task, with `WorkerQueueFull` or with `WorkerLost`. Rejects also when the thread is
   * closed first.
   */
  ask<Kind extends keyof Tasks & string>(
    kind: Kind,
    given: Tasks[Kind]['given'],
  ): Promise<Tasks[Kind]['result']> {
    const { task, waitingMost, longestWaitMs } = this.#options
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(this.#closedError())
      if (this.#queue.length >= waitingMost)
        return reject(new WorkerQueueFull(`${waitingMost} ${task}s wait already`))
      const waiting: Waiting = {
        request: { kind, given },
        patience:
          longestWaitMs === undefined
            ? undefined
            : setTimeout(() => this.#giveUp(waiting, longestWaitMs), longestWaitMs),
        tries: 0,
        resolve: (result) => resolve(result as Tasks[Kind]['result']),
        reject,
      }
      this.#queue.push(waiting)
      this.#rest?.ref()
      this.#next()
    })
  }

  /** Ends the thread; tasks that are not done are rejected. */
  async close(): Promise<void> {
    this.#isClosed = true
    const left = this.#underway ? [this.#underway, ...this.#queue] : this.#queue
    for (const { reject, patience } of left) {
      clearTimeout(patience)
      reject(this.#closedError())
    }
    this.#queue.length = 0
    this.#ended()
    clearTimeout(this.#rest)
    await this.#worker?.terminate()
  }

  #closedError(): Error {
    return new Error(`the thread of ${this.#options.task}s is closed`)
  }

  #giveUp(waiting: Waiting, waitedMs: number): void {
    this.#queue.splice(this.#queue.indexOf(waiting), 1)
    waiting.reject(new WorkerQueueFull(`the ${this.#options.task} waited for ${waitedMs} ms`))
  }

  #next(): void {
    if (this.#underway || this.#rest) return
    const next = this.#queue.shift()
    if (!next) return this.#worker?.unref()
    clearTimeout(next.patience)
    next.tries += 1
    this.#underway = next
    this.#worker ??= this.#start()
    this.#worker.ref()
    const { longestMs } = this.#options
    this.#deadline = setTimeout(() => {
      this.#lastError = `not done within ${longestMs} ms`
      void this.#worker?.terminate()
    }, longestMs)
    this.#begun = performance.eventLoopUtilization()
    this.#worker.postMessage(next.request)
  }

  /** Begins the next task, or rests before it. */
  #goOn(): void {
    const { restShare = 0, restMost = Number.POSITIVE_INFINITY } = this.#options
    const { active, idle } = performance.eventLoopUtilization(this.#begun)
    const restMs = Math.min(active * restShare, (active + idle) * restMost)
    // A timer counts whole milliseconds.
    if (restMs < 1) return this.#next()
    this.#rest = setTimeout(() => {
      this.#rest = undefined
      this.#next()
    }, restMs)
    if (this.#queue.length === 0) {
      this.#rest.unref()
      this.#worker?.unref()
    }
  }

  #start(): Worker {
    this.#lastError = undefined
    const worker = new Worker(this.#options.entry)
    worker.on('message', (answer: WorkerAnswer<unknown>) => {
      const done = this.#ended()
      if ('result' in answer) done?.resolve(answer.result)
      else done?.reject(answer.error)
      this.#goOn()
    })
    worker.on('error', (error) => {
      this.#lastError = error
    })
    worker.once('exit', (code) => this.#died(code))
    return worker
  }

  /** The task had no effect yet, so it may safely be begun again, ahead of all others. */
  #died(code: number): void {
    this.#worker = undefined
    const lost = this.#ended()
    const { tries, task } = this.#options
    if (lost && lost.tries < tries) this.#queue.unshift(lost)
    else
      lost?.reject(
        new WorkerLost(`the thread of ${task}s ended ${lost.tries} times over one ${task} (exit ${code})`, {
          cause: this.#lastError,
        }),
      )
    if (!this.#isClosed) this.#next()
  }

  #ended(): Waiting | undefined {
    clearTimeout(this.#deadline)
    const done = this.#underway
    this.#underway = undefined
    return done
  }
}
