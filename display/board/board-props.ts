import type { ReadonlySignal } from '@preact/signals'
import type { Bilingual } from '../parts/bilingual.ts'
import type { WatchedHall } from '../parts/use-hall.ts'
import type { Announcer } from '../voice/announcer.ts'
import type { Chime } from '../voice/chime.ts'
import type { Key } from '../words/catalogue-keys.ts'

export type BoardTranslations = Bilingual<Key<'board'>>

export interface BoardProps {
  hall: WatchedHall<'board'>
  announcer: Announcer
  chime: Chime
  translations: BoardTranslations
  size: ReadonlySignal<{ width: number; height: number }>
  diagonal: number
  distance: number
}
