import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A terminal that stands for a device: `path` is the printer's name as udev would give it, the test holds the other end.
 * Made by `script`, which is part of every Debian (bsdutils, essential) and of util-linux elsewhere.
 */
export interface Pty {
  /** A link that stays the same when the device is plugged in again. */
  readonly path: string
  write(bytes: Uint8Array): void
  onData(listener: (bytes: Buffer) => void): void
  /** Takes nothing more: what is written stays in the kernel until it is full. */
  block(): void
  goOn(): void
  unplug(): Promise<void>
  plugIn(): Promise<void>
  close(): Promise<void>
}

export const hasPty = existsSync('/dev/ptmx') && existsSync('/usr/bin/script')
let skipped = 0
/** Said loudly: a machine without terminals shows nothing about devices. */
export function saySkipped(): void {
  skipped += 1
  process.stderr.write(`SKIPPED: ${skipped} suites of devices, because this machine has no script(1)\n`)
  if (process.env.NOWSERVING_TOOLS === 'required') throw new Error('script(1) is required here')
}

export async function openPty(name = 'lp0'): Promise<Pty> {
  const directory = mkdtempSync(join(tmpdir(), 'nowserving-pty-'))
  const path = join(directory, name)
  let child: ChildProcess | undefined
  let hear: (bytes: Buffer) => void = () => {}

  async function plugIn(): Promise<void> {
    const told = join(directory, 'tty')
    const inside = `stty raw -echo; tty > ${told}.new; mv ${told}.new ${told}; exec sleep 600`
    rmSync(told, { force: true })
    const started = spawn('script', ['-qfc', inside, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] })
    child = started
    started.stdout.on('data', (bytes) => hear(bytes))
    started.stdin.on('error', () => {})
    while (!existsSync(told)) {
      if (started.exitCode !== null) throw new Error(`script(1) ended with ${started.exitCode}`)
      await new Promise((next) => setTimeout(next, 5))
    }
    symlinkSync(readFileSync(told, 'utf8').trim(), path)
  }

  async function unplug(): Promise<void> {
    const old = child
    child = undefined
    if (!old) return
    unlinkSync(path)
    const gone = new Promise((done) => old.once('close', done))
    old.kill('SIGKILL')
    await gone
  }

  await plugIn()
  return {
    path,
    write: (bytes) => void child?.stdin?.write(bytes),
    onData(listener) {
      hear = listener
    },
    block: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
    unplug,
    plugIn,
    async close() {
      await unplug()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
