import { describe, expect, it } from 'vitest'
import { openPrinter } from '../../printers/connection/open-printer.ts'
import type { PrinterHealth } from '../../printers/connection/session.ts'
import { dialectNames } from '../../printers/dialects/dialect.ts'
import type { Sensor } from '../../printers/dialects/sensors.ts'
import { applyFault } from '../../printers/virtual-printer/faults.ts'
import { conditionOf } from '../../server/printing/printer-condition.ts'
import { device, slipOf } from './printer-rig.ts'

/** Each fault that a printer reports, with the state that its sensor stands for. */
const reported = [
  ['no-paper', 'no-paper'],
  ['cover-open', 'cover-open'],
  ['cutter-jam', 'cutter-jam'],
  ['broken', 'printer-error'],
  ['hot', 'head-hot'],
  ['says-offline', 'offline'],
] as const

const cases = dialectNames.flatMap((dialect) => reported.map(([fault, state]) => ({ dialect, fault, state })))

interface Opened {
  readonly address: string
  readonly ignore?: readonly Sensor[]
}

function opened({ address, ignore = [] }: Opened) {
  let health: PrinterHealth | undefined
  const printer = openPrinter(address, {
    ignore,
    onHealth: (next) => {
      health = next
    },
  })
  return { printer, told: () => health && conditionOf(health) }
}

describe('a sensor of a printer', () => {
  it.concurrent.for(cases)(
    '$dialect, $fault: people are told $state, by which no slip is sent',
    async ({ dialect, fault, state }, { expect }) => {
      const paper = await device(() => {}, { dialect })
      applyFault(paper, fault)
      const { printer, told } = opened(paper)
      expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why: state })
      expect(told()).toMatchObject({ state })
      expect(paper.strips).toEqual([])
      await printer.close()
      await paper.close()
    },
  )

  it.each(dialectNames)(
    'of %s that is declared untrue holds no slip back, and is not told',
    async (dialect) => {
      const paper = await device(() => {}, { dialect })
      applyFault(paper, 'says-offline')
      const { printer, told } = opened({ address: paper.address, ignore: ['offline'] })
      expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
      expect(told()).toEqual({ state: 'ready' })
      applyFault(paper, 'cover-open')
      expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'no', why: 'cover-open' })
      await printer.close()
      await paper.close()
    },
  )

  it('is believed about trouble that passes only after 3 s, by the hall as by the queue', async () => {
    const paper = await device(() => {})
    const { printer, told } = opened(paper)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    applyFault(paper, 'says-offline')
    const second = printer.print(slipOf('A002'))
    setTimeout(() => paper.device.sayOffline(false), 600)
    await expect.poll(() => paper.device.condition.saysOffline).toBe(false)
    expect(told()).toEqual({ state: 'ready' })
    expect(await second).toEqual({ printed: 'yes' })
    await printer.close()
    await paper.close()
  })
})
