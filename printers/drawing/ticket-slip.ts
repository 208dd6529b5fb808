import type { PackedPicture } from './packed-picture.ts'
import type { Block, SizeName, Slip, TextBlock } from './slip.ts'

interface Titled {
  title: string
  items: readonly string[]
}

/**
 * The texts of a ticket on paper, in the reader's language. A type of the printers' own, without anything of the
 * heart.
 */
export interface SlipTexts {
  job: string
  hall: string
  label: string
  /** The service in the customer's language, and in the hall's if that differs. */
  service: string
  serviceInHallLanguage?: string
  /** The priority, or the appointment. */
  category?: string
  /** Documents to bring, and fees to pay. */
  documents?: Titled
  fees?: Titled
  notes?: readonly string[]
  /** The rule for customers who miss their call. */
  lines: readonly string[]
  /** A whole sentence, such as "12 people ahead". */
  ahead?: string
  wait?: string
  /** Address of the phone page; drawn as a QR. */
  phoneUrl?: string
  qrCaption?: string
  /** Proves that the paper is the hall's. */
  check?: string
  /** Date, time and device as one text. */
  footer: string
  copy: number
  copyMark?: string
  language: string
}

/** The parts of a hall's tickets, in the default order. */
export const ticketParts = [
  'logo',
  'hall',
  'number',
  'service',
  'tear',
  'follow',
  'documents',
  'fees',
  'notes',
  'call-rule',
  'category',
  'check',
  'footer',
] as const
type TicketPart = (typeof ticketParts)[number]

/** The parts and sizes of a hall's tickets. */
export interface TicketLook {
  parts: readonly { part: TicketPart; size?: SizeName }[]
  logo?: PackedPicture
}

export const usualLook: TicketLook = { parts: ticketParts.map((part) => ({ part })) }

/** Returns a ticket's texts as blocks, in the parts and sizes of the hall. A part without text leaves no trace. */
export function ticketSlip(texts: SlipTexts, look: TicketLook = usualLook): Slip {
  const { job, label, language, copy, copyMark } = texts
  const blocks = look.parts.flatMap(({ part, size }) => blocksOf(part, texts, look, size))
  return { job, label, language, blocks, copy, ...(copyMark === undefined ? {} : { copyMark }) }
}

function blocksOf(part: TicketPart, texts: SlipTexts, look: TicketLook, size: SizeName = 'usual'): Block[] {
  const text = (name: string, style: TextBlock['style'], given: string | undefined): TextBlock[] =>
    given === undefined || given.trim() === ''
      ? []
      : [{ block: 'text', part: name, style, text: given, ...(size === 'usual' ? {} : { size }) }]
  const list = (items: readonly string[] | undefined, title?: string): Block[] =>
    items === undefined || items.length === 0
      ? []
      : [
          {
            block: 'list',
            part,
            items,
            ...(title === undefined ? {} : { title }),
            ...(size === 'usual' ? {} : { size }),
          },
        ]
  switch (part) {
    case 'logo':
      return look.logo === undefined ? [] : [{ block: 'logo', picture: look.logo }]
    case 'hall':
      return text(part, 'heading', texts.hall)
    case 'number':
      return [{ block: 'label', ...(size === 'usual' ? {} : { size }) }]
    case 'service':
      return [
        ...text(part, 'title', texts.service),
        ...text('hall-service', 'subtitle', texts.serviceInHallLanguage),
      ]
    case 'tear':
      return [{ block: 'tear' }]
    case 'follow':
      return follow(texts, text)
    case 'documents':
      return list(texts.documents?.items, texts.documents?.title)
    case 'fees':
      return list(texts.fees?.items, texts.fees?.title)
    case 'notes':
      return list(texts.notes)
    case 'call-rule':
      return list(texts.lines)
    case 'category':
      return texts.category === undefined ? [] : [{ block: 'mark', part, text: texts.category }]
    case 'check':
      return text(part, 'note', texts.check)
    case 'footer':
      return text(part, 'note', texts.footer)
    default:
      return part satisfies never
  }
}

function follow(
  texts: SlipTexts,
  text: (name: string, style: TextBlock['style'], given: string | undefined) => TextBlock[],
): Block[] {
  const beside = [...text('ahead', 'strong', texts.ahead), ...text('wait', 'plain', texts.wait)]
  if (texts.phoneUrl === undefined) return beside.length === 0 ? [] : [...beside, { block: 'gap' }]
  const [caption] = text('qr-caption', 'small', texts.qrCaption)
  return [{ block: 'qr', text: texts.phoneUrl, beside, ...(caption === undefined ? {} : { caption }) }]
}
