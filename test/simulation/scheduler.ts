/** A day that goes on for longer than this goes round in circles. */
const mostTasks = 150_000
/** This many turns run without a turn of the real event loop, which costs more than most of them. */
const turnsInARow = 2_000

/** The trace of a day, in order; the same seed makes the same trace. Texts are made only when somebody will read them. */
export class Trace {
  #hash = 0x811c9dc5
  readonly #lines: string[] | undefined
  now: () => number = () => 0

  constructor(keep: boolean) {
    if (keep) this.#lines = []
  }

  note(say: string | (() => string)): void {
    if (!this.#lines) return
    const line = `${(this.now() / 1000).toFixed(4)} ${typeof say === 'string' ? say : say()}`
    let hash = this.#hash
    for (let at = 0; at < line.length; at += 1) hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193)
    this.#hash = hash
    this.#lines.push(line)
  }

  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0')
  }

  get lines(): readonly string[] {
    return this.#lines ?? []
  }
}

interface Task {
  readonly at: number
  readonly no: number
  work: (() => void) | undefined
}

const isBefore = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.no < b.no)

/**
 * Virtual time (ms since the day began). Tasks run one after another, each at its moment; tasks due at the same moment
 * run in the order of their scheduling. Promises settled by a task run to their end before the next task, as in a real
 * event loop: the code that settles a promise says so by `touch`.
 */
export class Scheduler {
  now = 0
  executed = 0
  #heap: Task[] = []
  #count = 0
  #touched = false
  #failure: unknown

  after(ms: number, work: () => void): () => void {
    this.#count += 1
    const task: Task = { at: this.now + Math.max(0, ms), no: this.#count, work }
    this.#push(task)
    return () => {
      task.work = undefined
    }
  }

  touch(): void {
    this.#touched = true
  }

  /** The first failure ends the run. */
  fail(error: unknown): void {
    this.#failure ??= error ?? new Error('failed without a reason')
  }

  /** Runs until `isOver` says so, looked at after every task. Rejects with what a task threw. */
  run(isOver: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let turns = 0
      // A tick requested in a microtask runs when the microtask queue is empty, without a turn of the event loop.
      const next = (): void => {
        turns += 1
        if (turns % turnsInARow === 0) setImmediate(turn)
        else queueMicrotask(() => process.nextTick(turn))
      }
      const turn = (): void => {
        this.#touched = false
        try {
          while (!this.#touched) {
            if (this.#failure !== undefined) return reject(this.#failure)
            if (isOver()) return resolve()
            const task = this.#pop()
            if (!task) return reject(new Error('nothing is left to happen, and the day is not over'))
            if (!task.work) continue
            this.now = task.at
            this.executed += 1
            if (this.executed > mostTasks)
              throw new Error(`${mostTasks} things happened and the day is not over`)
            task.work()
          }
        } catch (error) {
          return reject(error)
        }
        next()
      }
      next()
    })
  }

  #push(task: Task): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(task)
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!isBefore(task, heap[above]!)) break
      heap[at] = heap[above]!
      at = above
    }
    heap[at] = task
  }

  #pop(): Task | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      if (left >= heap.length) break
      const right = left + 1
      const child = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left
      if (!isBefore(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }
}
