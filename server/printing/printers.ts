import { openPrinter } from '../../printers/connection/open-printer.ts'
import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { PaperProfile } from '../../printers/dialects/dialect.ts'
import { paper80 } from '../../printers/dialects/esc-pos.ts'
import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import type { Sensor } from '../../printers/dialects/sensors.ts'
import { noTrouble } from '../../printers/dialects/status.ts'
import { parsePrinterAddress, printerName } from '../../printers/printer-address.ts'
import { createVirtualPrinter } from '../../printers/virtual-printer/virtual-printer.ts'
import type { DevicesDocument } from '../access/devices/devices.ts'
import { agentPrefix, type HallFile } from '../data/hall-config.ts'
import type { EpochMs } from '../hall/ids.ts'
import type { Problem } from '../protocol/messages.ts'
import { AgentPrinters } from './agent-printers.ts'
import { NoPrintAgent } from './errors.ts'
import { limits } from './limits.ts'
import { sharePrinter } from './shared-printer.ts'
import type { PrinterMaker } from './ticket-printing.ts'

/** A paper of a virtual printer, as a picture. */
export interface VirtualPaper {
  readonly device: string
  readonly label: string
  readonly at: EpochMs
  readonly width: number
  readonly height: number
  readonly png: Buffer
}

/**
 * A printer for every device that has one, by the settings in force. A device whose printer stays as it was has the
 * same maker after a change. A `paper` printer hands its pictures to `onPaper`.
 */
export class HallPrinters {
  readonly agents = new AgentPrinters()
  readonly #ofKiosk1: string | undefined
  readonly #agentDevices: { readonly data: DevicesDocument }
  readonly #onPaper: (paper: VirtualPaper) => void
  /** By their place: devices that name the same printer share it. */
  readonly #opened = new Map<string, PrinterMaker>()
  #makers: ReadonlyMap<string, PrinterMaker> = new Map()
  #hasPaper = false

  /** `ofKiosk1`: named at the command line, it overrides that of the settings. */
  constructor(
    ofKiosk1: string | undefined,
    agentDevices: { readonly data: DevicesDocument },
    onPaper: (paper: VirtualPaper) => void,
  ) {
    this.#ofKiosk1 = ofKiosk1
    this.#agentDevices = agentDevices
    this.#onPaper = onPaper
  }

  /** By device. */
  get makers(): ReadonlyMap<string, PrinterMaker> {
    return this.#makers
  }

  /** Whether a device prints virtual papers. */
  get hasPaper(): boolean {
    return this.#hasPaper
  }

  /** Takes over the devices of the settings. Throws `PrinterAddressWrong` and `NoPrintAgent`. */
  follow({ devices }: HallFile): void {
    const addresses = new Map(
      devices.flatMap(({ id, printer }) => (printer === undefined ? [] : [[id, printer] as const])),
    )
    if (this.#ofKiosk1 !== undefined) addresses.set('kiosk-1', this.#ofKiosk1)
    const papers = new Map(devices.map(({ id, paper }) => [id, paper && profileOf(paper)]))
    const untrue = new Map(devices.map(({ id, ignore }) => [id, ignore]))
    /** Of devices that share a printer, the first one says which paper is in it, and which sensors are untrue. */
    const paperAt = new Map<string, PaperProfile>()
    const untrueAt = new Map<string, readonly Sensor[]>()
    const makers = new Map<string, PrinterMaker>()
    for (const [device, address] of addresses) {
      const where = address === 'paper' ? undefined : placeOf(device, address, this.#agentDevices.data)
      const place = where?.name ?? `paper of ${device}`
      const profile = paperAt.get(place) ?? papers.get(device) ?? paper80
      const ignore = untrueAt.get(place) ?? untrue.get(device) ?? []
      paperAt.set(place, profile)
      untrueAt.set(place, ignore)
      const name = `${place} ${JSON.stringify(profile)} ${ignore.join(' ')}`
      const maker =
        this.#opened.get(name) ??
        (where ? this.#printerAt(address, where.agent, { profile, ignore }) : this.#virtual(device, profile))
      this.#opened.set(name, maker)
      makers.set(device, maker)
    }
    this.#makers = makers
    this.#hasPaper = [...addresses.values()].includes('paper')
  }

  #virtual(device: string, profile: PaperProfile): PrinterMaker {
    return (onHealth) => paperPrinter(device, profile, this.#onPaper, onHealth)
  }

  #printerAt(
    address: string,
    agent: string | undefined,
    own: { profile: PaperProfile; ignore: readonly Sensor[] },
  ): PrinterMaker {
    return sharePrinter((onHealth, { usedMm, isInterrupted }) =>
      agent === undefined
        ? openPrinter(address, { ...own, onHealth, paperUsedMm: usedMm, isInterrupted })
        : this.agents.printerFor(agent, onHealth),
    )
  }
}

/** Print agents that devices name and that are not there. */
export function agentProblems({ devices }: HallFile, known: DevicesDocument): Problem[] {
  return devices.flatMap(({ printer }, position) => {
    if (!printer?.startsWith(agentPrefix)) return []
    const agent = printer.slice(agentPrefix.length)
    if (isAgent(known, agent)) return []
    return [
      { path: `devices.${position}.printer`, problem: `there is no print agent "${agent}": ${howToAddOne}` },
    ]
  })
}

const isAgent = ({ devices }: DevicesDocument, id: string): boolean =>
  Object.hasOwn(devices, id) && devices[id]?.kind === 'print-agent'

const howToAddOne =
  'pair one by "nowserving print-agent --pair" at its PC, or add one by "nowserving device add print-agent --name NAME"; both show its id'

/** Returns one name for each place of a printer. Throws `PrinterAddressWrong` and `NoPrintAgent`. */
function placeOf(device: string, address: string, known: DevicesDocument): { name: string; agent?: string } {
  if (address.startsWith(agentPrefix)) {
    const agent = address.slice(agentPrefix.length)
    if (isAgent(known, agent)) return { name: address, agent }
    throw new NoPrintAgent(`${device} prints at ${address}, but there is no such print agent: ${howToAddOne}`)
  }
  return { name: printerName(parsePrinterAddress(address)) }
}

function paperPrinter(
  device: string,
  profile: PaperProfile,
  keep: (paper: VirtualPaper) => void,
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
      keep({ device, label, at: printedAt, width, height, png }),
  })
}
