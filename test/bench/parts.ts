import type { Part } from './part.ts'
import { answersBesidePapers } from './parts/answers-beside-papers.ts'
import { besideSignIns } from './parts/beside-sign-ins.ts'
import { earlier } from './parts/earlier.ts'
import { fanOut } from './parts/fan-out.ts'
import { former } from './parts/former.ts'
import { http } from './parts/http.ts'
import { lastScreen } from './parts/last-screen.ts'
import { manyScreens } from './parts/many-screens.ts'
import { memory } from './parts/memory.ts'
import { naive } from './parts/naive.ts'
import { printing } from './parts/printing.ts'
import { slips } from './parts/slips.ts'
import { socket } from './parts/socket.ts'
import { start } from './parts/start.ts'
import { waits } from './parts/waits.ts'

/** In the order in which they run. */
export const parts: readonly Part[] = [
  socket,
  http,
  earlier,
  lastScreen,
  manyScreens,
  fanOut,
  start,
  memory,
  naive,
  printing,
  answersBesidePapers,
  besideSignIns,
  slips,
  waits,
]

/** Only when asked for: it needs another build. */
export const formerPart: Part = former
