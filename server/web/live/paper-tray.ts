import { limits } from '../../printing/limits.ts'
import type { VirtualPaper } from '../../printing/printers.ts'
import type { PaperView } from '../../protocol/messages.ts'
import type { Watcher } from './channel.ts'
import { SharedMessage } from './shared-message.ts'

/**
 * The papers of a demo's virtual printer: pictures kept in memory, published as they are printed; the highest number
 * is the newest.
 */
export class PaperTray {
  #papers: PaperView['papers'] = {}
  readonly #timeZone: () => string
  readonly #pictures = new Map<number, Buffer>()
  readonly #watchers = new Set<Watcher>()
  #count = 0

  /** `timeZone`: that of the hall at present. */
  constructor(timeZone: () => string) {
    this.#timeZone = timeZone
  }

  get #view(): PaperView {
    return { timeZone: this.#timeZone(), papers: this.#papers }
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
    const patch = { timeZone: this.#timeZone(), papers: { [n]: paper, ...(old > 0 ? { [old]: null } : {}) } }
    const message = new SharedMessage({
      type: 'happened',
      prev: n - 1,
      seq: n,
      events: [],
      patch,
    })
    for (const watcher of this.#watchers) watcher.notify(message)
  }

  picture(n: number): Buffer | undefined {
    return this.#pictures.get(n)
  }

  again(watcher: Watcher): void {
    watcher.welcome({ seq: this.#count, view: this.#view, names: undefined }, [])
  }

  join(watcher: Watcher): () => void {
    this.again(watcher)
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
}
