import { floor as floorEn } from '../../display/words/floor.en.ts'
import { floor as floorZh } from '../../display/words/floor.zh-CN.ts'
import { slip as slipEn } from '../../display/words/slip.en.ts'
import { slip as slipZh } from '../../display/words/slip.zh-CN.ts'
import { localText, speaker } from '../../display/words/words.ts'
import type { TicketSlip } from '../../printers/printer.ts'
import { ticketSlip } from '../../printers/ticket-slip.ts'
import { waitFor } from '../hall/estimate.ts'
import type { Hall } from '../hall/hall.ts'
import { countBefore, lineName, lineOf } from '../hall/line.ts'
import type { LiveTicket } from '../hall/ticket.ts'

const slipWords = { 'zh-CN': slipZh, en: slipEn }
const floorWords = { 'zh-CN': floorZh, en: floorEn }

/** Words a ticket for its paper, in the customer's language and the hall's. */
export class SlipWriter {
  readonly #hall: Hall
  readonly #phoneUrl: (ticket: string) => string | undefined
  readonly #deviceName: (device: string) => string
  readonly #now: () => number

  constructor(options: {
    hall: Hall
    phoneUrl: (ticket: string) => string | undefined
    deviceName: (device: string) => string
    now: () => number
  }) {
    this.#hall = options.hall
    this.#phoneUrl = options.phoneUrl
    this.#deviceName = options.deviceName
    this.#now = options.now
  }

  write(ticket: LiveTicket, job: string, copy: number): TicketSlip {
    const settings = this.#hall.settings!
    const { language } = ticket
    const say = speaker(slipWords, language)
    const names = settings.services[ticket.service]?.name
    const own = localText(names, language)
    const first = localText(names, settings.languages[0]!)
    const ahead = countBefore(lineOf(this.#hall, lineName(ticket)), ticket)
    const wait = waitFor(this.#hall, ticket.service, ahead)
    const phoneUrl = this.#phoneUrl(ticket.id)
    const category = ticket.category === 'ordinary' ? undefined : this.#category(ticket)
    return ticketSlip({
      job,
      hall: localText(settings.name, language),
      label: ticket.label,
      service: own,
      ...(first === own ? {} : { serviceInHallLanguage: first }),
      ...(category === undefined ? {} : { category }),
      lines: [say('listen'), say('missed')],
      ahead: ahead === 0 ? say('first') : say('ahead', { count: ahead }),
      ...(wait ? { wait: say('wait', { from: wait.from, to: wait.to }) } : {}),
      ...(phoneUrl === undefined ? {} : { phoneUrl, qrCaption: say('qr') }),
      footer: say('footer', { ...this.#moment(ticket), device: this.#deviceName(ticket.device) }),
      copy,
      ...(copy > 1
        ? { copyMark: say('copy', { copy, time: this.#moment({ language, issuedAt: this.#now() }).time }) }
        : {}),
      language,
    })
  }

  /** A slip that is no ticket, to see how a printer prints; in the hall's first language. */
  testPage(device: string, at: number): TicketSlip {
    const settings = this.#hall.settings!
    const language = settings.languages[0]!
    const say = speaker(slipWords, language)
    return ticketSlip({
      job: `test-${device}-${at}`,
      hall: localText(settings.name, language),
      label: say('test.label'),
      service: say('test'),
      lines: [say('test.line')],
      footer: say('footer', {
        ...this.#moment({ language, issuedAt: at }),
        device: this.#deviceName(device),
      }),
      copy: 1,
      language,
    })
  }

  #category(ticket: LiveTicket): string {
    const say = speaker(slipWords, ticket.language)
    return say('category', { category: speaker(floorWords, ticket.language)(`category.${ticket.category}`) })
  }

  #moment({ issuedAt, language }: Pick<LiveTicket, 'issuedAt' | 'language'>): { date: string; time: string } {
    const { timeZone } = this.#hall.settings!
    const date = new Intl.DateTimeFormat(language, {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(issuedAt)
    const time = new Intl.DateTimeFormat(language, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(issuedAt)
    return { date, time }
  }
}
