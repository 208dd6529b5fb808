import { usualReasons } from '../../../../server/hall/ids.ts'
import type { Table } from '../driven-page.ts'

/** Sentences of the board and of the screen over a counter in each state. */

const board_ = ['title', 'now']
const queues = [...board_, 'waiting', 'people']
const asked = [...queues, 'go', 'caption']
/** The log of the calls that were spoken stays, for screen readers. */
const spoken = ['caption', 'caption.again']
const past = [...queues, ...spoken]
const list = ['latest', 'ticket', 'counter']
const away = ['lost', 'lost.more', 'lost.since']

export const board: Table = {
  connecting: [...board_, 'connecting'],
  'sound waits for a touch': [...queues, 'welcome.open', 'welcome.open.more', 'sound.blocked'],
  'nobody called yet': [...queues, 'welcome.open', 'welcome.open.more'],
  'one called': [...asked, 'caption: Ticket B001, please go to Counter 1'],
  'one called again': [
    ...asked,
    'again',
    'caption.again: Calling again: ticket B001, please go to Counter 1',
  ],
  'called for half a minute': [...asked, 'latest', 'caption.again'],
  'another called': [...asked, ...list, 'caption.again'],
  'nobody called now': [...past, ...list],
  'no word for nine seconds': [...past, ...list, 'silent'],
  offline: [...board_, ...away, ...spoken],
  'no commands taken': [...past, ...list, 'trouble'],
  'closed, opens again today': [
    ...past,
    'welcome.not-open-yet',
    'welcome.opens: We open at 14:30',
    'hours.today',
  ],
  'closed, two wait': [...past, 'welcome.last', 'welcome.last.more: Waiting numbers are called until 14:59'],
  'closed, two were not served': [...past, 'welcome.closed', 'welcome.unserved'],
  'closed for today': [...queues, 'welcome.closed', 'welcome.closed.more'],
  'not in use': [...board_, ...spoken, 'ended', 'ended.more'],
}

const window_ = ['title: Counter 1 display']
const all = [...window_, 'services.all: All services at this counter']

export const window: Table = {
  connecting: ['title: 1 display', 'connecting'],
  'closed, no other open': [...all, 'closed', 'closed.alone'],
  'closed, another open': [...all, 'closed', 'closed.more'],
  free: [...all, 'free', 'free.more'],
  called: [...all, 'called', 'called.more', 'called.whole'],
  serving: [...all, 'serving'],
  ...Object.fromEntries(
    usualReasons.pause.map((reason) => [
      `paused: ${reason}`,
      [...all, 'paused', 'paused.alone', `pause.${reason}`],
    ]),
  ),
  'paused, another open': [...all, 'paused', 'paused.more', 'pause.other'],
  'for five of six services': [...window_, 'free', 'free.more', 'services.many: 5 services at this counter'],
  'for two services': [...window_, 'free', 'free.more', 'services'],
  'no word for nine seconds': [...window_, 'free', 'free.more', 'silent'],
  offline: [...window_, ...away],
  'no commands taken': [...window_, 'free', 'free.more', 'trouble'],
  'free in a hall that has closed, two wait': [...all, 'free', 'free.more'],
  'free in a hall that has closed': [...all, 'free', 'hall-closed'],
  'paused in a hall that has closed': [...all, 'paused', 'hall-closed', 'pause.meal'],
  'closed in a hall that has closed': [...all, 'closed', 'hall-closed'],
  'not in use': ['title: Counter 4 display', 'ended', 'ended.more'],
}
