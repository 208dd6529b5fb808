import { type ChildProcess, spawn } from 'node:child_process'
import { limits } from '../../limits.ts'
import type { FlowControl } from '../../printer-address.ts'
import { createCharDevice, type Release } from './char-device.ts'
import type { Transport } from './transport.ts'

/** Ports that are being released: until their bytes have left, the kernel holds the port and any new opener. */
const closing = new Map<string, Promise<void>>()

/**
 * A printer on a serial port, set by `stty` to raw 8N1, with the same non-blocking loop as USB.
 *
 * The last close of a serial port waits up to 30 s for bytes that the printer does not take. So a small shell holds
 * the port too. Ours is then never the last close, and the waiting process can be killed.
 */
export function createSerialTransport(path: string, baud: number, flow: FlowControl): Transport {
  return createCharDevice(path, {
    nothingMeansGone: true,
    // A start bit, eight data bits, a stop bit.
    bytesPerSecond: baud / 10,
    async setUp(fd, signal) {
      const before = closing.get(path)
      if (before && (await Promise.race([before, aborted(signal)])) === 'aborted')
        return { open: false, problem: `${path} still holds bytes that the printer has not read` }
      return holdPort(path, fd, settingsOf(baud, flow), signal)
    },
  })
}

function settingsOf(baud: number, flow: FlowControl): string[] {
  const control = {
    rtscts: ['crtscts', '-ixon', '-ixoff'],
    xonxoff: ['-crtscts', 'ixon', 'ixoff'],
    none: ['-crtscts', '-ixon', '-ixoff'],
  }[flow]
  return ['raw', '-echo', 'cs8', '-cstopb', '-parenb', 'clocal', String(baud), ...control]
}

type Held = { open: true; release: Release } | { open: false; problem: string }

/** Sets the port up and keeps it open in the same process, until it is released. */
function holdPort(path: string, fd: number, settings: string[], signal: AbortSignal): Promise<Held> {
  const script = 'stty "$@" <&3 && echo ready && read -r _'
  const holder = spawn('sh', ['-c', script, 'sh', ...settings], { stdio: ['pipe', 'pipe', 'pipe', fd] })
  let complaint = ''
  const gone = new Promise<void>((resolve) => {
    holder.once('close', () => resolve())
    holder.once('error', (error) => {
      complaint = error.message
      resolve()
    })
  })
  closing.set(path, gone)
  void gone.then(() => closing.get(path) === gone && closing.delete(path))
  holder.stdin?.on('error', () => {})
  holder.stderr?.on('data', (text) => {
    complaint += text
  })
  return new Promise((resolve) => {
    let isSet = false
    holder.stdout?.once('data', () => {
      isSet = true
      resolve({ open: true, release: (how) => letGo(holder, gone, how) })
    })
    void gone.then(() =>
      resolve({ open: false, problem: `${path} accepted no settings: ${complaint.trim() || 'stty failed'}` }),
    )
    void aborted(signal).then(() => {
      if (isSet) return
      holder.kill('SIGKILL')
      resolve({ open: false, problem: `${path} accepted no settings within ${limits.connectMost} ms` })
    })
  })
}

async function letGo(holder: ChildProcess, gone: Promise<void>, how: 'in-peace' | 'at-once'): Promise<void> {
  if (how === 'at-once') {
    holder.kill('SIGKILL')
    return
  }
  holder.stdin?.end()
  const timer = setTimeout(() => holder.kill('SIGKILL'), limits.closingAtMost)
  await gone
  clearTimeout(timer)
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted')
    else signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })
}
