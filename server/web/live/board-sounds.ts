import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { PageReport, SilentBoard } from '../../protocol/messages.ts'

/** An open page that shows a board of the settings, or sounds its calls as a speaker. */
interface BoardPage {
  readonly device: string
  /** As the page reported it last. */
  sound(): PageReport['sound']
}

/** Pages of the settings' boards and speakers, and what they report of their sound. Nothing of it is journalled. */
export class BoardSounds {
  readonly #keeper: HallKeeper
  readonly #pages = new Set<BoardPage>()

  constructor(keeper: HallKeeper) {
    this.#keeper = keeper
  }

  /** Adds an open board. Returns the function that removes it. */
  connect(page: BoardPage): () => void {
    this.#pages.add(page)
    return () => this.#pages.delete(page)
  }

  /**
   * Boards and speakers that are open and heard from no page, by device; undefined when there are none. One page with sound is
   * enough, because the same board may be open without sound elsewhere, such as on the manager's own computer.
   */
  silent(): Readonly<Record<string, SilentBoard>> | undefined {
    const sounds = new Map<string, PageReport['sound']>()
    for (const { device, sound } of this.#pages) {
      const reported = sound()
      if (reported !== undefined && sounds.get(device) !== 'on') sounds.set(device, reported)
    }
    const silent = (this.#keeper.hall.settings?.devices ?? []).flatMap(({ id, name }) => {
      const sound = sounds.get(id)
      return sound === undefined || sound === 'on' ? [] : [[id, { name, sound }] as const]
    })
    return silent.length === 0 ? undefined : Object.fromEntries(silent)
  }
}
