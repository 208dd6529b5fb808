import { limits } from '../../printing/limits.ts'
import type { VirtualPaper } from '../../printing/printers.ts'
import type { PaperView } from '../../protocol/messages.ts'
import { OutsideChannel } from './outside-channel.ts'

/**
 * The papers of a demo's virtual printer: pictures kept in memory, published as they are printed; the highest number
 * is the newest.
 */
export class PaperTray {
  #papers: PaperView['papers'] = {}
  readonly #timeZone: () => string
  readonly #pictures = new Map<number, Buffer>()
  readonly channel = new OutsideChannel<'paper'>(() => ({ timeZone: this.#timeZone(), papers: this.#papers }))
  #count = 0

  /** `timeZone`: that of the hall at present. */
  constructor(timeZone: () => string) {
    this.#timeZone = timeZone
  }

  put({ png, ...facts }: VirtualPaper): void {
    this.#count += 1
    const n = this.#count
    const paper = { n, ...facts, src: `/api/paper/${n}.png` }
    const papers: PaperView['papers'] = { ...this.#papers, [n]: paper }
    this.#pictures.set(n, png)
    const old = n - limits.papersKept
    delete papers[old]
    this.#pictures.delete(old)
    this.#papers = papers
    this.channel.changed()
  }

  picture(n: number): Buffer | undefined {
    return this.#pictures.get(n)
  }
}
