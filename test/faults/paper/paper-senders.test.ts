import { createConnection, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import type { PrintJob } from '../../../server/hall/print-job.ts'
import { Driver, until } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { openGate, type PaperGate } from './paper-gate.ts'
import { type Last, type Papers, paperDirectory, papersOf } from './paper-stage.ts'

/** Two who send to one printer, which lets one in at a time: no slip in another's, none lost in silence, none twice. */

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function printer(rowsPerSecond: number): Promise<TcpPrinter> {
  const started = await startTcpPrinter({ rowsPerSecond })
  cleanUps.push(() => started.close())
  return started
}

interface Sender {
  readonly name: string
  readonly hall: RunningHall
  readonly gate: PaperGate
  readonly labels: string[]
  issue(): Promise<void>
  /** The record of a paper in its journal. */
  paperOf(label: string): PrintJob
  becomes(label: string, ...prints: PrintJob['print'][]): Promise<PrintJob>
}

async function sender(paper: TcpPrinter, name: string): Promise<Sender> {
  const gate = await openGate(paper.port)
  cleanUps.push(() => gate.close())
  const hall = await startHall({ verb: 'serve', directory: await paperDirectory(gate.address, name) })
  cleanUps.push(() => hall.close())
  const labels: string[] = []
  const paperOf = (label: string): PrintJob => {
    const events = hall.journal().flatMap((line) => line.events)
    const issued = events.find((event) => event.type === 'ticket-issued' && event.label === label)
    const last = events.findLast(
      (event) => event.type === 'print-reported' && event.ticket === issued?.ticket,
    )
    return (last ?? issued)?.printing as PrintJob
  }
  return {
    name,
    hall,
    gate,
    labels,
    async issue() {
      const kiosk = new Driver(hall, 'kiosk-1')
      labels.push((await kiosk.issue('fees')).label)
      kiosk.close()
    },
    paperOf,
    becomes: (label, ...prints) =>
      until(
        `the paper of ${label} in ${name} ${prints.join(' or ')}`,
        () => prints.includes(paperOf(label).print) && paperOf(label),
      ),
  }
}

/** Of everything that both wanted on paper. */
async function look(paper: TcpPrinter, senders: readonly Sender[]): Promise<{ whole: number; torn: number }> {
  let whole = 0
  for (const { name, labels, paperOf } of senders) {
    for (const label of labels) {
      const papers: Papers = await papersOf(label, paper.strips, name)
      const { print, copies = 0 } = paperOf(label)
      const what = `${label} of ${name}: ${print}, ${JSON.stringify(papers)}`
      expect(papers.unmarked, what).toBeLessThanOrEqual(1)
      expect(papers.unmarked + papers.marked, what).toBeLessThanOrEqual(copies)
      if (print === 'printed') expect(papers.unmarked + papers.marked, what).toBeGreaterThan(0)
      expect(papers.uncut, what).toBe(0)
      whole += papers.unmarked + papers.marked
    }
  }
  const inked = paper.strips.filter(({ picture }) => picture.bits.some((byte) => byte !== 0)).length
  return { whole, torn: inked - whole }
}

describe('two halls at one printer', () => {
  test('the second waits and says so; when the first stops, or dies in the middle of a slip, the other prints', async () => {
    const paper = await printer(2_000)
    const one = await sender(paper, '东大厅')
    for (let n = 0; n < 3; n += 1) await one.issue()
    await one.becomes(one.labels[2]!, 'printed')
    // Only now: an idle hall that asks an idle printer for its state keeps the line.
    const other = await sender(paper, '西大厅')
    for (let n = 0; n < 2; n += 1) {
      await other.issue()
      await one.issue()
    }
    expect(await other.becomes(other.labels[1]!, 'not-printed')).toMatchObject({ why: 'unreachable' })
    await one.becomes(one.labels[4]!, 'printed')
    await one.hall.stop()
    await other.becomes(other.labels[1]!, 'printed')

    // The first is back, and waits now; the other is killed in the middle of a slip.
    await one.hall.start()
    await one.issue()
    await one.becomes(one.labels[5]!, 'not-printed')
    const half = other.gate.holdAfterBand(2)
    await other.issue()
    await half
    await other.hall.kill9()
    other.gate.letThrough()
    await one.becomes(one.labels[5]!, 'printed')
    await one.hall.stop()
    await other.hall.start()
    expect(await other.becomes(other.labels[2]!, 'printed')).toMatchObject({ copies: 2 })

    const { whole, torn } = await look(paper, [one, other])
    process.stdout.write(`two halls: ${whole} whole papers, ${torn} torn and cut off\n`)
    expect(whole).toBe(9)
    expect(torn).toBe(1)
  })
})

describe('a hall and a stranger at one printer', () => {
  const text = (words: string): Buffer => Buffer.from(`\x1b@${words}\n\n\n\x1dV\x42\x00`, 'latin1')
  const band = Buffer.concat([Buffer.from([0x1d, 0x76, 0x30, 0, 72, 0, 200, 0]), Buffer.alloc(72 * 90, 0xaa)])

  async function comeIn(paper: TcpPrinter): Promise<Socket> {
    const socket = createConnection(paper.port, '127.0.0.1')
    socket.on('error', () => {})
    await new Promise((done) => socket.once('connect', done))
    return socket
  }
  const last = async (kiosk: Driver) =>
    (await kiosk.view('kiosk', { device: 'kiosk-1' })).view.last as Last | undefined

  test.each([
    ['a whole slip', text('STRANGER')],
    ['half a picture', band],
  ])(
    'who left %s in it: the slips of the hall come out clean, and nothing of them is lost',
    async (_, left) => {
      const paper = await printer(8_000)
      const stranger = await comeIn(paper)
      await new Promise((done) => stranger.write(left, done))
      const one = await sender(paper, '东大厅')
      await one.issue()
      const kiosk = new Driver(one.hall, 'kiosk-1')
      await until('the slip to wait', async () => (await last(kiosk))?.printing.print === 'not-printed')
      const gone = new Promise((done) => stranger.once('close', done))
      stranger.end()
      await gone
      await one.becomes(one.labels[0]!, 'printed')
      await one.issue()
      await one.becomes(one.labels[1]!, 'printed')
      for (const label of one.labels)
        expect(await papersOf(label, paper.strips, one.name)).toMatchObject({
          unmarked: 1,
          marked: 0,
          uncut: 0,
        })
    },
  )
})
