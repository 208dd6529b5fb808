/** Kinds of tasks of a worker thread. `given` and `result` are plain data, because they cross between two threads. */
export type WorkerTasks<Tasks> = Record<keyof Tasks, { given: unknown; result: unknown }>

export interface WorkerRequest<Kind, Given> {
  readonly kind: Kind
  readonly given: Given
}
export type WorkerAnswer<Result> = { readonly result: Result } | { readonly error: unknown }
