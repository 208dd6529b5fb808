import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { paper80 } from '../../../printers/dialects/esc-pos.ts'
import type { Bitmap } from '../../../printers/drawing/bitmap.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { pngOf } from '../../../printers/drawing/png.ts'
import { drawSlip } from '../../../printers/drawing/slip-picture.ts'
import { ticketSlip } from '../../../printers/drawing/ticket-slip.ts'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { Driver, until } from '../../fakes/driver.ts'
import { type RunningHall, startHall, temporaryDirectory } from '../../fakes/running-hall.ts'
import { lacks } from '../../fakes/tools.ts'
import { busyMs, patience } from '../../fakes/watch.ts'

/** From a number to its paper, end to end: a real server, a printer on a real port. */

/** A ticket that waited for its printer would take longer by at least a try to connect (ms), which is 3 s. */
const waitedMs = 1_000

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function printer(options: Parameters<typeof startTcpPrinter>[0] = {}): Promise<TcpPrinter> {
  const started = await startTcpPrinter(options)
  cleanUps.push(() => started.close())
  return started
}

async function hallWith(address: string): Promise<{ hall: RunningHall; kiosk: Driver }> {
  const hall = await startHall({ flags: ['--printer', address, '--public-url', 'https://queue.example'] })
  cleanUps.push(() => hall.close())
  return { hall, kiosk: new Driver(hall, 'kiosk-1') }
}

type Last = { label: string; printing: { print: string; why?: string } }
const lastOf = async (kiosk: Driver) => (await kiosk.view('kiosk', { device: 'kiosk-1' })).view.last as Last

const printed = (kiosk: Driver, label: string, print: string, ms = patience) =>
  until(
    `${label} ${print}`,
    async () => {
      const last = await lastOf(kiosk)
      return last.label === label && last.printing.print === print ? last.printing : undefined
    },
    ms,
  )

/** The rows of a paper down to the service's names, as bits. */
const topOf = ({ bits, stride }: Bitmap) => Buffer.from(bits.subarray(0, stride * 310))

describe('a paper', () => {
  test.skipIf(lacks('zbarimg', ['zbarimg', '--version']))(
    'comes out once, with a QR that leads to the phone page, and the kiosk learns it',
    async () => {
      const device = await printer()
      const { kiosk } = await hallWith(device.address)
      const { label, phoneUrl } = await kiosk.issue('fees')
      expect(phoneUrl).toMatch(/^https:\/\/queue\.example\/t\//u)
      await device.stripped(1)
      await printed(kiosk, label, 'printed')
      expect(device.errors).toEqual([])
      expect(device.strips.filter(({ cut }) => cut !== 'none')).toHaveLength(1)
      const file = join(temporaryDirectory(), 'paper.png')
      writeFileSync(file, await pngOf(device.strips[0]!.picture))
      const read = execFileSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', file], {
        encoding: 'utf8',
      })
      expect(read.trim()).toBe(phoneUrl)
    },
  )

  test('says hall, label and service, dot by dot as they are drawn, in the language of the customer', async () => {
    const device = await printer()
    const { kiosk } = await hallWith(device.address)
    const { label } = await kiosk.issue('fees', { language: 'en' })
    await device.stripped(1)
    const slip = {
      job: 'any',
      hall: 'Jinhua Property Service Hall',
      service: 'Fees and payments',
      serviceInHallLanguage: '物业缴费',
      lines: [],
      footer: '',
      copy: 1,
      language: 'en',
    }
    const glyphs = createCanvasGlyphs()
    const paper = topOf(device.strips[0]!.picture)
    expect(paper.equals(topOf(drawSlip(ticketSlip({ ...slip, label }), paper80, glyphs)))).toBe(true)
    expect(paper.equals(topOf(drawSlip(ticketSlip({ ...slip, label: 'B007' }), paper80, glyphs)))).toBe(false)
  })

  test('reaches a plain listener as ESC/POS: begun anew, drawn, cut', async () => {
    const parts: Buffer[] = []
    const listener = createServer((socket) => {
      socket.on('data', (part) => parts.push(part))
      socket.on('error', () => undefined)
    })
    await new Promise<void>((settle) => listener.listen(0, '127.0.0.1', settle))
    cleanUps.push(() => new Promise((settle) => listener.close(settle)))
    const { port } = listener.address() as { port: number }
    const { hall, kiosk } = await hallWith(`tcp://127.0.0.1:${port}`)
    const { label } = await kiosk.issue('fees')
    await until('the cut', () => Buffer.concat(parts).includes(Buffer.from([0x1d, 0x56])))
    const bytes = Buffer.concat(parts)
    expect(bytes.includes(Buffer.from([0x1b, 0x40]))).toBe(true)
    expect(bytes.includes(Buffer.from([0x1d, 0x76, 0x30]))).toBe(true)
    // A printer that never says anything proves nothing: the paper is unsure, never called printed.
    expect(await printed(kiosk, label, 'unsure')).toMatchObject({ why: 'no-proof' })
    await hall.kill9()
  })
})

describe('[C14] a printer that fails', () => {
  test('delays and loses no ticket, whether it refuses, swallows or stalls; the kiosk is told what became of the paper', async () => {
    const good = await printer()
    const refusing = await printer()
    await refusing.close()
    const hole = await printer()
    hole.blackHole(true)
    const stalling = await printer()
    stalling.stallAfter(2_000)
    const p50: Record<string, number> = {}
    for (const [name, { address }] of Object.entries({ good, refusing, hole, stalling })) {
      const { kiosk, hall } = await hallWith(address)
      await kiosk.issue('passes')
      const spans: number[] = []
      for (let n = 0; n < 15; n += 1) {
        const begunAt = performance.now()
        await kiosk.issue('fees')
        spans.push(performance.now() - begunAt)
      }
      p50[name] = spans.sort((one, two) => one - two)[7]!
      if (name === 'refusing') {
        const { label } = await lastOf(kiosk)
        expect(await printed(kiosk, label, 'not-printed')).toMatchObject({ why: 'unreachable' })
        const manager = new Driver(hall)
        await manager.signIn('2001')
        expect(Object.keys((await manager.view('manager')).view.paper as object).length).toBeGreaterThan(0)
      }
      const { code, ms } = await hall.stop()
      expect([name, code, ms < 6_000 + busyMs]).toEqual([name, 0, true])
      expect(hall.journal().filter(({ command }) => command === 'issue-ticket')).toHaveLength(16)
    }
    process.stdout.write(
      `papers: issue p50 ${JSON.stringify(p50, (_key, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value))} ms\n`,
    )
    for (const name of ['refusing', 'hole', 'stalling']) expect(p50[name]! - p50.good!).toBeLessThan(waitedMs)
  })
})
