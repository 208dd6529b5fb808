import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { heapBytes } from '../fakes/heap-bytes.ts'

/** The server as it is shipped, in its own process, and what it costs seen from outside. */

/** `dist/` of the project this is run in, unless another build is named. */
const ownBuild = process.env.NOWSERVING_BUILD ?? process.cwd()
const startMs = 120_000

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export class HallServer {
  readonly directory: string
  /** From the start of the process to its ready line (ms). */
  readonly readyMs: number
  readonly port: number
  readonly #child: ChildProcess
  readonly #inspector: string | undefined

  private constructor(
    directory: string,
    readyMs: number,
    port: number,
    child: ChildProcess,
    inspector?: string,
  ) {
    this.directory = directory
    this.readyMs = readyMs
    this.port = port
    this.#child = child
    this.#inspector = inspector
  }

  /** `inspected`: `heapBytes` can be asked. `build`: the project whose `dist/` is started. */
  static async start(
    directory: string,
    { inspected = false, node = [] as readonly string[], build = ownBuild } = {},
  ): Promise<HallServer> {
    const begunAt = performance.now()
    const args = [...node, ...(inspected ? ['--inspect=127.0.0.1:0'] : [])]
    const main = join(build, 'dist/server/main.js')
    const child = spawn(process.execPath, [...args, main, 'demo', '--port', '0', '--data', directory], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    running.add(child)
    child.once('exit', () => running.delete(child))
    let said = ''
    let inspector: string | undefined
    return new Promise((settle, reject) => {
      const failed = (why: string) => reject(new Error(`the hall of ${directory} ${why}:\n${said}`))
      const timer = setTimeout(() => failed(`was not ready in ${startMs} ms`), startMs)
      child.once('exit', (code, signal) => failed(`ended (${code ?? signal})`))
      child.stderr!.on('data', (part) => {
        said = `${said}${part}`.slice(-4_000)
        inspector ??= /ws:\/\/\S+/u.exec(said)?.[0]
      })
      child.stdout!.on('data', (part) => {
        said += part
        const [, port] = /^ready \S+:(\d+)$/mu.exec(said) ?? []
        if (port === undefined) return
        clearTimeout(timer)
        settle(new HallServer(directory, performance.now() - begunAt, Number(port), child, inspector))
      })
    })
  }

  get pid(): number {
    return this.#child.pid!
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = new Promise((settle) => this.#child.once('exit', settle))
    this.#child.kill(signal)
    await ended
  }

  /** Bytes of JavaScript objects and buffers that are still needed, after a full collection. */
  heapBytes(): Promise<number> {
    return heapBytes(this.#inspector!)
  }
}

/** Time that all threads of a process were on a processor so far (ms), to the nanosecond. */
export function cpuMs(pid: number): number {
  let spent = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      spent += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
    } catch (error) {
      // A thread may end between the two lines.
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }
  return spent / 1e6
}

export function residentBytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
