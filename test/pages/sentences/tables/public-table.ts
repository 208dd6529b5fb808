import { usualReasons } from '../../../../server/hall/ids.ts'
import type { Table } from '../driven-page.ts'

/** Sentences of the board, of a speaker, of the screen over a counter and of the rating device at one, in each state. */

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
  'a test call': [...queues, 'go', 'test: Test call', 'caption.test: This is a test call; nobody is called'],
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
  'closed for a break': [
    ...past,
    'welcome.break: Closed for a break',
    'welcome.opens: We open at 14:30',
    'hours.today',
  ],
  'closed, two wait': [...past, 'welcome.last', 'welcome.last.more: Waiting numbers are called until 14:59'],
  'closed, two were not served': [...past, 'welcome.closed', 'welcome.unserved'],
  'closed for today': [...queues, 'welcome.closed', 'welcome.closed.more'],
  'not in use': [...board_, ...spoken, 'ended', 'ended.more'],
}

const speaker_ = ['title', 'now']
const sounds = [...speaker_, 'on', 'on.more', 'on.key']

export const speaker: Table = {
  connecting: [...speaker_, 'connecting'],
  'sound waits for a touch': [...speaker_, 'blocked', 'blocked.more', 'blocked.key', 'quiet'],
  'no audio': [...speaker_, 'off', 'off.more', 'quiet'],
  'nobody called': [...sounds, 'quiet'],
  'a test call': [...sounds, 'test', 'caption.test: This is a test call; nobody is called'],
  'one called': [...sounds, 'caption: Ticket B001, please go to Counter 1', 'caption.test'],
  'one called again': [
    ...sounds,
    'caption',
    'caption.again: Calling again: ticket B001, please go to Counter 1',
    'caption.test',
  ],
  'no word for nine seconds': [...sounds, ...spoken, 'caption.test', 'silent'],
  offline: [...speaker_, ...away, ...spoken, 'caption.test'],
  'no commands taken': [...sounds, ...spoken, 'caption.test', 'trouble'],
  'not in use': [...speaker_, ...spoken, 'caption.test', 'ended', 'ended.more'],
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

const rate_ = ['title: Counter 1 rating device']
const atRest = [...rate_, 'idle']
const asks = [...rate_, 'ask', '1', '2', '3', '4', '5', 'private']

export const rate: Table = {
  connecting: ['title: 1 rating device', 'connecting'],
  'the counter is closed': [...rate_, 'closed'],
  'the counter is paused': [...rate_, 'paused'],
  'nothing to rate': atRest,
  'a visit has ended': asks,
  'a low score': [...asks, 'reasons', ...usualReasons.rating.map((reason) => `reason.${reason}`), 'send'],
  'under way': [...rate_, 'sending'],
  rated: [...rate_, 'thanks', 'thanks.more'],
  'not recorded': [...rate_, 'failed', 'failed.more'],
  'no word for nine seconds': [...atRest, 'silent'],
  offline: [...rate_, ...away],
  'no commands taken': [...atRest, 'trouble'],
  'not in use': [...rate_, 'ended', 'ended.more'],
}
