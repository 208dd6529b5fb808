import type { PackedPicture } from './packed-picture.ts'

/** How a text is set; the sizes of each on a given paper are in `slip-sizes.ts`. */
export const styleNames = [
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

/** Beside the usual one; no text gets under 24 dots by it. */
export type SizeName = 'small' | 'usual' | 'large'

export interface TextBlock {
  block: 'text'
  /** What it is, for whoever reads the layout. */
  part: string
  style: StyleName
  text: string
  size?: SizeName
}

/** What stands on a paper, one below the other. Blocks without content leave no gap. */
export type Block =
  | TextBlock
  /** The slip's label, as tall as the paper allows. */
  | { block: 'label'; size?: SizeName }
  | { block: 'logo'; picture: PackedPicture }
  /** What to bring, what it costs: a title, and each with a dot before it. */
  | { block: 'list'; part: string; title?: string; items: readonly string[]; size?: SizeName }
  /** Two columns: what it is, and how much, how many, when. */
  | { block: 'rows'; part: string; rows: readonly (readonly [string, string])[] }
  /** Framed, to be seen at a glance. */
  | { block: 'mark'; part: string; text: string }
  /** A QR with texts beside it, or above it where the paper is too narrow. Copies say so in it, behind a `#`. */
  | { block: 'qr'; text: string; beside: readonly TextBlock[]; caption?: TextBlock }
  /** The line of holes. */
  | { block: 'tear' }
  /** A thin line from edge to edge. */
  | { block: 'rule' }
  | { block: 'gap' }

/** A paper that a hall gives into a hand: a ticket, a receipt, a report. Plain data: it crosses a wire as it is. */
export interface Slip {
  /** The job's id; printed copies of one job are told apart by `copy`. */
  job: string
  /** What is called, or what the paper is filed under. */
  label: string
  /** Its first language: says from which side it is read, and how Chinese characters are formed. */
  language: string
  blocks: readonly Block[]
  /** 1 is the first paper; above, the slip says so, large, and in its QR. */
  copy: number
  copyMark?: string
}

/** The address in the QR of a slip: a copy carries its number, in the part of an address that browsers keep to themselves. */
export function qrTextOf(text: string, copy: number): string {
  return copy > 1 ? `${text.split('#')[0]}#copy=${copy}` : text
}

/** White on black at the end of every copy, whatever a hall's layout says. */
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

/** True for languages that are read from the right. */
export function isRtl(language: string): boolean {
  return rtlLanguages.test(language)
}

const directed = /[\p{L}]/u
const rtlCharacter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** A text goes the way of its first letter; one without letters goes the way of the slip. */
export function setsRtl(text: string, language: string): boolean {
  const first = directed.exec(text)?.[0]
  return first === undefined ? isRtl(language) : rtlCharacter.test(first)
}
