import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { demoHall, demoStaff } from '../../server/data/demo-hall.ts'
import type { HallFile } from '../../server/data/hall-config.ts'

/** A real server: its own process, its own directory, real sockets. */

/** Where `dist/` lies; another folder when several builds must not disturb each other. */
const root = process.env.NOWSERVING_BUILD ?? resolve(import.meta.dirname, '../..')
export const mainFile = join(root, 'dist/server/main.js')

/** Longest start that still counts as one (ms); a start takes about half a second. */
const startMs = 60_000
const stopMs = 45_000

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface HallProcess {
  readonly verb?: 'demo' | 'serve'
  /** Absent: a fresh temporary one; `its-own`: none is given. */
  readonly directory?: string | 'its-own'
  /** 0: a free one. */
  readonly port?: number
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The program, `dist/server/main.js` by default. */
  readonly program?: string
  /** Flags of node itself. */
  readonly node?: readonly string[]
  /** Of a command that runs to its end; none by default. */
  readonly input?: string
  /** A shell line in front, e.g. `ulimit -f 100`; the process is replaced, so signals reach the server. */
  readonly before?: string
}

const running = new Set<ChildProcess>()
const made = new Set<string>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
  for (const directory of made) rmSync(directory, { recursive: true, force: true })
})

/** An empty directory that goes when the tests end. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'nowserving-test-'))
  made.add(directory)
  return directory
}

/** A directory with the demo's hall, changed as wanted, to be run by `serve`; everybody's password is `demo`. */
export async function furnishedDirectory(change: (hall: HallFile) => HallFile = (hall) => hall) {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'hall.json'), JSON.stringify(change(demoHall), null, 2))
  writeFileSync(join(directory, 'staff.json'), JSON.stringify(await demoStaff(), null, 2))
  return directory
}

function spawnServer(args: readonly string[], options: HallProcess): ChildProcess {
  const { env, node = [], before, input, program: main = mainFile } = options
  for (const [file, how] of [
    [mainFile, 'npx vite build --config server/vite.config.ts'],
    [join(root, 'dist/pages/build.json'), 'npx vite build'],
  ] as const) {
    if (!existsSync(file)) throw new Error(`${file} is missing: run "${how}" (or "npm run build") first`)
  }
  const command = [process.execPath, ...node, main, ...args]
  const [program, ...rest] =
    before === undefined ? command : ['bash', '-c', `${before}; exec "$@"`, 'server', ...command]
  const child = spawn(program!, rest, {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Runs a command of `nowserving` to its end. */
export function runToEnd(
  args: readonly string[],
  options: HallProcess = {},
): Promise<Exit & { stdout: string; stderr: string }> {
  const child = spawnServer(args, options)
  // A command that refuses before it reads closes the pipe.
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.input)
  let stdout = ''
  let stderr = ''
  child.stdout!.on('data', (part) => {
    stdout += part
  })
  child.stderr!.on('data', (part) => {
    stderr += part
  })
  return new Promise((settle, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`nowserving ${args.join(' ')} did not end in ${startMs} ms:\n${stdout}${stderr}`))
    }, startMs)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      settle({ code, signal, stdout, stderr })
    })
  })
}

export class RunningHall {
  readonly directory: string
  readonly options: HallProcess
  port: number
  /** All that its lives have said so far. */
  stdout = ''
  stderr = ''
  #child: ChildProcess | undefined
  #ended: Promise<Exit> | undefined

