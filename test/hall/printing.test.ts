import { describe, expect, test } from 'vitest'
import type { KeeperCommands } from '../../server/hall/commands/command-shapes.ts'
import { managerView } from '../../server/hall/views/staff.ts'
import { canonical, type Floor, keeper, kiosk, openHall, replay } from '../fakes/hall/hall-floor.ts'
import { minutes, monday9 } from '../fakes/hall/hall-settings.ts'

type Happened = KeeperCommands['report-print']['happened']

const tell = (floor: Floor, ticket: string, happened: Happened, why?: string) =>
  floor.take('report-print', { ticket, job: `${ticket}-1`, happened, ...(why ? { why } : {}) }, keeper)

/** A ticket whose paper did this. */
function ticketAfter(...news: (Happened | [Happened, string])[]): { floor: Floor; ticket: string } {
  const floor = openHall()
  const ticket = floor.issue('a')
  for (const one of news) typeof one === 'string' ? tell(floor, ticket, one) : tell(floor, ticket, ...one)
  return { floor, ticket }
}

const one = (floor: Floor) => floor.staff('1001')

describe('paper', () => {
  test('[PRINT-1] a ticket of a device that prints has a job from the start, every other has none', () => {
    const floor = openHall()
    expect(floor.ticket(floor.issue('a')).printing).toEqual({ print: 'queued', job: 't1-1' })
    const byStaff = floor.issue('a', {}, one(floor))
    expect(floor.ticket(byStaff).printing).toEqual({ print: 'none' })
    for (const command of ['reprint', 'paper-came-out', 'cancel-print'] as const)
      expect(floor.refused(command, { ticket: byStaff }, one(floor)).reason).toBe('no-printer')
  })

  test('[PRINT-2] the outcome is kept, after the end too; news about another job changes nothing', () => {
    const { floor, ticket } = ticketAfter()
    floor.take('report-print', { ticket, job: 't1-9', happened: 'printed' }, keeper)
    expect(floor.events).toEqual([])
    tell(floor, ticket, 'not-printed', 'no-paper')
    expect(floor.ticket(ticket).printing).toEqual({ print: 'not-printed', job: 't1-1', why: 'no-paper' })
    tell(floor, ticket, 'sending')
    floor.take('cancel-ticket', { ticket }, one(floor))
    tell(floor, ticket, 'printed')
    expect(floor.hall.ended.get(ticket)?.printing).toEqual({ print: 'printed', job: 't1-1', copies: 1 })
  })

  test('[PRINT-3] a copy counts from when it may have come out; what surely did not does not count', () => {
    const { floor, ticket } = ticketAfter('sending', ['not-printed', 'cover-open'])
    const copies = () => (floor.ticket(ticket).printing as { copies?: number }).copies
    expect(copies()).toBeUndefined()
    tell(floor, ticket, 'sending')
    tell(floor, ticket, 'unsure', 'cut-off')
    expect(copies()).toBe(1)
    tell(floor, ticket, 'sending')
    tell(floor, ticket, 'printed')
    expect(copies()).toBe(2)
    expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  })

  test('[PRINT-4] asked for again while a copy is on its way, that one comes and no second', () => {
    for (const news of [[], ['sending'], [['not-printed', 'no-paper']], [['unsure', 'cut-off']]] as const) {
      const { floor, ticket } = ticketAfter(...(news as unknown as Happened[]))
      const before = floor.ticket(ticket).printing
      floor.pass(minutes(2))
      floor.take('reprint', { ticket }, one(floor))
      expect(floor.ticket(ticket).printing).toEqual({ ...before, askedAt: monday9 + minutes(2) })
    }
  })

  test('[PRINT-4] asked for again when it came out, or nobody knows, or it was given up, another copy is queued', () => {
    for (const [news, copy] of [
      [['sending', 'printed'], 2],
      [['sending', ['unsure', 'no-proof']], 2],
      [['sending', ['unsure', 'cut-off'], 'held'], 2],
      [['held'], 1],
      [['expired'], 1],
    ] as const) {
      const { floor, ticket } = ticketAfter(...(news as unknown as Happened[]))
      expect(floor.take('reprint', { ticket }, one(floor))).toEqual({ ticket, label: 'A001', copy })
      expect(floor.ticket(ticket).printing).toMatchObject({ print: 'queued', askedAt: monday9 })
    }
    const { floor, ticket } = ticketAfter('sending', 'printed')
    floor.take('cancel-ticket', { ticket }, one(floor))
    expect(floor.refused('reprint', { ticket }, one(floor)).reason).toBe('already-ended')
  })

  test('[PRINT-5] a person says that a paper came out, or is not needed; not while it is printing', () => {
    const came = ticketAfter('sending', ['unsure', 'cut-off'], 'held')
    came.floor.take('paper-came-out', { ticket: came.ticket }, one(came.floor))
    expect(came.floor.ticket(came.ticket).printing).toEqual({ print: 'printed', job: 't1-1', copies: 1 })

    const gone = ticketAfter(['not-printed', 'no-paper'])
    gone.floor.take('cancel-print', { ticket: gone.ticket }, one(gone.floor))
    expect(gone.floor.ticket(gone.ticket)).toMatchObject({
      printing: { print: 'cancelled' },
      stage: { stage: 'waiting' },
    })
    const sending = { ticket: gone.ticket, job: `${gone.ticket}-1`, happened: 'sending' } as const
    expect(gone.floor.refused('report-print', sending, keeper).reason).toBe('stale')

    const { floor, ticket } = ticketAfter('sending')
    for (const command of ['paper-came-out', 'cancel-print'] as const)
      expect(floor.refused(command, { ticket }, one(floor)).reason).toBe('paper-is-printing')
  })

  test('[PRINT-6] a kiosk decides only about its own ticket, and only when the printer proves nothing', () => {
    const silent = ticketAfter('sending', ['unsure', 'no-proof'])
    expect(
      silent.floor.refused('reprint', { ticket: silent.ticket }, { ...kiosk, device: 'kiosk-2' }).reason,
    ).toBe('not-yours')
    silent.floor.take('paper-came-out', { ticket: silent.ticket }, kiosk)
    expect(silent.floor.ticket(silent.ticket).printing.print).toBe('printed')
    expect(silent.floor.refused('reprint', { ticket: silent.ticket }, kiosk).reason).toBe('not-yours')
  })
})

