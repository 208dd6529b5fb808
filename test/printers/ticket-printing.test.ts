import { describe, expect, test } from 'vitest'
import { realClock } from '../../server/clock.ts'
import { keeperOf } from '../../server/data/open-hall.ts'
import { type PrinterMaker, type PrinterPast, TicketPrinting } from '../../server/printing/ticket-printing.ts'
import { type Body, type Floor, keeper, kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { furnished } from '../fakes/hall/hall-settings.ts'
import { slipOf } from './printer-rig.ts'

type News = Omit<Body<'report-print'>, 'ticket' | 'job'>

const hallOf = (): Floor => openHall({ hours: 'always', printingDevices: ['kiosk-1', 'kiosk-2'] })

function report(floor: Floor, ticket: string, ...news: readonly News[]): void {
  for (const one of news) floor.take('report-print', { ticket, job: `${ticket}-1`, ...one }, keeper)
}

/** The state of each device's printer at a start; devices named together share a printer. */
async function pastsOf(floor: Floor, ...printers: readonly string[][]): Promise<PrinterPast[]> {
  const pasts: PrinterPast[] = []
  const makers = printers.flatMap((devices) => {
    const make: PrinterMaker = (_tell, past) => {
      pasts.push(past)
      return { print: async () => ({ printed: 'no', why: 'unreachable' }), close: async () => {} }
    }
    return devices.map((device) => [device, make] as const)
  })
  const clock = { ...realClock, now: () => floor.at }
  const journal = {
    room: 'enough',
    canWrite: () => true,
    write: (_records: readonly unknown[], done: () => void) => queueMicrotask(done),
  } as const
  const broken: unknown[] = []
  const onError = (error: unknown): void => void broken.push(error)
  const desk = new TicketPrinting({
    keeper: keeperOf({
      id: furnished.hall,
      machine: floor.machine,
      journal,
      clock,
      onFailure: onError,
    }),
    clock,
    slips: { write: ({ label }) => slipOf(label), testPage: () => slipOf('TEST') },
    printers: new Map(makers),
    onError,
  })
  desk.begin()
  await desk.close()
  expect(broken).toEqual([])
  return pasts
}

const sending: News = { happened: 'sending' }
const unsure: News = { happened: 'unsure', why: 'cut-off' }

describe('a start takes a printer for one with half a slip in it', () => {
  const lives: [string, boolean, (floor: Floor, ticket: string) => void][] = [
    ['when a copy was on its way', true, (floor, ticket) => report(floor, ticket, sending)],
    ['when one is in doubt', true, (floor, ticket) => report(floor, ticket, sending, unsure)],
    [
      'when one in doubt is held',
      true,
      (floor, ticket) => report(floor, ticket, sending, unsure, { happened: 'held' }),
    ],
    [
      'when one in doubt came too late',
      true,
      (floor, ticket) => report(floor, ticket, sending, unsure, { happened: 'expired' }),
    ],
    [
      'when one in doubt is no longer needed',
      true,
      (floor, ticket) => {
        report(floor, ticket, sending, unsure)
        floor.take('cancel-print', { ticket }, floor.staff('2001'))
      },
    ],
    [
      'when the ticket of one in doubt ended',
      true,
      (floor, ticket) => {
        report(floor, ticket, sending, unsure)
        floor.take('cancel-ticket', { ticket }, floor.staff('2001'))
      },
    ],
    [
      'but not when it was proven',
      false,
      (floor, ticket) => report(floor, ticket, sending, { happened: 'printed' }),
    ],
    ['nor when nothing was sent', false, (floor, ticket) => report(floor, ticket, { happened: 'expired' })],
    ['nor when nothing happened yet', false, () => undefined],
  ]
  test.each(lives)('%s', async (_, isInterrupted, live) => {
    const floor = hallOf()
    live(floor, floor.issue('a'))
    expect(await pastsOf(floor, ['kiosk-1'])).toEqual([{ usedMm: 0, isInterrupted }])
  })

  test('whichever of the devices that share it wanted the slip, and no other printer', async () => {
    const floor = hallOf()
    const ticket = floor.issue('a', {}, { ...kiosk, device: 'kiosk-2' })
    report(floor, ticket, sending, { ...unsure, usedMm: 1_200 })
    const shared = { usedMm: 1_200, isInterrupted: true }
    expect(await pastsOf(floor, ['kiosk-1', 'kiosk-2'])).toEqual([shared, shared])
    expect(await pastsOf(floor, ['kiosk-1'], ['kiosk-2'])).toEqual([
      { usedMm: 0, isInterrupted: false },
      shared,
    ])
  })
})
