import type board from './zh-CN/board.json'
import type console from './zh-CN/console.json'
import type devices from './zh-CN/devices.json'
import type issuing from './zh-CN/issuing.json'
import type keeping from './zh-CN/keeping.json'
import type kiosk from './zh-CN/kiosk.json'
import type manager from './zh-CN/manager.json'
import type pair from './zh-CN/pair.json'
import type paper from './zh-CN/paper.json'
import type people from './zh-CN/people.json'
import type phone from './zh-CN/phone.json'
import type rate from './zh-CN/rate.json'
import type record from './zh-CN/record.json'
import type settings from './zh-CN/settings.json'
import type setup from './zh-CN/setup.json'
import type slip from './zh-CN/slip.json'
import type speaker from './zh-CN/speaker.json'
import type staff from './zh-CN/staff.json'
import type start from './zh-CN/start.json'
import type window from './zh-CN/window.json'

interface Catalogues {
  board: typeof board
  console: typeof console
  /** The devices of the hall, a section of the administrator's page. */
  devices: typeof devices
  /** Categories and refusals of issuing, for the kiosk and the staff's pages. */
  issuing: typeof issuing
  /** API keys, personal data, backups and retention, sections of the administrator's page. */
  keeping: typeof keeping
  kiosk: typeof kiosk
  manager: typeof manager
  pair: typeof pair
  paper: typeof paper
  /** The accounts of staff, a section of the administrator's page. */
  people: typeof people
  phone: typeof phone
  /** The rating device at a counter. */
  rate: typeof rate
  /** The record of the hall, a section of the administrator's page. */
  record: typeof record
  /** The settings of the hall, sections of the administrator's page. */
  settings: typeof settings
  /** Head and sections of the administrator's page, and the first start of a hall. */
  setup: typeof setup
  slip: typeof slip
  /** The page of a loudspeaker. */
  speaker: typeof speaker
  /** Messages of all staff's pages: sign-in, settings, placement reasons, refusals, reasons. */
  staff: typeof staff
  start: typeof start
  window: typeof window
}

/** Message keys of a page, by the Chinese catalogue, which is written first. */
export type Key<Page extends keyof Catalogues> = {
  [One in Page]: Extract<keyof Catalogues[One], string>
}[Page]
