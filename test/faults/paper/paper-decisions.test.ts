import { afterEach, describe, expect, test } from 'vitest'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import type { ManagerView } from '../../../server/hall/views/view-types.ts'
import { Driver, until } from '../../fakes/driver.ts'
import {
  furnishedDirectory,
  type HallProcess,
  type RunningHall,
  startHall,
} from '../../fakes/running-hall.ts'

/** Decisions of people about papers, on a real server with a printer on a real port. */

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function hallWith(
  printer: TcpPrinter | undefined,
  more: HallProcess = {},
): Promise<{ hall: RunningHall; kiosk: Driver; manager: Driver }> {
  const flags = [...(printer ? ['--printer', printer.address] : []), ...(more.flags ?? [])]
  const hall = await startHall({ ...more, flags })
  cleanUps.push(() => hall.close())
  const manager = new Driver(hall)
  await manager.signIn('2001')
  return { hall, kiosk: new Driver(hall, 'kiosk-1'), manager }
}

async function device(): Promise<TcpPrinter> {
  const printer = await startTcpPrinter()
  cleanUps.push(() => printer.close())
  return printer
}

const floorOf = async (manager: Driver) => (await manager.view('manager')).view as unknown as ManagerView
const lastOf = async (kiosk: Driver) =>
  (await kiosk.view('kiosk', { device: 'kiosk-1' })).view.last as {
    printing: { print: string; why?: string }
  }
const whenPrint = (kiosk: Driver, print: string) =>
  until(`the paper ${print}`, async () => {
    const { printing } = await lastOf(kiosk)
    return printing.print === print && printing
  })

describe('papers', () => {
  test('[C15] asked for again while the first is late there is one; afterwards a marked copy; a ticket that ended has none', async () => {
    const printer = await device()
    const { kiosk, manager } = await hallWith(printer)
    printer.device.takePaperOut()
    const { ticket } = await kiosk.issue()
    await whenPrint(kiosk, 'not-printed')
    await Promise.all([manager.done('reprint', { ticket }), manager.done('reprint', { ticket })])
    printer.device.loadPaper(1_000_000)
    await whenPrint(kiosk, 'printed')
    expect(printer.strips).toHaveLength(1)
    expect(await manager.done('reprint', { ticket })).toMatchObject({ copy: 2 })
    await printer.stripped(2)
    await whenPrint(kiosk, 'printed')
    expect(printer.strips[1]?.picture.height).toBeGreaterThan(printer.strips[0]!.picture.height)
    await manager.done('cancel-ticket', { ticket })
    expect((await manager.command('reprint', { ticket })).body).toMatchObject({
      refusal: { reason: 'already-ended' },
    })
  })

  test('a number that was called while the printer was away never comes out', async () => {
    const printer = await device()
    const { kiosk } = await hallWith(printer)
    printer.device.openCover()
    await kiosk.issue()
    expect(await whenPrint(kiosk, 'not-printed')).toMatchObject({ why: 'cover-open' })
    const counter = new Driver({ url: kiosk.url })
    await counter.signIn('1001')
    await counter.done('open-counter', { counter: '1' })
    await counter.done('call-next', { counter: '1' })
    await whenPrint(kiosk, 'expired')
    printer.device.closeCover()
    // The next one comes out, and it is the only one.
    await kiosk.issue()
    await whenPrint(kiosk, 'printed')
    expect(printer.strips).toHaveLength(1)
  })

  test('the manager sees how a printer is, prints a test page, and settles a paper in doubt', async () => {
    const printer = await startTcpPrinter({
      answers: { realTime: false, processId: false, paperSensor: false, statusBack: false, clear: false },
    })
    cleanUps.push(() => printer.close())
    const { kiosk, manager } = await hallWith(printer)
    const { ticket } = await kiosk.issue()
    expect(await whenPrint(kiosk, 'unsure')).toMatchObject({ why: 'no-proof' })
    const { paper, printers } = await floorOf(manager)
    expect(paper[ticket]).toMatchObject({ device: 'kiosk-1', printing: { why: 'no-proof', copies: 1 } })
    expect(printers['kiosk-1']).toMatchObject({ name: '1 号取号机' })
    // The kiosk asked its customer.
    await kiosk.done('paper-came-out', { ticket })
    await whenPrint(kiosk, 'printed')
    expect((await floorOf(manager)).paper).toEqual({})
    expect((await kiosk.command('reprint', { ticket })).body).toMatchObject({
      refusal: { reason: 'not-yours' },
    })
    await manager.done('print-test-page', { device: 'kiosk-1' })
    await printer.stripped(2)
    await until('the word about the test page', async () => {
      const page = (await floorOf(manager)).printers['kiosk-1']?.test?.page
      return page === 'unsure'
    })
    expect((await manager.command('print-test-page', { device: 'board-1' })).body).toMatchObject({
      refusal: { reason: 'no-printer' },
    })
  })

  test('a printer tells when its paper ends and is full again', async () => {
    const printer = await device()
    const { kiosk, manager } = await hallWith(printer)
    await kiosk.issue()
    await whenPrint(kiosk, 'printed')
    const becomes = (state: string) =>
      until(`the printer ${state}`, async () => {
        const seen = (await floorOf(manager)).printers['kiosk-1']
        return seen?.state === state && seen
      })
    expect((await becomes('ready')).usedMm).toBeGreaterThan(40)
    printer.device.takePaperOut()
    await becomes('no-paper')
    printer.device.loadPaper(1_000_000)
    expect((await becomes('ready')).usedMm).toBeLessThan(40)
  })

  test('with printing switched off in hall.json no ticket has a job, and nothing is sent', async () => {
    const printer = await device()
    const directory = await furnishedDirectory((hall) => ({ ...hall, printing: false }))
    const { kiosk } = await hallWith(printer, { verb: 'serve', directory })
    await kiosk.issue()
    expect((await lastOf(kiosk)).printing).toEqual({ print: 'none' })
    expect(printer.connections).toBe(0)
  })
})

test('a hall whose slips have letters that no font has says so once, with the letter, and prints a 〓', async () => {
  const printer = await device()
  const directory = await furnishedDirectory((hall) => ({
    ...hall,
    name: { 'zh-CN': '锦华 \u{12000} 大厅', en: 'Hall' },
    devices: hall.devices.map((one) => (one.id === 'kiosk-1' ? { ...one, printer: printer.address } : one)),
  }))
  const { hall, kiosk } = await hallWith(undefined, { verb: 'serve', directory })
  for (let n = 0; n < 2; n += 1) {
    await kiosk.issue()
    await whenPrint(kiosk, 'printed')
  }
  const said = hall.stderr
    .split('\n')
    .filter((line) => /no font has a glyph for \S+ \(U\+12000\)/u.test(line))
  expect(said).toHaveLength(1)
})
