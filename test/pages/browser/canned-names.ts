import { namesIn } from '../../../server/hall/views/names.ts'
import type { HallNames } from '../../../server/hall/views/view-types.ts'

/** Names of canned views, which the hall gives apart from them. */
export class CannedNames {
  readonly #names: HallNames[] = []

  /** A view without its names, and the hash under which they are. */
  apart(view: object): { view: object; names?: string } {
    if (!('words' in view)) return { view }
    const { words, ...plain } = view
    const text = JSON.stringify(words)
    let at = this.#names.findIndex((known) => JSON.stringify(known) === text)
    if (at < 0) at = this.#names.push(words as HallNames) - 1
    return { view: plain, names: `names-${at}` }
  }

  at(url: string): HallNames {
    const { pathname, searchParams } = new URL(url)
    return namesIn(this.#names[Number(pathname.split('-').at(-1))]!, searchParams.get('lang') ?? '')
  }
}
