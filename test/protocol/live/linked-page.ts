import { type LiveClientOptions, openLiveClient } from '../../../server/protocol/client/live-client.ts'
import type { Announcement } from '../../../server/protocol/messages.ts'
import { HandClock, Switchboard } from './wire-pair.ts'

/** A page's link to a hall whose messages lie in queues until the test lets them through. */

export const view = { papers: {} }
export const paper = (n: number) => ({
  n,
  device: 'k',
  label: `A00${n}`,
  at: n,
  src: '',
  width: 1,
  height: 1,
})
export const welcome = (more: object = {}) => ({
  type: 'welcome',
  id: 'paper',
  protocol: 1,
  build: 'b1',
  epoch: 'e1',
  seq: 10,
  now: 1_000_500,
  view,
  events: [],
  ...more,
})
export const happened = (prev: number, seq: number, papers: object, events: object[] = []) => ({
  type: 'happened',
  id: 'paper',
  prev,
  seq,
  events,
  patch: { papers },
})
export const call = (label: string): Announcement => ({
  type: 'called',
  id: `d/${label}/1`,
  label,
  counter: '1',
  at: 1,
})

export function hall({ params, ...more }: LiveClientOptions & { params?: Record<string, string> } = {}) {
  const clock = new HandClock()
  const board = new Switchboard()
  const client = openLiveClient({
    origin: 'ws://hall',
    page: 'paper?',
    clock,
    connect: board.connect,
    random: () => 1,
    ...more,
  })
  const link = client.watch('paper', params)
  const heard: string[] = []
  link.onEvents((events) => heard.push(...events.map((one) => one.id)))
  return { clock, board, client, link, heard }
}

/** A hall whose page has been welcomed. */
export function liveHall(more: Parameters<typeof hall>[0] = {}) {
  const all = hall(more)
  all.board.last.accept().say(welcome()).flow()
  all.board.last.heard()
  return all
}

export const commands = (said: Record<string, unknown>[]) => said.filter((one) => one.type === 'command')
