import type { PublicAddress } from '../access/public-address.ts'
import type { TicketKeys } from '../access/ticket-keys.ts'
import type { Clock } from '../clock.ts'
import type { OpenHall } from '../data/open-hall.ts'
import type { SettingsInForce } from '../data/settings-in-force.ts'
import type { HallPrinters } from './printers.ts'
import { slipCode } from './slip-code.ts'
import { readSlipDesigns } from './slip-design.ts'
import { SlipWriter } from './slip-writer.ts'
import { TicketPrinting } from './ticket-printing.ts'

interface PrintingOptions {
  readonly hall: OpenHall
  readonly keys: TicketKeys
  readonly address: PublicAddress
  readonly settings: SettingsInForce
  readonly printers: HallPrinters
  readonly clock: Clock
  readonly log: { warn(facts: object, message: string): void }
}

/** The printing of a hall, whose slips follow its settings. */
export async function openPrinting(options: PrintingOptions): Promise<TicketPrinting> {
  const { keys, address, settings, printers, clock, log } = options
  const { keeper, fs, directory, secret } = options.hall
  const onError = (error: unknown) => log.warn({ err: error }, 'printing failed')
  let designs = await readSlipDesigns(fs, directory, settings.file)
  let reading = Promise.resolve()
  settings.listen((file) => {
    reading = reading
      .then(() => readSlipDesigns(fs, directory, file))
      .then((read) => {
        designs = read
      })
      .catch(onError)
  })
  const slips = new SlipWriter({
    hall: keeper.hall,
    phoneUrl: (ticket) => address.phoneUrl(keys.keyOf(ticket)),
    deviceName: (device) => settings.file.devices.find(({ id }) => id === device)?.name ?? device,
    now: clock.now,
    designs: (service) => designs(service),
    checkCode: (day, label) => slipCode(secret, day, label),
  })
  return new TicketPrinting({ keeper, clock, printers: printers.makers, slips, onError })
}