  constructor(options: HallProcess) {
    this.options = options
    this.directory = options.directory ?? temporaryDirectory()
    this.port = options.port ?? 0
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get pid(): number {
    return this.#child!.pid!
  }

  /** How it ended; settles when it does. */
  get ended(): Promise<Exit> {
    return this.#ended!
  }

  /** Starts (again) on the same directory and port; settles at `ready`, in how many ms. */
  async start(more: readonly string[] = []): Promise<number> {
    const begunAt = performance.now()
    const { verb = 'demo', flags = [] } = this.options
    const data = this.directory === 'its-own' ? [] : ['--data', this.directory]
    const args = [verb, '--port', String(this.port), ...data, ...flags, ...more]
    const child = spawnServer(args, this.options)
    this.#child = child
    this.#ended = new Promise((settle) => child.once('close', (code, signal) => settle({ code, signal })))
    child.stderr!.on('data', (part) => {
      this.stderr += part
    })
    let said = ''
    await new Promise<void>((settle, reject) => {
      const failed = (why: string) => reject(new Error(`the hall ${why}:\n${said}${this.stderr}`))
      const timer = setTimeout(() => failed(`was not ready in ${startMs} ms`), startMs)
      child.once('close', (code, signal) => failed(`ended before it was ready (${code ?? signal})`))
      child.stdout!.on('data', (part) => {
        this.stdout += part
        said += part
        const [, port] = /^ready https?:\/\/[^\s]+:(\d+)$/mu.exec(said) ?? []
        if (port === undefined) return
        clearTimeout(timer)
        this.port = Number(port)
        settle()
      })
    })
    return performance.now() - begunAt
  }

  /** Pulls the plug. */
  async kill9(): Promise<void> {
    this.#child!.kill('SIGKILL')
    await this.#ended
  }

  /** Asks it to stop; how it ended, and in how many ms. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit & { ms: number }> {
    const begunAt = performance.now()
    this.#child!.kill(signal)
    const timer = setTimeout(() => this.#child!.kill('SIGKILL'), stopMs)
    const exit = await this.#ended!
    clearTimeout(timer)
    return { ...exit, ms: performance.now() - begunAt }
  }

  /** Ends it whatever it does, and takes its directory away. */
  async close(): Promise<void> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) await this.kill9()
    if (made.delete(this.directory)) rmSync(this.directory, { recursive: true, force: true })
  }

  /**
   * Every entry on disk, oldest first, as the journal's lines say it. The hall goes on writing meanwhile, so the newest
   * segment is read first: once it has a line, those before it grow no more. A last line without its end is still coming.
   */
  journal(): JournalLine[] {
    const fileOf = (segment: number) =>
      join(this.directory, 'journal', `${String(segment).padStart(8, '0')}.ndjson`)
    const texts: string[] = []
    let newest = 0
    while (existsSync(fileOf(newest + 1))) newest += 1
    for (let segment = newest; segment > 0; segment -= 1) texts.unshift(writtenPart(fileOf(segment)))
    return texts
      .flatMap((text) => text.split('\n').slice(0, -1))
      .filter((line) => line.startsWith('{"seq"'))
      .map((line) => JSON.parse(line))
  }

  /** Entries of commands that somebody gave; the keeper's own (time, links, paper) come whenever they come. */
  given(): JournalLine[] {
    return this.journal().filter(({ actor }) => actor !== 'keeper')
  }

  /** Bytes of memory it holds just now. */
  residentBytes(): number {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/u.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) * 1024
  }
}

/** A segment's text up to the zeros that were laid out for later. */
function writtenPart(file: string): string {
  const step = 256 * 1024
  const parts: Buffer[] = []
  const handle = openSync(file, 'r')
  for (;;) {
    const part = Buffer.alloc(step)
    const read = readSync(handle, part, 0, step, parts.length * step)
    const end = part.indexOf(0)
    parts.push(part.subarray(0, end < 0 ? read : end))
    if (end >= 0 || read < step) break
  }
  closeSync(handle)
  return Buffer.concat(parts).toString()
}

export interface JournalLine {
  readonly seq: number
  readonly key: string
  readonly command: string
  readonly actor: string
  readonly device: string
  readonly events: readonly (Readonly<Record<string, unknown>> & { readonly type: string })[]
  readonly result: Readonly<Record<string, unknown>>
}

/** Starts a hall and waits until it is ready. */
export async function startHall(options: HallProcess = {}): Promise<RunningHall> {
  const hall = new RunningHall(options)
  await hall.start()
  return hall
}
