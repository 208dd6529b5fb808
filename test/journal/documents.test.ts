import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type DocumentCheck, openDocument } from '../../server/journal/documents.ts'
import { writeDurably } from '../../server/journal/durable-file.ts'
import { NewerFormat } from '../../server/journal/errors.ts'
import { realFileSystem } from '../../server/journal/file-system.ts'
import { parseJson, positionOfPath } from '../../server/journal/json-text.ts'
import { CrashDisk, PowerIsOff } from '../fakes/crash-disk.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { temporaryDirectory } from './journals.ts'

interface Settings {
  format: number
  name: string
  counters: { id: string }[]
}

const defaults: Settings = { format: 1, name: 'none', counters: [] }

const check: DocumentCheck<Settings> = (value) => {
  const settings = value as Settings
  const wrong = settings.counters?.findIndex(({ id }) => typeof id !== 'string') ?? -1
  if (wrong >= 0) return { problems: [{ path: ['counters', wrong, 'id'], problem: 'must be a text' }] }
  return typeof settings.name === 'string'
    ? { value: settings }
    : { problems: [{ path: ['name'], problem: 'is missing' }] }
}

const openAt = (path: string) => openDocument(realFileSystem, path, defaults, check)

describe('a document', () => {
  test('begins with its defaults, and is a file that people can read after the first write', async () => {
    const path = join(await temporaryDirectory(), 'hall.json')
    const document = await openAt(path)
    expect(document).toMatchObject({ existed: false, data: defaults })
    await document.update(() => ({ ...defaults, name: '政务大厅' }))
    expect(await readFile(path, 'utf8')).toBe(
      '{\n  "format": 1,\n  "name": "政务大厅",\n  "counters": []\n}\n',
    )
    expect(await openAt(path)).toMatchObject({ existed: true, data: { name: '政务大厅' } })
  })

  test('a thousand writes at once end with the last, in few writes of the disk', async () => {
    const disk = new CrashDisk()
    await disk.makeDirectory('/hall')
    const document = await openDocument(disk, '/hall/hall.json', defaults, check)
    const told: number[] = []
    const stored = () => Number(JSON.parse(disk.content('/hall/hall.json')?.toString() ?? '{}').name)
    await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        await document.update(() => ({ ...defaults, name: String(index) }))
        expect(stored()).toBeGreaterThanOrEqual(index)
        told.push(index)
      }),
    )
    expect(told).toHaveLength(1000)
    expect(stored()).toBe(999)
    expect(document.data.name).toBe('999')
    expect(disk.changes).toBeLessThan(20)
  })

  test('changes made one upon another are all kept', async () => {
    const path = join(await temporaryDirectory(), 'hall.json')
    const document = await openAt(path)
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        document.update((now) => ({ ...now, counters: [...now.counters, { id: String(index) }] })),
      ),
    )
    expect((await openAt(path)).data.counters).toHaveLength(50)
  })

  test('a write that fails is told to those whose content it was; a later one succeeds', async () => {
    const plan = { capacity: 400 }
    const disk = new CrashDisk(plan)
    await disk.makeDirectory('/hall')
    const document = await openDocument(disk, '/hall/hall.json', defaults, check)
    await document.update(() => ({ ...defaults, name: 'first' }))
    await expect(document.update(() => ({ ...defaults, name: 'x'.repeat(1000) }))).rejects.toMatchObject({
      code: 'ENOSPC',
    })
    expect(document.data.name).toBe('first')
    expect(JSON.parse(disk.content('/hall/hall.json')?.toString() ?? '').name).toBe('first')
    expect(await disk.list('/hall')).toEqual(['hall.json'])
    const waiting = ['y'.repeat(1000), 'third', 'z'.repeat(1000)].map((name) =>
      document.update((now) => ({ ...now, name })),
    )
    const outcomes = await Promise.allSettled(waiting)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(document.data.name).toBe('first')
    await document.update(() => ({ ...defaults, name: 'second' }))
    expect(JSON.parse(disk.content('/hall/hall.json')?.toString() ?? '').name).toBe('second')
  })

  test('the power goes at every change of the disk: the old or the new is there, never a half', async () => {
    const random = seededRandom(99)
    const names = ['old', 'n'.repeat(3000)]
    for (let dieAt = 1; dieAt < 30; dieAt += 1) {
      for (let round = 0; round < 20; round += 1) {
        const disk = new CrashDisk({ dieAt, random, shortWrites: 700 })
        disk.put('/hall/hall.json', Buffer.from(JSON.stringify({ ...defaults, name: names[0] })))
        const document = await openDocument(disk, '/hall/hall.json', defaults, check)
        const isWritten = await document
          .update(() => ({ ...defaults, name: names[1] ?? '' }))
          .then(
            () => true,
            (error) => {
              if (!(error instanceof PowerIsOff)) throw error
              return false
            },
          )
        const found = await openDocument(disk.afterPowerCut(), '/hall/hall.json', defaults, check)
        expect(isWritten ? [names[1]] : names).toContain(found.data.name)
      }
    }
  })

  test('is durable, without a short write, when the disk takes seven bytes at a time', async () => {
    const disk = new CrashDisk({ shortWrites: 7 })
    await disk.makeDirectory('/d')
    await writeDurably(disk, '/d/file', [
      Buffer.from('a text of more than seven bytes'),
      Buffer.from(', in two pieces'),
    ])
    expect(disk.afterPowerCut().content('/d/file')?.toString()).toBe(
      'a text of more than seven bytes, in two pieces',
    )
  })
})

