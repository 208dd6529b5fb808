import type { HallNames } from '../../../server/hall/views/view-types.ts'
import type { Drawn, WatchName } from '../../../server/protocol/messages.ts'
import type { Opened, Opening } from '../browser/browser.ts'
import { languages, nowAt } from '../fixtures.ts'

/** A state of a page: a view, what is done then, and the key that must be seen. */
export interface Scene<V extends WatchName> {
  view: Drawn<V>
  act?: (opened: Opened<V>) => Promise<unknown>
  /** The main keys, or what the page is for where it has no keys. */
  main: string
}

export interface PageScenes<V extends WatchName> {
  route: string
  scenes: (names: HallNames, language: string) => Record<string, Scene<V>>
  opening?: (names: HallNames, language: string) => Partial<Opening<V>>
  /** Sizes of this page's own screens (CSS pixels), beside those of all pages. */
  ownSizes?: readonly (readonly [width: number, height: number])[]
  /** A page that people scroll, unlike a screen that nobody touches. */
  mayScroll: boolean
  /** Boxes that hold what is in them. */
  boxes: string
}

export const settled = async (opened: Opened<WatchName>): Promise<void> => {
  opened.send({ type: 'beat', seq: 10, now: nowAt })
  await opened.page.clock.runFor(400)
}
export const named = <View extends object>(view: View, words: HallNames, language: string) => ({
  ...view,
  words,
  languages: [language, ...languages.filter((one) => one !== language)],
})
