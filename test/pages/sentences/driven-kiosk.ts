import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { DrivenHall } from './driven-hall.ts'
import type { DrivenPage, Message } from './driven-page.ts'

/** A printer that never says that anything came out. */
const mute = { realTime: false, processId: false, paperSensor: false, statusBack: false, clear: false }

/** A hall with three kiosks: with a printer, without one, with one that says nothing. */
export interface KioskHall {
  readonly hall: DrivenHall
  readonly printer: TcpPrinter
  close(): Promise<void>
}

export async function startKioskHall(): Promise<KioskHall> {
  const [printer, mutePrinter] = await Promise.all([startTcpPrinter(), startTcpPrinter({ answers: mute })])
  const hall = await DrivenHall.start((file) => ({
    ...file,
    services: { ...file.services, passes: { ...file.services.passes!, maxWaiting: 1 } },
    devices: [
      { id: 'kiosk-1', kind: 'kiosk', name: 'Kiosk 1', printer: printer.address },
      { id: 'kiosk-2', kind: 'kiosk', name: 'Kiosk 2' },
      { id: 'kiosk-3', kind: 'kiosk', name: 'Kiosk 3', printer: mutePrinter.address },
    ],
  }))
  const close = async () => {
    await hall.close()
    await printer.close()
    await mutePrinter.close()
  }
  return { hall, printer, close }
}

export async function openKiosk(hall: DrivenHall, device: string): Promise<DrivenPage> {
  const opened = await hall.open(`/kiosk?device=${device}`, ['kiosk', 'issuing'], {
    viewport: { width: 1080, height: 1920 },
  })
  await opened.has('.menu[data-shown=true]')
  return opened
}

export const tap = (kiosk: DrivenPage, service: string) => kiosk.click(`[data-service=${service}]`)
export const press = (kiosk: DrivenPage, key: string) => kiosk.click(`[data-key=${key}]`)

/** Ends the screen of a ticket; nobody is asked whether the next one is meant. */
export async function done(kiosk: DrivenPage): Promise<void> {
  await kiosk.pass(4_000)
  await press(kiosk, 'done')
  await kiosk.has('.menu')
  await kiosk.pass(7_000)
}

/** The answer to a choice, without the address of the ticket's page. */
export function withoutCode(message: Message): Message {
  const { phoneUrl: _, ...result } = (message.result ?? {}) as Message
  return message.type === 'answer' ? { ...message, result } : message
}

/** The hall tries a slip that was cut off again at once, so the page is told of it in place of the print. */
export const cutOff = (message: Message): Message =>
  JSON.parse(JSON.stringify(message), (_, value) =>
    ['queued', 'printing', 'not-printed'].includes(value?.print)
      ? { ...value, print: 'unsure', why: 'cut-off' }
      : value,
  )

/** Waits that a young hall tells nobody, by the state that shows them. */
export const toldWaits: Readonly<Record<string, object>> = {
  'issued, next and now': { ahead: 0, next: true, now: true, why: undefined },
  'issued, told a range': { wait: { from: 8, to: 15 }, why: undefined },
  'issued, no counter open': { why: 'no-counter-open' },
  'issued, perhaps not today': { why: 'past-closing' },
}

/** The answer to a choice, with this wait. */
export const tellsWait =
  (told: object) =>
  ({ result, ...message }: Message): Message =>
    message.type === 'answer'
      ? { ...message, result: { ...(result as object), ...told } }
      : { ...message, ...(result !== undefined && { result }) }

/** The view with this queue of a service. */
export const tellsQueue =
  (service: string, queue: object) =>
  ({ view, ...message }: Message): Message => {
    if (!view) return message
    const { queues } = view as { queues: object }
    return { ...message, view: { ...(view as object), queues: { ...queues, [service]: queue } } }
  }