describe('printers', () => {
  const report = (floor: Floor, condition: NonNullable<KeeperCommands['report-printer']['condition']>) =>
    floor.take('report-printer', { device: 'kiosk-1', condition }, keeper)

  test("[PRINT-7] a printer's condition is kept with the moment it began; the same news changes nothing", () => {
    const floor = openHall()
    expect(managerView(floor.hall).printers).toEqual({
      'kiosk-1': { name: 'kiosk-1', state: 'unknown', usedMm: 0, queued: 0 },
    })
    floor.pass(minutes(1))
    report(floor, { state: 'no-paper' })
    floor.pass(minutes(1))
    report(floor, { state: 'no-paper' })
    expect(floor.events).toEqual([])
    floor.take('report-printer', { device: 'kiosk-9', condition: { state: 'ready' } }, keeper)
    floor.issue('a')
    expect(managerView(floor.hall).printers).toEqual({
      'kiosk-1': {
        name: 'kiosk-1',
        state: 'no-paper',
        since: monday9 + minutes(1),
        usedMm: 0,
        queued: 1,
      },
    })
  })

  test('[PRINT-8] the paper used of a roll is kept with each outcome, and begins anew with a new roll', () => {
    const floor = openHall({ printers: { 'kiosk-1': { name: 'Kiosk 1', rollMm: 45_000 } } })
    const left = () => managerView(floor.hall).printers['kiosk-1']?.left
    expect(left()).toBe(500)
    const ticket = floor.issue('a')
    tell(floor, ticket, 'sending')
    floor.take('report-print', { ticket, job: `${ticket}-1`, happened: 'printed', usedMm: 900 }, keeper)
    expect(left()).toBe(490)
    const condition = { state: 'ready' } as const
    floor.take('report-printer', { device: 'kiosk-1', condition, usedMm: 2_000 }, keeper)
    expect(left()).toBe(490)
    floor.take('report-printer', { device: 'kiosk-1', condition, usedMm: 0 }, keeper)
    expect(left()).toBe(500)
    expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  })

  test('[PRINT-9] a test page is printed where there is a printer, and its outcome is kept', () => {
    const floor = openHall()
    expect(floor.refused('print-test-page', { device: 'board-1' }, floor.staff('2001')).reason).toBe(
      'no-printer',
    )
    floor.take('report-printer', { device: 'kiosk-1', test: 'printed' }, keeper)
    expect(floor.events).toEqual([])
    floor.take('print-test-page', { device: 'kiosk-1' }, floor.staff('2001'))
    expect(floor.hall.printers.get('kiosk-1')?.test).toEqual({ at: monday9, page: 'asked' })
    floor.take('report-printer', { device: 'kiosk-1', test: 'printed' }, keeper)
    expect(managerView(floor.hall).printers['kiosk-1']?.test).toEqual({ at: monday9, page: 'printed' })
  })
})
