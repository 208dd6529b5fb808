import { getPriority, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { limits } from '../limits.ts'
import type { WorkerAnswer, WorkerRequest, WorkerTasks } from './worker-tasks.ts'

type TaskFunctions<Tasks extends WorkerTasks<Tasks>> = {
  readonly [Kind in keyof Tasks]: (
    given: Tasks[Kind]['given'],
  ) => Tasks[Kind]['result'] | Promise<Tasks[Kind]['result']>
}

/** The thread's own side of a `WorkerQueue`: lowers its priority, and answers each request with one message. */
export function answerTasks<Tasks extends WorkerTasks<Tasks>>(functions: TaskFunctions<Tasks>): void {
  // On Linux a priority belongs to one thread. A machine of one or two cores then answers first and works second.
  if (process.platform === 'linux') setPriority(Math.max(getPriority(), limits.workerNiceness))
  const answer = async <Kind extends keyof Tasks>({
    kind,
    given,
  }: WorkerRequest<Kind, Tasks[Kind]['given']>): Promise<void> => {
    try {
      const result = await functions[kind](given)
      post({ result }, buffersOf(result))
    } catch (error) {
      post({ error })
    }
  }
  parentPort?.on('message', answer)
}

const post = (answer: WorkerAnswer<unknown>, moved: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(answer, moved)

/** The memory that moves to the other thread instead of being copied. A part of Node's shared pool cannot move. */
function buffersOf(result: unknown): ArrayBuffer[] {
  return Object.values(Object(result)).flatMap((value: unknown) =>
    value instanceof Uint8Array &&
    value.buffer instanceof ArrayBuffer &&
    value.byteLength === value.buffer.byteLength
      ? [value.buffer]
      : [],
  )
}
