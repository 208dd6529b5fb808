import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import { limits } from '../../printers/limits.ts'
import {
  applyFault,
  type FaultName,
  faultNames,
  isFault,
  mend,
  troubleBySeed,
} from '../../printers/virtual-printer/faults.ts'
import { startTcpPrinter, type TcpPrinter } from '../../printers/virtual-printer/tcp-printer.ts'
import { type ShownPaper, servePrinterPage } from '../../printers/virtual-printer/web-page.ts'
import type { VirtualPrinterFlags } from './printer-flags.ts'
import { UsageError } from './usage-error.ts'

export interface VirtualPrinterProcess {
  /** The ready line, and where its page is. */
  readonly greeting: readonly string[]
  close(): Promise<void>
}

/** A printer for people without one: behaves on a port, shows its papers on a page. Throws for a fault it doesn't know. */
export async function startVirtualPrinterProcess(flags: VirtualPrinterFlags): Promise<VirtualPrinterProcess> {
  const { fault, seed } = flags
  if (fault !== undefined && !isFault(fault))
    throw new UsageError(`--fault ${fault}: give one of ${faultNames.join(', ')}`)
  const papers: ShownPaper[] = []
  /** Those that no sensor of the device tells. */
  const hidden = new Set<FaultName>()
  let count = 0
  let changed = (): void => {}
  const printer = await startTcpPrinter({
    host: flags.host,
    port: flags.port,
    language: flags.star ? 'star' : 'esc-pos',
    dots: profileOf({ width: flags.paper, dpi: 203 }).width,
    roll: limits.rollRows,
    nearEndRows: limits.nearEndRows,
    rowsPerSecond: limits.rowsPerSecondUsual,
    onStrip({ picture, cut }) {
      count += 1
      papers.unshift({ n: count, picture, cut })
      papers.splice(limits.papersKept)
      changed()
    },
  })
  function act(what: string): boolean {
    if (what === 'clear') papers.splice(0)
    else if (what === 'mend') {
      hidden.clear()
      mend(printer)
    } else if (isFault(what)) {
      if (['stall', 'reset', 'black-hole', 'paper-ends'].includes(what)) hidden.add(what)
      applyFault(printer, what)
    } else return false
    changed()
    return true
  }
  const page =
    flags.page === undefined
      ? undefined
      : await servePrinterPage(
          {
            address: printer.address,
            faults: () => faultsOf(printer, hidden),
            papers: () => papers,
            roll: () => printer.device.roll / 8_000,
            act,
          },
          flags.page,
        ).catch(async (error: unknown) => {
          await printer.close()
          throw error
        })
  if (page) changed = page.changed
  if (fault !== undefined) act(fault)
  const calm = seed === undefined ? () => {} : troubleBySeed(printer, seed, (now) => act(now ?? 'mend'))
  return {
    greeting: [`ready ${printer.address}`, ...(page ? [`page ${page.url}`] : [])],
    async close() {
      calm()
      await page?.close()
      await printer.close()
    },
  }
}

function faultsOf({ device }: TcpPrinter, hidden: ReadonlySet<FaultName>): FaultName[] {
  const { cover, jammed, paperEnd, nearEnd, hot, broken } = device.condition
  const told: Partial<Record<FaultName, boolean>> = {
    'no-paper': paperEnd,
    'near-end': nearEnd && !paperEnd,
    'cover-open': cover,
    'cutter-jam': jammed,
    hot,
    broken,
    off: !device.isOn,
  }
  return faultNames.filter((name) => told[name] === true || hidden.has(name))
}
