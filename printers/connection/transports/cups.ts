import { type ChildProcess, spawn } from 'node:child_process'
import { limits } from '../../limits.ts'
import type { Opened, Transport, Written } from './transport.ts'

/**
 * A queue of CUPS, for printers that nothing else reaches. `lp` confirms a job after 10 ms, and "completed" means
 * delivered bytes, never paper. A job for a printer that is away stays, and prints by itself minutes later.
 *
 * So one job at a time is submitted raw. The queue is asked about it, and it is cancelled at our deadline. The paper
 * is never proven.
 */
export function createCupsTransport(queue: string): Transport {
  let job: ChildProcess | undefined
  let output = ''
  let done: Promise<number> | undefined
  let isClosing = false
  let handedOver = false

  async function open(): Promise<Opened> {
    const { code, text } = await run('lpstat', ['-a', queue])
    if (code === 0) return { open: true }
    return { open: false, problem: `the CUPS queue ${queue} accepts no jobs: ${text || 'lpstat failed'}` }
  }

  function begin(): ChildProcess {
    if (job) return job
    const child = spawn('lp', ['-d', queue, '-o', 'raw', '-t', 'ticket'], { env: englishEnvironment() })
    job = child
    child.stdout.on('data', (text) => {
      output += text
    })
    child.stderr.on('data', () => {})
    child.stdin.on('error', () => {})
    done = new Promise((resolve) => {
      child.once('error', () => resolve(-1))
      child.once('close', (code) => resolve(code ?? -1))
    })
    return child
  }

  function write(chunk: Uint8Array, signal?: AbortSignal): Promise<Written> {
    if (isClosing || handedOver) return Promise.resolve('lost')
    const child = begin()
    const pipe = child.stdin
    if (!pipe?.writable || child.exitCode !== null) return Promise.resolve('lost')
    if (pipe.write(chunk)) return Promise.resolve('taken')
    return new Promise((resolve) => {
      const settle = (result: Written): void => {
        clearTimeout(timer)
        pipe.off('drain', drained)
        signal?.removeEventListener('abort', stalled)
        resolve(result)
      }
      const drained = (): void => settle('taken')
      const stalled = (): void => settle('stalled')
      const timer = setTimeout(stalled, limits.writeMost)
      pipe.once('drain', drained)
      signal?.addEventListener('abort', stalled, { once: true })
      void done?.then(() => settle('lost'))
    })
  }

  async function handOver(signal: AbortSignal): Promise<'left' | 'refused' | 'given-up'> {
    if (!job || handedOver) return 'refused'
    handedOver = true
    const taking = job
    taking.stdin?.end()
    const late = setTimeout(() => taking.kill('SIGKILL'), limits.queueCommandMost)
    const code = await done
    clearTimeout(late)
    const id = /\b([\w.-]+-\d+)\b/u.exec(output)?.[1]
    if (code !== 0) return 'refused'
    // The job was taken, but its name is unknown and nobody can ask about it.
    if (id === undefined) return 'given-up'
    while (!signal.aborted && !isClosing) {
      const { code: answered, text } = await run('lpstat', ['-o', queue])
      if (answered === 0 && !text.split('\n').some((line) => line.split(/\s/u, 1)[0] === id)) return 'left'
      await new Promise((next) => setTimeout(next, limits.queuePollEvery))
    }
    await run('cancel', [id])
    return 'given-up'
  }

  return {
    open,
    write,
    handOver,
    onData() {},
    onLost() {},
    async end() {
      if (job && !handedOver) await handOver(AbortSignal.timeout(limits.closingAtMost))
      isClosing = true
    },
    destroy() {
      isClosing = true
      // `lp` submits when its input ends. Killed before that, it leaves no job; afterwards `handOver` cancels it.
      if (!handedOver) job?.kill('SIGKILL')
    },
  }
}

/** Messages in English on every machine, because a program reads them. */
const englishEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C', LANGUAGE: 'C' })

/** Runs a command of CUPS to its end or to its deadline. Never rejects: -1 stands for a missing command. */
function run(command: string, args: readonly string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: englishEnvironment() })
    let text = ''
    const late = setTimeout(() => child.kill('SIGKILL'), limits.queueCommandMost)
    const settle = (code: number, problem = ''): void => {
      clearTimeout(late)
      resolve({ code, text: (problem || text).trim() })
    }
    child.stdout.on('data', (part) => {
      text += part
    })
    child.stderr.on('data', (part) => {
      text += part
    })
    child.once('error', (error) => settle(-1, `${command}: ${error.message}`))
    child.once('close', (code) => settle(code ?? -1))
  })
}
