import type { PackedPicture } from './packed-picture.ts'

/** The style of a text; `slip-sizes.ts` has its size on each paper. */
const styleNames = [
  'heading',
  'title',
  'subtitle',
  'strong',
  'plain',
  'small',
  'item',
  'note',
  'mark',
  'copy',
] as const
export type StyleName = (typeof styleNames)[number]

/** A size of text; none gets under 24 dots. */
export type SizeName = 'small' | 'usual' | 'large'

export interface TextBlock {
  block: 'text'
  /** A name for readers of the layout. */
  part: string
  style: StyleName
  text: string
  size?: SizeName
}

/** The blocks of a paper, one below the other. Blocks without content leave no gap. */
export type Block =
  | TextBlock
  /** The slip's label, as tall as the paper allows. */
  | { block: 'label'; size?: SizeName }
  | { block: 'logo'; picture: PackedPicture }
  /** Items such as documents or fees, each with a dot before it, below a title. */
  | { block: 'list'; part: string; title?: string; items: readonly string[]; size?: SizeName }
  /** Two columns: a name, and an amount, a number or a time. */
  | { block: 'rows'; part: string; rows: readonly (readonly [string, string])[] }
  /** Framed, to be seen at a glance. */
  | { block: 'mark'; part: string; text: string }
  /**
   * A QR with texts beside it, or above it where the paper is too narrow. Its address carries the number of a copy.
   */
  | { block: 'qr'; text: string; beside: readonly TextBlock[]; caption?: TextBlock }
  /** The perforation. */
  | { block: 'tear' }
  /** A thin rule from edge to edge. */
  | { block: 'rule' }
  | { block: 'gap' }

/** A paper of a hall: a ticket, a receipt, a report. Plain data, so that it crosses a connection as it is. */
export interface Slip {
  /** The id of the job; `copy` distinguishes its papers. */
  job: string
  /** The number that is called, or the name under which the paper is filed. */
  label: string
  /** Its first language, which decides its direction and the forms of Chinese characters. */
  language: string
  blocks: readonly Block[]
  /** 1 is the first paper; a higher number stands on the slip, large, and in its QR. */
  copy: number
  copyMark?: string
}

/** Returns the address in the QR of a slip. A copy carries its number in the fragment, which browsers do not send. */
export function qrTextOf(text: string, copy: number): string {
  return copy > 1 ? `${text.split('#')[0]}#copy=${copy}` : text
}

/** Returns the mark at the end of a copy, white on black, in every layout of a hall. */
export function copyMarkOf({ copy, copyMark }: Slip): string | undefined {
  return copy > 1 ? (copyMark ?? `COPY ${copy}`) : undefined
}

/** Every text that stands on a slip, from top to bottom. */
export function textsOf(slip: Slip): string[] {
  const texts = slip.blocks.flatMap((block): string[] => {
    switch (block.block) {
      case 'text':
      case 'mark':
        return [block.text]
      case 'list':
        return [block.title ?? '', ...block.items]
      case 'rows':
        return block.rows.flat()
      case 'qr':
        return [...block.beside, ...(block.caption ? [block.caption] : [])].map(({ text }) => text)
      case 'label':
      case 'logo':
      case 'tear':
      case 'rule':
      case 'gap':
        return []
      default:
        return block satisfies never
    }
  })
  return [slip.label, ...texts, copyMarkOf(slip) ?? '']
}

const rtlLanguages = /^(ar|fa|ur|ps|ckb|ug|he|yi|dv|sd|ks)\b/i

/** True for languages that are written from right to left. */
export function isRtl(language: string): boolean {
  return rtlLanguages.test(language)
}

const directed = /[\p{L}]/u
const rtlCharacter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** A name or a time inside a sentence, which has a direction of its own. */
const isolate = /\u2068[^\u2069]*\u2069?/gu

/**
 * True when a text is set from right to left. Its first letter outside isolates decides; a text without such a letter
 * follows the slip.
 */
export function setsRtl(text: string, language: string): boolean {
  const first = directed.exec(text.replace(isolate, ''))?.[0]
  return first === undefined ? isRtl(language) : rtlCharacter.test(first)
}