describe('a document that was edited badly is refused with file, line and column', () => {
  const cases: [string, string, object][] = [
    [
      'a missing comma',
      '{\n  "format": 1\n  "name": "x"\n}',
      { line: 3, column: 3, what: expect.stringContaining('comma') },
    ],
    [
      'a comma too many',
      '{\n  "format": 1,\n}',
      { line: 3, column: 1, what: expect.stringContaining('comma before is one too many') },
    ],
    ['an open quote', '{\n  "format": 1,\n  "name": "x\n}', { line: 3, column: 11 }],
    ['nothing at all', '', { line: 1, column: 1, what: 'the file is empty' }],
    ['a text cut short', '{"format": 1, "name": "x"', { line: 1, column: 26 }],
    ['more behind the end', '{"format": 1}\n}', { line: 2, column: 1 }],
    [
      'a wrong field',
      '{\n  "format": 1,\n  "name": "x",\n  "counters": [\n    {"id": "1"},\n    {"id": 2}\n  ]\n}',
      { line: 6, column: 12, field: 'counters.1.id', what: 'must be a text' },
    ],
    [
      'a name that stands twice',
      '{\n  "format": 1,\n  "name": "x",\n  "name": "y"\n}',
      {
        line: 4,
        column: 3,
        what: 'the name "name" stands twice in this object, first in line 3: keep one of them',
      },
    ],
    ['a comment without its end', '{"format": 1, "name": "x"}\n/* later', { line: 2, column: 1 }],
    ['nested without end', '['.repeat(100_000), { line: 1, column: 501 }],
    ['a missing field', '{\n  "format": 1\n}', { line: 1, column: 1, field: 'name' }],
  ]
  for (const [name, text, place] of cases) {
    test(name, async () => {
      const path = join(await temporaryDirectory(), 'hall.json')
      await writeFile(path, text)
      await expect(openAt(path)).rejects.toMatchObject({ name: 'DocumentDamaged', file: path, ...place })
      expect(await readFile(path, 'utf8')).toBe(text)
    })
  }

  test('a newer format is not touched; a byte order mark is no mistake', async () => {
    const path = join(await temporaryDirectory(), 'hall.json')
    await writeFile(path, '{"format": 2, "name": "x"}')
    await expect(openAt(path)).rejects.toThrow(NewerFormat)
    await writeFile(path, '\uFEFF{"format": 1, "name": "x"}\r\n')
    expect((await openAt(path)).data.name).toBe('x')
  })

  test('comments are read over, also where positions are counted', async () => {
    const path = join(await temporaryDirectory(), 'hall.json')
    await writeFile(path, '{\n  // the "hall"\n  "format": 1, /* two\n  lines */ "name": "// x"\n}\n')
    expect((await openAt(path)).data.name).toBe('// x')
    await writeFile(path, '{\n  // the "hall"\n  "format": 1, /* two\n  lines */ "name": 5\n}\n')
    await expect(openAt(path)).rejects.toMatchObject({ line: 4, column: 20, field: 'name' })
  })

  test('without comments, what is taken is exactly what JSON.parse takes', () => {
    const random = seededRandom(5)
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\n"',
      '"\\x"',
      '1',
      '-',
      '-0.5e+3',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
      '"\t"',
      '"',
    ]
    let valid = 0
    for (let round = 0; round < 20_000; round += 1) {
      const text = Array.from(
        { length: 1 + Math.floor(random() * 6) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join('')
      let parses = true
      try {
        JSON.parse(text)
        valid += 1
      } catch {
        parses = false
      }
      if ('value' in parseJson(text) !== parses) expect({ text, parses }).toBe('the same')
    }
    expect(valid).toBeGreaterThan(200)
    expect(positionOfPath('{"a": [1, {"b": true}]}', ['a', 1, 'b'])).toEqual({ line: 1, column: 17 })
  })
})
