import type { ReadonlySignal } from '@preact/signals'
import type { Bilingual } from '../parts/bilingual.ts'
import type { WatchedHall } from '../parts/use-hall.ts'
import type { Announcer } from '../voice/announcer.ts'
import type { Chime } from '../voice/chime.ts'
import type { board as catalogue } from '../words/board.zh-CN.ts'

export type BoardWords = Bilingual<keyof typeof catalogue>

export interface BoardProps {
  hall: WatchedHall<'board'>
  announcer: Announcer
  chime: Chime
  words: BoardWords
  size: ReadonlySignal<{ width: number; height: number }>
  diagonal: number
  distance: number
}
