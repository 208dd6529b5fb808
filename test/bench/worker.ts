import { type ChildProcess, fork } from 'node:child_process'
import { extname, join } from 'node:path'

/** Load, screens and floors run in processes of their own, so that the measured server shares no event loop with them. */

interface Asked {
  readonly n: number
  readonly what: string
  readonly body: unknown
}
type Told = { readonly n: number; readonly value?: unknown; readonly error?: string }

/** The worker's end: answers what it is asked, one thing after the other or at once, as it likes. */
export function answerAll(answers: Readonly<Record<string, (body: never) => unknown>>): void {
  process.on('message', async ({ n, what, body }: Asked) => {
    try {
      const value = await answers[what]!(body as never)
      process.send!({ n, value } satisfies Told)
    } catch (error) {
      process.send!({
        n,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      } satisfies Told)
    }
  })
  process.on('disconnect', () => process.exit(0))
}

export class Worker {
  readonly #child: ChildProcess
  readonly #name: string
  readonly #open = new Map<number, { settle: (value: never) => void; reject: (error: Error) => void }>()
  #n = 0

  /** `name`: of a file beside this one. */
  constructor(name: string, execArgv: readonly string[] = []) {
    this.#name = name
    const file = join(import.meta.dirname, `${name}${extname(import.meta.filename)}`)
    this.#child = fork(file, [], { execArgv: [...execArgv], serialization: 'advanced' })
    this.#child.on('message', ({ n, value, error }: Told) => {
      const asked = this.#open.get(n)
      this.#open.delete(n)
      if (error === undefined) asked?.settle(value as never)
      else asked?.reject(new Error(`${name}: ${error}`))
    })
    this.#child.on('exit', (code, signal) => {
      for (const { reject } of this.#open.values()) reject(new Error(`${name} ended (${code ?? signal})`))
    })
  }

  get pid(): number {
    return this.#child.pid!
  }

  ask<T>(what: string, body: unknown = {}): Promise<T> {
    this.#n += 1
    const asked: Asked = { n: this.#n, what, body }
    return new Promise<T>((settle, reject) => {
      this.#open.set(asked.n, { settle, reject })
      this.#child.send(asked, (error) => error && reject(new Error(`${this.#name}: ${error.message}`)))
    })
  }

  close(): void {
    this.#child.removeAllListeners('exit')
    this.#child.kill('SIGKILL')
  }
}
