import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { paper80, withoutRealTime } from '../../../printers/dialects/esc-pos.ts'
import type { Bitmap } from '../../../printers/drawing/bitmap.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { drawSlip } from '../../../printers/drawing/slip-picture.ts'
import { ticketSlip } from '../../../printers/drawing/ticket-slip.ts'
import {
  type Strip,
  startTcpPrinter,
  type TcpPrinter,
} from '../../../printers/virtual-printer/tcp-printer.ts'
import { demoHall } from '../../../server/data/demo-hall.ts'
import type { PrintJob } from '../../../server/hall/print-job.ts'
import { Driver, until } from '../../fakes/driver.ts'
import { furnishedDirectory, RunningHall, temporaryDirectory } from '../../fakes/running-hall.ts'
import { openGate, type PaperGate } from './paper-gate.ts'

/** A hall that is killed again and again, beside a printer that is not. */

const glyphs = createCanvasGlyphs()
const service = 'fees'
/** Every part is known beforehand, whatever the time and however many wait; four bands of a picture. */
const parts = ['hall', 'number', 'service', 'notes'] as const
const notes = Array.from({ length: 6 }, (_, n) => `第 ${n + 1} 条：请留意叫号，过号请到咨询台。`)

/** The content of a ticket's paper; a copy has its mark below. */
function slipOf(label: string, hall: string): Bitmap {
  const { services } = demoHall
  const words = {
    job: 'any',
    hall,
    label,
    service: services[service]!.name['zh-CN']!,
    notes,
    lines: [],
    footer: '',
    copy: 1,
    language: 'zh-CN',
  }
  const look = { parts: parts.map((part) => ({ part })) }
  return drawSlip(ticketSlip(words, look), paper80, glyphs)
}

/** The rows of a picture down to the last one with ink. */
function inked(picture: Bitmap): Buffer {
  const bits = Buffer.from(withoutRealTime(picture).bits)
  let end = bits.length
  while (end > 0 && bits[end - 1] === 0) end -= 1
  return bits.subarray(0, Math.ceil(end / picture.stride) * picture.stride)
}

export interface Papers {
  /** Whole papers without a mark, and with one. */
  unmarked: number
  marked: number
  /** Strips that are none of these and hold ink. */
  torn: number
  /** Paper that hangs out of the printer with the next, or was never cut. */
  uncut: number
}

const ownName = demoHall.name['zh-CN']!

/** Strips as papers of a ticket, of a hall of this name. */
export async function papersOf(label: string, strips: readonly Strip[], hall = ownName): Promise<Papers> {
  const slip = slipOf(label, hall)
  const content = inked(slip)
  const head = content.subarray(slip.stride * 12, slip.stride * 40)
  const papers: Papers = { unmarked: 0, marked: 0, torn: 0, uncut: 0 }
  for (const { picture, cut } of strips) {
    const bits = Buffer.from(picture.bits)
    const isWhole = bits.subarray(0, content.length).equals(content)
    const isMore = bits.subarray(content.length).some((byte) => byte !== 0)
    if (isWhole) papers[isMore ? 'marked' : 'unmarked'] += 1
    else if (bits.some((byte) => byte !== 0)) papers.torn += 1
    const begins = bits.indexOf(head, slip.stride * 100)
    if (cut === 'none' || (begins >= 0 && begins % slip.stride === 0)) papers.uncut += 1
  }
  return papers
}

export type Last = { label: string; printing: PrintJob }

/** Where a hall, its printer and the way between them are had in hand. */
export interface Stage {
  readonly hall: RunningHall
  readonly paper: TcpPrinter
  /** All of them: the printer itself keeps the newest 200. */
  readonly strips: readonly Strip[]
  readonly gate: PaperGate
  /** Anew in each life of the hall. */
  kiosk: Driver
  manager: Driver
  /** From now on: kills at the nth record of that shape, right before or after it is written. */
  killAt(match: string, nth: number, when: 'before' | 'after'): void
  spare(): void
  start(): Promise<void>
  /** A ticket; its label is kept from the moment it is acknowledged, until the next is asked for. */
  issue(): Promise<{ ticket: string; label: string }>
  acknowledged: string | undefined
  last(): Promise<Last | undefined>
  /** Waits for what is known of the last ticket's paper. */
  becomes(...prints: PrintJob['print'][]): Promise<Last>
  /** By its label, as the journal on disk has it. */
  ticketOf(label: string): string
  close(): Promise<void>
}

/** A hall's directory whose papers are known beforehand, printed at this address. */
export function paperDirectory(printer: string, name = ownName): Promise<string> {
  return furnishedDirectory((file) => ({
    ...file,
    name: { 'zh-CN': name, en: name },
    slip: { parts: [...parts], notes: notes.map((text) => ({ 'zh-CN': text })) },
    services: Object.fromEntries(
      Object.entries(file.services).map(([id, { slip: _slip, ...rest }]) => [id, rest]),
    ),
    devices: file.devices.map((one) => (one.id === 'kiosk-1' ? { ...one, printer } : one)),
  }))
}

export async function openStage(answers: Parameters<typeof startTcpPrinter>[0]): Promise<Stage> {
  const strips: Strip[] = []
  const paper = await startTcpPrinter({ ...answers, onStrip: (strip) => strips.push(strip) })
  const gate = await openGate(paper.port)
  const orders = join(temporaryDirectory(), 'order.json')
  const order = (text: string): void => {
    writeFileSync(`${orders}.new`, text)
    renameSync(`${orders}.new`, orders)
  }
  order('')
  const directory = await paperDirectory(gate.address)
  const hall = new RunningHall({
    verb: 'serve',
    directory,
    env: { PAPER_KILL: orders },
    node: ['--import', new URL('paper-killer.mjs', import.meta.url).href],
  })
  const stage: Stage = {
    hall,
    paper,
    strips,
    gate,
    kiosk: new Driver(hall, 'kiosk-1'),
    manager: new Driver(hall),
    killAt: (match, nth, when) => order(JSON.stringify({ match, nth, when })),
    spare: () => order(''),
    acknowledged: undefined,
    async issue() {
      stage.acknowledged = undefined
      const issued = await stage.kiosk.issue(service)
      stage.acknowledged = issued.label
      return issued
    },
    async start() {
      await hall.start()
      stage.kiosk.close()
      stage.manager.close()
      stage.kiosk = new Driver(hall, 'kiosk-1')
      stage.manager = new Driver(hall)
      await stage.manager.signIn('2001')
    },
    async last() {
      return (await stage.kiosk.view('kiosk', { device: 'kiosk-1' })).view.last as Last | undefined
    },
    becomes: (...prints) =>
      until(`a paper ${prints.join(' or ')}`, async () => {
        const last = await stage.last()
        return last && prints.includes(last.printing.print) && last
      }),
    ticketOf(label) {
      const events = hall.journal().flatMap(({ events: all }) => all)
      const issued = events.findLast((event) => event.type === 'ticket-issued' && event.label === label)
      return String(issued?.ticket)
    },
    async close() {
      await hall.close()
      await gate.close()
      await paper.close()
    },
  }
  return stage
}
