import { openPrinter } from '../../printers/connection/open-printer.ts'
import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { PaperProfile } from '../../printers/dialects/dialect.ts'
import { paper80 } from '../../printers/dialects/esc-pos.ts'
import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import { noTrouble } from '../../printers/dialects/status.ts'
import { parsePrinterAddress, printerName } from '../../printers/printer-address.ts'
import { createVirtualPrinter } from '../../printers/virtual-printer/virtual-printer.ts'
import type { DevicesDocument } from '../access/devices.ts'
import { agentPrefix, type HallFile } from '../data/hall-config.ts'
import type { Problem } from '../protocol/messages.ts'
import { PaperTray } from '../web/paper-tray.ts'
import { AgentPrinters } from './agent-printers.ts'
import { NoPrintAgent } from './errors.ts'
import { limits } from './limits.ts'
import { sharePrinter } from './shared-printer.ts'
import type { PrinterMaker } from './ticket-printing.ts'

/** A printer for every device that has one; `ofKiosk1` goes before that of `hall.json`. A `paper` printer keeps pictures in the tray. */
export function makePrinters(
  file: HallFile,
  ofKiosk1: string | undefined,
  devices: DevicesDocument,
): { printers: Map<string, PrinterMaker>; paper: PaperTray | undefined; agents: AgentPrinters } {
  const agents = new AgentPrinters()
  /** By where they are: devices that name the same printer share it. */
  const opened = new Map<string, PrinterMaker>()
  const printers = new Map<string, PrinterMaker>()
  let paper: PaperTray | undefined
  const addresses = new Map(
    file.devices.flatMap(({ id, printer }) => (printer === undefined ? [] : [[id, printer] as const])),
  )
  if (ofKiosk1 !== undefined) addresses.set('kiosk-1', ofKiosk1)
  const papers = new Map(file.devices.map(({ id, paper }) => [id, paper && profileOf(paper)]))
  for (const [device, address] of addresses) {
    const profile = papers.get(device) ?? paper80
    if (address === 'paper') {
      paper ??= new PaperTray()
      const tray = paper
      printers.set(device, (onHealth) => paperPrinter(device, profile, tray, onHealth))
    } else {
      const where = placeOf(device, address, devices)
      const open: PrinterMaker = (onHealth, { usedMm, isInterrupted }) =>
        where.agent === undefined
          ? openPrinter(address, { profile, onHealth, paperUsedMm: usedMm, isInterrupted })
          : agents.printerFor(where.agent, onHealth)
      const maker = opened.get(where.name) ?? sharePrinter(open)
      opened.set(where.name, maker)
      printers.set(device, maker)
    }
  }
  return { printers, paper, agents }
}

/** Print agents that devices name and that are not there. */
export function agentProblems({ devices }: HallFile, known: DevicesDocument): Problem[] {
  return devices.flatMap(({ printer }, position) => {
    if (!printer?.startsWith(agentPrefix)) return []
    const agent = printer.slice(agentPrefix.length)
    if (Object.hasOwn(known.devices, agent)) return []
    return [
      { path: `devices.${position}.printer`, problem: `there is no print agent "${agent}": ${howToAddOne}` },
    ]
  })
}

const howToAddOne = '"nowserving device add print-agent --name NAME" adds one and shows its id'

/** Returns one name for each place of a printer. Throws `PrinterAddressWrong` and `NoPrintAgent`. */
function placeOf(
  device: string,
  address: string,
  { devices }: DevicesDocument,
): { name: string; agent?: string } {
  if (address.startsWith(agentPrefix)) {
    const agent = address.slice(agentPrefix.length)
    if (Object.hasOwn(devices, agent)) return { name: address, agent }
    throw new NoPrintAgent(`${device} prints at ${address}, but there is no such print agent: ${howToAddOne}`)
  }
  return { name: printerName(parsePrinterAddress(address)) }
}

function paperPrinter(
  device: string,
  profile: PaperProfile,
  tray: PaperTray,
  onHealth: Parameters<PrinterMaker>[0],
): ReturnType<PrinterMaker> {
  const health: PrinterHealth = {
    reachable: true,
    speaks: true,
    level: 'process-id',
    state: noTrouble,
    paper: { usedMm: 0, changes: 0 },
  }
  onHealth(health)
  return createVirtualPrinter({
    profile,
    keep: limits.papersKept,
    onMissing: (characters) => onHealth({ ...health, missing: characters.join('') }),
    onPaper: ({ png, width, height, label, printedAt }) =>
      tray.put({ device, label, at: printedAt, width, height, png }),
  })
}
