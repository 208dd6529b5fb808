import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Transport } from '../../../printers/connection/transports/transport.ts'
import { limits } from '../../../printers/limits.ts'
import { patience } from '../../fakes/watch.ts'

/** A printer's end of a line, in the hands of a test. */
export interface LineEnd {
  /** A new line to it. */
  line(): Transport
  /** A line to where no printer is. */
  nowhere(): Transport
  /** The bytes that arrived, in order. */
  arrived(): Buffer
  /** Takes nothing more from the line. */
  block(): void
  /** Only where a printer is heard. */
  say?(bytes: Uint8Array): void
  /** Only where a line can break and come back. */
  unplug?(): Promise<void>
  plugIn?(): Promise<void>
  close(): Promise<void>
}

const patient = (): AbortSignal => AbortSignal.timeout(patience)
export const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export async function sendAll(line: Transport, bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
  for (let at = 0; at < bytes.length; at += limits.chunkBytes) {
    const written = await line.write(bytes.subarray(at, at + limits.chunkBytes), signal)
    if (written !== 'taken') return written
  }
  return 'taken'
}

/** The contract of every transport. */
export function describeLine(name: string, make: () => Promise<LineEnd>): void {
  const usual = async (clean: (close: () => Promise<void>) => void): Promise<LineEnd> => {
    const end = await make()
    clean(() => end.close())
    return end
  }

  describe(`${name}, as every line`, () => {
    it('delivers every byte of a job, says goodbye, and takes nothing after it', async ({
      onTestFinished: clean,
    }) => {
      const end = await usual(clean)
      const line = end.line()
      expect(await line.open(patient())).toEqual({ open: true })
      const job = randomBytes(72_000)
      expect(await sendAll(line, job)).toBe('taken')
      await line.end()
      // A device is told goodbye by a NUL, which printers pass over.
      await expect.poll(() => end.arrived().length).toBeGreaterThanOrEqual(job.length)
      expect(digest(end.arrived().subarray(0, job.length))).toBe(digest(job))
      expect([...end.arrived().subarray(job.length)].every((byte) => byte === 0)).toBe(true)
      expect(await line.write(job.subarray(0, 10))).toBe('lost')
    })

    it('does not open where no printer is, and says where that is', async ({ onTestFinished: clean }) => {
      const end = await usual(clean)
      const opened = await end.nowhere().open(patient())
      expect(opened).toMatchObject({ open: false })
      expect(opened.open ? '' : opened.problem).toMatch(/\S+/)
    })

    it('waits for a printer that takes nothing, says so when the job gives up, and ends in time', async ({
      onTestFinished: clean,
    }) => {
      const end = await usual(clean)
      const line = end.line()
      await line.open(patient())
      end.block()
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), 400)
      expect(await sendAll(line, new Uint8Array(16_000_000), deadline.signal)).toBe('stalled')
      clearTimeout(timer)
      const from = Date.now()
      await line.end()
      expect(Date.now() - from).toBeLessThan(limits.closingAtMost)
      line.destroy()
      expect(await line.write(new Uint8Array(10))).toBe('lost')
    })

    it('holds no thread of the pool while a printer takes nothing: a file is written meanwhile', async ({
      onTestFinished: clean,
    }) => {
      const ends = await Promise.all(Array.from({ length: 5 }, () => usual(clean)))
      const lines = ends.map((end) => end.line())
      for (const line of lines) expect(await line.open(patient())).toEqual({ open: true })
      for (const end of ends) end.block()
      const deadline = new AbortController()
      let settled = 0
      const stuck = lines.map((line) =>
        sendAll(line, new Uint8Array(16_000_000), deadline.signal).then(() => (settled += 1)),
      )
      const slowest = await slowestWrite(40)
      expect(settled).toBe(0)
      // With the pool held this waited until the printer went on; a busy machine takes tens of milliseconds.
      expect(slowest).toBeLessThan(2_000)
      deadline.abort()
      await Promise.all(stuck)
      for (const line of lines) line.destroy()
    })

    it('tells what the printer says', async ({ onTestFinished: clean, skip }) => {
      const end = await usual(clean)
      if (!end.say) return skip('nothing is heard on this line')
      const line = end.line()
      const parts: Buffer[] = []
      line.onData((bytes) => parts.push(Buffer.from(bytes)))
      await line.open(patient())
      await line.write(Uint8Array.of(0x10, 4, 1))
      const words = Buffer.from([
        0x12, 0x10, 0, 0x0c, 0, 0x37, 0x22, 0x4e, 0x31, 0x31, 0x31, 0, 0xff, 3, 4, 10, 13,
      ])
      end.say(words)
      await expect.poll(() => Buffer.concat(parts).toString('hex')).toBe(words.toString('hex'))
      await line.end()
    })

    it('is told once when the printer is gone, and a new line opens when it is back', async ({
      onTestFinished: clean,
      skip,
    }) => {
      const end = await usual(clean)
      if (!end.unplug || !end.plugIn) return skip('this line cannot break')
      const line = end.line()
      const problems: string[] = []
      line.onLost((problem) => problems.push(problem))
      await line.open(patient())
      expect(await line.write(new Uint8Array(10))).toBe('taken')
      await end.unplug()
      await expect.poll(() => problems.length).toBe(1)
      expect(problems[0]).toMatch(/\S+/)
      expect(await line.write(new Uint8Array(10))).toBe('lost')
      await line.end()
      expect(await end.line().open(patient())).toMatchObject({ open: false })
      await end.plugIn()
      const again = end.line()
      expect(await again.open(patient())).toEqual({ open: true })
      expect(await again.write(Buffer.from('again'))).toBe('taken')
      await expect.poll(() => end.arrived().includes('again')).toBe(true)
      await again.end()
      expect(problems).toHaveLength(1)
    })
  })
}

/** Writes and syncs a file again and again, as a journal does; returns the longest time in ms. */
async function slowestWrite(times: number): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'nowserving-journal-'))
  const file = await open(join(directory, 'journal'), 'w')
  let slowest = 0
  for (let n = 0; n < times; n++) {
    const from = performance.now()
    await file.write('a line of the journal\n')
    await file.datasync()
    slowest = Math.max(slowest, performance.now() - from)
  }
  await file.close()
  rmSync(directory, { recursive: true, force: true })
  return slowest
}
