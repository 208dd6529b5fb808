import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCharDevice } from '../../../printers/connection/transports/char-device.ts'
import { patience } from '../../fakes/watch.ts'
import { hasPty, openPty, saySkipped } from './pty.ts'
import { describeLine, type LineEnd } from './transport-contract.ts'

const patient = (): AbortSignal => AbortSignal.timeout(patience)

async function devicePrinter(): Promise<LineEnd> {
  const pty = await openPty()
  const parts: Buffer[] = []
  pty.onData((bytes) => parts.push(bytes))
  return {
    line: () => createCharDevice(pty.path),
    nowhere: () => createCharDevice(`${pty.path}-elsewhere`),
    arrived: () => Buffer.concat(parts),
    block: pty.block,
    say: pty.write,
    unplug: pty.unplug,
    plugIn: pty.plugIn,
    close: pty.close,
  }
}

if (hasPty) describeLine('a line to a device', devicePrinter)
else saySkipped()

describe.skipIf(!hasPty)('a line to a device that is closed', () => {
  it('waits until one more byte is taken, for the driver cancels what has not left by then', async ({
    onTestFinished: clean,
  }) => {
    const end = await devicePrinter()
    clean(() => end.close())
    const line = end.line()
    await line.open(patient())
    await line.write(Buffer.from('the last of a slip'))
    await line.end()
    await expect.poll(() => end.arrived().toString('latin1')).toBe('the last of a slip\0')
  })
})

describe('a path where no device is', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nowserving-device-'))
  const clean = (): void => rmSync(directory, { recursive: true, force: true })

  it('is not made into a file', async ({ onTestFinished }) => {
    onTestFinished(clean)
    const path = join(directory, 'lp0')
    const line = createCharDevice(path)
    expect(await line.open(patient())).toMatchObject({ open: false, problem: /is off or unplugged/ })
    expect(await line.write(Buffer.from('a ticket'))).toBe('lost')
    await line.end()
    expect(existsSync(path)).toBe(false)
  })

  it('but a file, is left as it is', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'nowserving-device-')), 'lp1')
    writeFileSync(path, 'mine')
    const line = createCharDevice(path)
    expect(await line.open(patient())).toMatchObject({ open: false, problem: /is no character device/ })
    expect(await line.write(Buffer.from('a ticket'))).toBe('lost')
    expect(readFileSync(path, 'utf8')).toBe('mine')
    rmSync(path)
  })
})
