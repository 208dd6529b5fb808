import type { Key } from '../../display/words/catalogue-keys.ts'
import { localText, type Translate } from '../../display/words/translator.ts'
import { type SlipTexts, ticketSlip } from '../../printers/drawing/ticket-slip.ts'
import type { TicketSlip } from '../../printers/printer.ts'
import type { Hall } from '../hall/hall.ts'
import type { DayId, Label, Texts } from '../hall/ids.ts'
import type { LiveTicket } from '../hall/ticket.ts'
import { standingOf } from '../hall/waits/standing.ts'
import type { ToldWait } from '../hall/waits/told-waits.ts'
import type { SlipDesign, SlipDesigns } from './slip-design.ts'
import { slipTime } from './slip-time.ts'
import { slipWords } from './slip-words.ts'

/** The facts that a ticket's paper shows. */
interface Worded
  extends Pick<LiveTicket, 'label' | 'service' | 'category' | 'language' | 'issuedAt' | 'device' | 'day'> {
  job: string
  copy: number
  standing: ToldWait
  phoneUrl: string | undefined
}

/** Writes the paper of a ticket in the customer's language and the hall's, by the hall's design. */
export class SlipWriter {
  readonly #hall: Hall
  readonly #phoneUrl: (ticket: string) => string | undefined
  readonly #deviceName: (device: string) => string
  readonly #now: () => number
  readonly #designs: SlipDesigns
  readonly #checkCode: (day: DayId, label: Label) => string

  constructor(options: {
    hall: Hall
    phoneUrl: (ticket: string) => string | undefined
    deviceName: (device: string) => string
    now: () => number
    designs: SlipDesigns
    /** Printed where the design wants it. */
    checkCode: (day: DayId, label: Label) => string
  }) {
    this.#hall = options.hall
    this.#phoneUrl = options.phoneUrl
    this.#deviceName = options.deviceName
    this.#now = options.now
    this.#designs = options.designs
    this.#checkCode = options.checkCode
  }

  write(ticket: LiveTicket, job: string, copy: number): TicketSlip {
    const phoneUrl = this.#phoneUrl(ticket.id)
    return this.#slip({ ...ticket, standing: standingOf(this.#hall, ticket), job, copy, phoneUrl })
  }

  /** Returns a sample ticket of a service, with twelve people ahead. */
  sample(about: Pick<Worded, 'service' | 'language' | 'copy' | 'day' | 'device'>): TicketSlip {
    const label = `${this.#hall.settings!.services[about.service]?.prefix ?? 'A'}042`
    const phoneUrl = this.#phoneUrl('sample')
    return this.#slip({
      ...about,
      job: 'sample',
      label,
      category: 'ordinary',
      issuedAt: this.#now(),
      standing: { ahead: 12, wait: { from: 15, to: 25 } },
      phoneUrl,
    })
  }

  #slip(about: Worded): TicketSlip {
    const { service, language, category, standing, phoneUrl, copy, day, label } = about
    const settings = this.#hall.settings!
    const t = slipWords(language, settings.languages)
    const design = this.#designs(service)
    const names = settings.services[service]?.name
    const own = localText(names, language)
    const first = localText(names, settings.languages[0]!)
    const words: SlipTexts = {
      job: about.job,
      hall: localText(settings.name, language),
      label,
      service: own,
      ...(first === own ? {} : { serviceInHallLanguage: first }),
      ...(category === 'ordinary' ? {} : { category: t(`category.${category}`) }),
      ...designed(design, t, language),
      ...standingTexts(standing, t),
      ...(phoneUrl === undefined ? {} : { phoneUrl, qrCaption: t('qr') }),
      ...(design.checkCode ? { check: t('check', { code: this.#checkCode(day, label) }) } : {}),
      footer: t('footer', {
        ...this.#time(language, about.issuedAt),
        device: this.#deviceName(about.device),
      }),
      copy,
      ...(copy > 1 ? { copyMark: t('copy', { copy, time: this.#time(language, this.#now()).time }) } : {}),
      language: t.language,
    }
    return ticketSlip(words, design.look)
  }

  /** Returns a page that is no ticket, to see how a printer prints; in the hall's first language. */
  testPage(device: string, at: number): TicketSlip {
    const settings = this.#hall.settings!
    const language = settings.languages[0]!
    const t = slipWords(language, settings.languages)
    return ticketSlip({
      job: `test-${device}-${at}`,
      hall: localText(settings.name, language),
      label: t('test.label'),
      service: t('test'),
      lines: [t('test.line')],
      footer: t('footer', { ...this.#time(language, at), device: this.#deviceName(device) }),
      copy: 1,
      language: t.language,
    })
  }

  #time(language: string, at: number): { date: string; time: string } {
    return slipTime(language, this.#hall.settings!.timeZone, at)
  }
}

/** The place of a ticket and its wait, or why no wait is told. */
function standingTexts(
  { ahead, next, now, wait, why }: ToldWait,
  t: Translate<Key<'slip'>>,
): Pick<SlipTexts, 'ahead' | 'wait'> {
  const place = next ? t('first') : ahead === 0 ? t('nobody') : t('ahead', { count: ahead })
  if (wait) return { ahead: place, wait: t('wait', { ...wait }) }
  if (now) return { ahead: place, wait: t('now') }
  return { ahead: place, ...(why && { wait: t(`why.${why}`) }) }
}

/** The hall's own texts for its slips, below the titles that introduce them. */
function designed(
  { documents, fees, notes, callRule }: SlipDesign,
  t: Translate<Key<'slip'>>,
  language: string,
): Pick<SlipTexts, 'documents' | 'fees' | 'notes' | 'lines'> {
  const local = (texts: readonly Texts[]): string[] => texts.map((one) => localText(one, language))
  const under = (title: 'documents' | 'fees', texts: readonly Texts[]) =>
    texts.length === 0 ? {} : { [title]: { title: t(title), items: local(texts) } }
  return {
    ...under('documents', documents),
    ...under('fees', fees),
    ...(notes.length === 0 ? {} : { notes: local(notes) }),
    lines: callRule === undefined ? [t('listen'), t('missed')] : local(callRule),
  }
}
