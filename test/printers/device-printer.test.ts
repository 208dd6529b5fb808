import { describe, expect, it } from 'vitest'
import { openPrinter } from '../../printers/connection/open-printer.ts'
import type { PrinterHealth } from '../../printers/connection/session.ts'
import { createDevice, type DeviceOptions } from '../../printers/virtual-printer/device.ts'
import type { PaperEvent } from '../../printers/virtual-printer/machine.ts'
import { busyMs } from '../fakes/watch.ts'
import { hasPty, openPty, type Pty, saySkipped } from './connection/pty.ts'
import { type Cleaner, shows, slipOf } from './printer-rig.ts'

const copy = (label: string, n: number) => ({ ...slipOf(label), copy: n, copyMark: `copy ${n}` })

/** The virtual printer behind a terminal instead of a socket. */
async function pluggedIn(clean: Cleaner, name: string, options: Partial<DeviceOptions> = {}) {
  const pty: Pty = await openPty(name)
  const events: PaperEvent[] = []
  let pending: Uint8Array = new Uint8Array()
  let bytesRead = 0
  const flow = (): void => {
    pending = pending.subarray(device.store(pending))
  }
  const device = createDevice((event) => events.push(event), pty.write, flow, options)
  pty.onData((bytes) => {
    bytesRead += bytes.length
    const after = device.notice(bytes)
    if (after > 0) pending = new Uint8Array()
    pending = Buffer.concat([pending, bytes.subarray(after)])
    flow()
  })
  clean(async () => {
    device.stop()
    await pty.close()
  })
  return {
    pty,
    device,
    bytesRead: () => bytesRead,
    papers: () => events.filter((event) => event.type === 'paper'),
    errors: () => events.filter((event) => event.type === 'error'),
    /** Its cable, or its power. */
    async unplug() {
      await pty.unplug()
      device.powerOff()
      pending = new Uint8Array()
    },
    async plugIn() {
      device.powerOn()
      await pty.plugIn()
    },
  }
}

if (!hasPty) saySkipped()

describe.skipIf(!hasPty)('a printer on a USB cable', () => {
  it('prints slip after slip, each proven and whole', async ({ onTestFinished: clean }) => {
    const paper = await pluggedIn(clean, 'lp0')
    let health: PrinterHealth | undefined
    const printer = openPrinter(`usb:${paper.pty.path}`, {
      onHealth: (next) => {
        health = next
      },
    })
    clean(() => printer.close())
    for (const label of ['A001', 'A002', 'A003'])
      expect(await printer.print(slipOf(label))).toEqual({ printed: 'yes' })
    expect(health).toMatchObject({ reachable: true, level: 'process-id' })
    expect(paper.errors()).toEqual([])
    expect(paper.papers()).toHaveLength(3)
    expect(await shows(slipOf('A002'), paper.papers()[1]?.picture)).toBe(true)
  })

  it('unplugged in the middle of a slip makes it unsure; back again, its marked copy comes out clean', async ({
    onTestFinished: clean,
  }) => {
    const paper = await pluggedIn(clean, 'lp0', { rowsPerSecond: 1_000 })
    const printer = openPrinter(`usb:${paper.pty.path}`)
    clean(() => printer.close())
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    const before = paper.bytesRead()
    const printed = printer.print(slipOf('A002'))
    await expect.poll(paper.bytesRead).toBeGreaterThan(before + 6_000)
    await paper.unplug()
    expect(await printed).toEqual({ printed: 'unsure', why: 'cut-off' })
    expect(await printer.print(copy('A002', 2))).toEqual({ printed: 'no', why: 'unreachable' })
    await paper.plugIn()
    expect(await printer.print(copy('A002', 2))).toEqual({ printed: 'yes' })
    expect(await shows(copy('A002', 2), paper.papers().at(-1)?.picture)).toBe(true)
    expect(paper.errors()).toEqual([])
  })

  it('that takes nothing settles every slip in time, and closing settles too', async ({
    onTestFinished: clean,
  }) => {
    const paper = await pluggedIn(clean, 'lp0')
    const printer = openPrinter(`usb:${paper.pty.path}`)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    paper.pty.block()
    const from = Date.now()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'no', why: 'unreachable' })
    await printer.close()
    expect(Date.now() - from).toBeLessThan(15_000 + busyMs)
    paper.pty.goOn()
  })

  it('that is not there is unreachable, and is found when it is plugged in', async ({
    onTestFinished: clean,
  }) => {
    const paper = await pluggedIn(clean, 'lp0')
    await paper.unplug()
    const printer = openPrinter(paper.pty.path)
    clean(() => printer.close())
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why: 'unreachable' })
    await paper.plugIn()
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
  })
})

describe.skipIf(!hasPty)('a printer on a serial port', () => {
  it('prints pictures at 115200 baud, and its own letters at 9600', async ({ onTestFinished: clean }) => {
    const fast = await pluggedIn(clean, 'ttyUSB0')
    const drawing = openPrinter(`serial:${fast.pty.path}`)
    clean(() => drawing.close())
    expect(await drawing.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    expect(await shows(slipOf('A001'), fast.papers()[0]?.picture)).toBe(true)
    const slow = await pluggedIn(clean, 'ttyUSB1')
    const writing = openPrinter(`serial:${slow.pty.path}?baud=9600`)
    clean(() => writing.close())
    expect(await writing.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    expect(slow.papers()).toHaveLength(1)
    expect(slow.bytesRead()).toBeLessThan(4_000)
    expect(slow.errors()).toEqual([])
  })

  it('unplugged between two slips is unreachable, and prints when it is back', async ({
    onTestFinished: clean,
  }) => {
    const paper = await pluggedIn(clean, 'ttyUSB0')
    const printer = openPrinter(`serial:${paper.pty.path}?flow=xonxoff`)
    clean(() => printer.close())
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    await paper.unplug()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'no', why: 'unreachable' })
    await paper.plugIn()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
    expect(paper.papers()).toHaveLength(2)
  })
})
