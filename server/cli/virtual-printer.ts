import type { Command } from 'commander'
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
import { cannotListen } from '../listen-errors.ts'
import { makeCommand, paperFlag, port, switchFlag, valueFlag, wholeNumberFrom } from './flags.ts'
import type { ProcessContext } from './process-context.ts'

export interface VirtualPrinterFlags {
  readonly host: string
  readonly port: number
  /** The port of the printer's web page. */
  readonly page: number | 'none'
  readonly paper: 58 | 80
  readonly star: boolean
  readonly fault?: FaultName
  readonly seed?: number
}

export const makeVirtualPrinter = (context: ProcessContext): Command =>
  makeCommand<VirtualPrinterFlags>(
    ['virtual-printer', 'simulates a network printer and its faults, for trials and integration'],
    [
      valueFlag('--port <n>', 'port to listen on; 0 takes a free one', port).default(9100),
      valueFlag('--host <address>', 'address to listen on; 0.0.0.0 for the whole network').default(
        '127.0.0.1',
      ),
      valueFlag(
        '--page <n>',
        'port of its web page on this machine; 0 takes a free one, "none" for no page',
        {
          parse: (text) => (text === 'none' ? text : port.parse(text)),
          allowed: `${port.allowed}, or none`,
        },
      ).default(9180),
      paperFlag().default(80),
      switchFlag('--star', 'uses the Star dialect instead of ESC/POS'),
      valueFlag('--fault <name>', faultNames.join(', '), {
        parse: (text) => (isFault(text) ? text : undefined),
        allowed: `one of ${faultNames.join(', ')}`,
      }),
      valueFlag(
        '--seed <n>',
        'seed of random faults, the same for the same seed',
        wholeNumberFrom(0, 2 ** 32 - 1),
      ),
    ],
    context.environment,
    async (flags) => {
      const printer = await startVirtualPrinterProcess(flags)
      context.stopOnSignal(() => printer.close())
      for (const line of printer.readyLines) context.print(line)
    },
  )

/** Eight rows of dots to a millimetre. */
const rowsPerMetre = 8_000

interface VirtualPrinterProcess {
  /** The ready line, and the address of the web page. */
  readonly readyLines: readonly string[]
  close(): Promise<void>
}

/** Starts a virtual printer on a port, with a web page that shows its papers. Throws `CannotListen`. */
export async function startVirtualPrinterProcess(flags: VirtualPrinterFlags): Promise<VirtualPrinterProcess> {
  const { fault, seed } = flags
  const papers: ShownPaper[] = []
  /** Faults that no sensor of the device reports. */
  const hidden = new Set<FaultName>()
  let count = 0
  let changed = (): void => {}
  const printer = await startTcpPrinter({
    host: flags.host,
    port: flags.port,
    dialect: flags.star ? 'star' : 'esc-pos',
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
  }).catch((error: unknown) => {
    throw cannotListen(error, flags)
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
    flags.page === 'none'
      ? undefined
      : await servePrinterPage(
          {
            address: printer.address,
            faults: () => faultsOf(printer, hidden),
            papers: () => papers,
            roll: () => printer.device.roll / rowsPerMetre,
            act,
          },
          flags.page,
        ).catch(async (error: unknown) => {
          await printer.close()
          throw cannotListen(error, { host: '127.0.0.1', port: Number(flags.page), flag: '--page' })
        })
  if (page) changed = page.changed
  if (fault !== undefined) act(fault)
  const stopFaults = seed === undefined ? () => {} : troubleBySeed(printer, seed, (now) => act(now ?? 'mend'))
  return {
    readyLines: [`ready ${printer.address}`, ...(page ? [`page ${page.url}`] : [])],
    async close() {
      stopFaults()
      await page?.close()
      await printer.close()
    },
  }
}

function faultsOf({ device }: TcpPrinter, hidden: ReadonlySet<FaultName>): FaultName[] {
  const { cover, jammed, paperEnd, nearEnd, hot, broken, saysOffline } = device.condition
  const reported: Partial<Record<FaultName, boolean>> = {
    'no-paper': paperEnd,
    'near-end': nearEnd && !paperEnd,
    'cover-open': cover,
    'cutter-jam': jammed,
    hot,
    broken,
    'says-offline': saysOffline,
    off: !device.isOn,
  }
  return faultNames.filter((name) => reported[name] === true || hidden.has(name))
}
