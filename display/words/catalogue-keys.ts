import type board from './zh-CN/board.json'
import type console from './zh-CN/console.json'
import type issuing from './zh-CN/issuing.json'
import type kiosk from './zh-CN/kiosk.json'
import type manager from './zh-CN/manager.json'
import type paper from './zh-CN/paper.json'
import type phone from './zh-CN/phone.json'
import type slip from './zh-CN/slip.json'
import type staff from './zh-CN/staff.json'
import type start from './zh-CN/start.json'
import type window from './zh-CN/window.json'

interface Catalogues {
  board: typeof board
  console: typeof console
  /** What the kiosk and staff say of taking a ticket: categories, refusals. */
  issuing: typeof issuing
  kiosk: typeof kiosk
  manager: typeof manager
  paper: typeof paper
  phone: typeof phone
  slip: typeof slip
  /** What all pages of staff say: sign-in, settings, marks, refusals, reasons. */
  staff: typeof staff
  start: typeof start
  window: typeof window
}

/** The keys of the messages of a page; the Chinese catalogue is the one that is written first. */
export type Key<Page extends keyof Catalogues> = {
  [One in Page]: Extract<keyof Catalogues[One], string>
}[Page]
