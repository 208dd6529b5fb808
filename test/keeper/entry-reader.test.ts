import { expect, test } from 'vitest'
import { eventVersions } from '../../server/hall/events.ts'
import { NewerEvent, NoEntry, readEntry } from '../../server/keeper/entry-reader.ts'

const whole = {
  seq: 7,
  hall: 'hall-1',
  at: 1,
  key: 'key',
  actor: 'keeper',
  device: 'server',
  hash: '',
  command: 'time-passed',
  events: [
    { type: 'doors-opened', closesAt: 2 },
    { type: 'command-undone', v: 2, command: 'key' },
  ],
  result: {},
}
const read = (change: object) => () => readEntry({ ...whole, ...change }, eventVersions)

test('a record is read as an entry when it has all that an entry has', () => {
  expect(read({})()).toEqual(whole)
  for (const field of Object.keys(whole)) expect(read({ [field]: undefined }), field).toThrow(NoEntry)
  for (const event of [
    'doors-opened',
    {},
    { type: 1 },
    { type: 'doors-opened', v: 'x' },
    { type: 'doors-opened', v: 0 },
  ])
    expect(read({ events: [event] }), JSON.stringify(event)).toThrow(NoEntry)
})

test('an event of an unknown kind, or of a later version, is refused by its name', () => {
  expect(read({ events: [{ type: 'ticket-blessed' }] })).toThrow(new NewerEvent(7, 'ticket-blessed', 1, 0))
  expect(read({ events: [{ type: 'constructor' }] })).toThrow(NewerEvent)
  expect(read({ events: [{ type: 'doors-opened', v: 2 }] })).toThrow(new NewerEvent(7, 'doors-opened', 2, 1))
})
