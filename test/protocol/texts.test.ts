import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { z } from 'zod'
import { staffDocument } from '../../server/access/staff.ts'
import { demoHall } from '../../server/data/demo-hall.ts'
import { hallFile } from '../../server/data/hall-config.ts'
import { readHallFile } from '../../server/data/open-data.ts'
import { nodeFileSystem } from '../../server/journal/file-system.ts'
import { commands } from '../../server/protocol/commands.ts'
import { deviceName } from '../../server/protocol/fields.ts'
import { readableLine, readableText } from '../../server/protocol/readable-text.ts'
import { typedLabel } from '../../server/protocol/typed-label.ts'
import { checkValue } from '../../server/schema/schema-problems.ts'
import { stringsOf } from '../fakes/sources/schema-strings.ts'

/** A space of each kind, zero-width and joining marks, controls, direction marks, fillers, a mark without its letter. */
const unseen = [
  ...' \t\n\u00A0\u3000\u200B\uFEFF\u2060\u00AD\u0000\u0007\u001B\u007F\u0085\u200E\u200F\u061C\u202E\u2066',
  ...'\u2069\u200C\u200D\u2800\u3164\uFFA0\u115F\u1160\u034F\uFE0F\u0301\u2028\u180E\u{E0020}',
]

const schemas: readonly (readonly [string, z.ZodType])[] = [
  ['hall.json', hallFile],
  ['staff.json', staffDocument],
  ['the name of a paired device', deviceName],
  ...Object.entries(commands).map(([type, { body }]) => [type, body] as const),
]
/** Every string that a person or a page can give, by its path. */
const fields = schemas.flatMap(([name, schema]) =>
  stringsOf(schema).map(({ path, schema: field }) => ({ path: [name, ...path].join('.'), field })),
)

describe('a text that somebody gives', () => {
  test('is found in settings, documents and commands by their schemas', () => {
    const paths = fields.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining([
        'hall.json.services.*.name.*',
        'hall.json.devices.*.name',
        'hall.json.reasons.pause.*.*',
        'hall.json.services.*.slip.notes.*.*',
        'staff.json.staff.*.name',
        'transfer.note',
        'rate.words',
      ]),
    )
    expect(paths.length).toBeGreaterThan(80)
  })

  test.each(fields)('needs a visible sign: $path', ({ field }) => {
    for (const sign of unseen) expect(field.safeParse(sign).success, JSON.stringify(sign)).toBe(false)
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...unseen), { maxLength: 4 }),
        (signs) => !field.safeParse(signs.join('')).success,
      ),
    )
  })

  test.each(fields)('is kept in one form: $path', ({ field }) => {
    for (const text of [' Cafe\u0301 \u200B', '\uFEFFA ', 'A\u202E', 'a\u0000']) {
      const read = field.safeParse(text)
      if (read.success) expect([readableText(text), typedLabel(readableText(text))]).toContain(read.data)
    }
  })

  test.each(fields)('may be replaced by anything, which is refused without throwing: $path', ({ field }) => {
    for (const value of [
      { length: { toString: 1 } },
      { length: 1e9, toString: 1 },
      { toString: 1, valueOf: 1 },
    ])
      expect(checkValue(field, value).ok).toBe(false)
  })

  test('keeps what shapes its neighbours, and the lines of a free text', () => {
    for (const text of [
      'می\u200Cخواهم',
      '👩\u200D👧',
      '⭐\uFE0F',
      'क्\u200Dष',
      'C++\u200F',
      'Fuß\u00ADgänger',
    ])
      expect(readableLine(text)).toBe(text)
    expect(readableText('\u202Aone\u202C\r\n two ')).toBe('one\n two')
    expect(readableLine('one\n two')).toBe('one two')
  })
})

describe('a start refuses in hall.json', () => {
  const long = 'Counter for everything and everybody'
  test.each([
    ['counters.1.name.en', { counters: counterNamed('\u200B') }, 'nothing of this text would be seen'],
    ['counters.1.name.en', { counters: counterNamed(long) }, `a name of ${long.length} columns: at most 28`],
    ['devices.0.name', { devices: [{ id: 'k', kind: 'kiosk', name: ' ' }] }, 'give it a visible sign'],
    [
      'devices.0.name',
      { devices: [{ id: 'k', kind: 'kiosk', name: 'x'.repeat(61) }] },
      'at most 60, so shorten',
    ],
  ])('%s, with what is wrong, where, and what to do', async (field, change, problem) => {
    const directory = mkdtempSync(join(tmpdir(), 'texts-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    writeFileSync(join(directory, 'hall.json'), JSON.stringify({ ...demoHall, ...change }))
    const refusal: Error = await readHallFile(nodeFileSystem({ dsync: false }), directory).then(
      () => expect.fail('the hall was read'),
      (error) => error,
    )
    for (const part of ['hall.json, line 1, column', `field ${field}: `, problem, 'Correct the file'])
      expect(refusal.message).toContain(part)
  })
})

function counterNamed(en: string) {
  return { ...demoHall.counters, '1': { ...demoHall.counters['1'], name: { en } } }
}
