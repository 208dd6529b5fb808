import { assert, constantFrom, dictionary, jsonValue, oneof, property, record, string } from 'fast-check'
import { expect, test } from 'vitest'
import { isPlainCommand, pageMessage } from '../../server/protocol/page-messages.ts'

const seed = Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31))
const key = 'abcdefgh-_123456'

test(`what is taken for a plain command is one by the schema too, and stays as it was sent (SEED=${seed})`, () => {
  const nearlyACommand = record(
    {
      type: oneof(constantFrom('command', 'again', 'report'), jsonValue()),
      id: oneof(constantFrom(key, `${key}+`, key.repeat(5)), jsonValue()),
      command: oneof(constantFrom('issue-ticket', 'x'.repeat(200)), string(), jsonValue()),
      body: oneof(dictionary(string(), jsonValue()), jsonValue()),
      more: jsonValue(),
    },
    { requiredKeys: [] },
  )
  assert(
    property(oneof(nearlyACommand, dictionary(string(), jsonValue())), (message) => {
      if (!isPlainCommand(message)) return
      const parsed = pageMessage.safeParse(message)
      expect(parsed.success && parsed.data).toEqual(message)
    }),
    { seed, numRuns: 3_000 },
  )
})

test('the commands of pages are plain commands', () => {
  expect(
    isPlainCommand({ type: 'command', id: key, command: 'issue-ticket', body: { service: 'fees' } }),
  ).toBe(true)
  expect(isPlainCommand({ type: 'command', id: key, command: 'call-next', body: {} })).toBe(true)
})
