import { expect, test } from 'vitest'
import { z } from 'zod'
import { demoHall } from '../../server/data/demo-hall.ts'
import { hallFile } from '../../server/data/hall-config.ts'

/** A list of `hall.json` by its path: `*` is any key, `[]` any item. */
type Path = readonly string[]

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: { readonly enum?: readonly unknown[] }
  readonly prefixItems?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

/** The lists in a schema that could be of any length. */
function listsIn(schema: JsonSchema, path: Path = []): Path[] {
  const { type, properties = {}, additionalProperties: entry, propertyNames, items, anyOf = [] } = schema
  const isRecord = typeof entry === 'object'
  const isList = (type === 'array' && !schema.prefixItems) || (isRecord && !propertyNames?.enum)
  return [
    ...(isList ? [path] : []),
    ...Object.entries(properties).flatMap(([name, part]) => listsIn(part, [...path, name])),
    ...(isRecord ? listsIn(entry, [...path, '*']) : []),
    ...(items ? listsIn(items, [...path, '[]']) : []),
    ...anyOf.flatMap((part) => listsIn(part, path)),
  ]
}

const sentences = [{ en: 'Bring it' }]
const slip = {
  parts: ['number'],
  documents: sentences,
  fees: sentences,
  notes: sentences,
  callRule: sentences,
}
const [service] = Object.entries(demoHall.services)[0]!
const specialDays = [{ date: '2026-10-01', name: { en: 'Holiday' }, hours: [['08:00', '09:00']] }]
const reason = { own: { en: 'Own' } }
/** A hall that has an entry in every list. */
const wholeHall = {
  ...demoHall,
  hours: { mon: [['08:00', '09:00']] },
  specialDays,
  series: { A: {} },
  groups: { first: { en: 'First' } },
  services: {
    [service]: { ...demoHall.services[service], slip, hours: { mon: [['08:00', '09:00']] }, specialDays },
  },
  profiles: { general: [{ services: [service] }] },
  counters: { '1': { name: { en: 'Counter 1' }, profile: 'general' } },
  devices: [{ id: 'kiosk-1', kind: 'kiosk', name: 'Kiosk', ignore: ['offline'] }],
  reasons: { pause: reason, hold: reason, rating: reason },
  freeCategories: ['elderly'],
  firstStart: ['hall'],
  slip,
}

/** More entries than any list takes, under keys of any kind: ids, prefixes and language tags. */
const many = 2_000
const letter = (n: number) => String.fromCharCode(65 + (n % 26))
const keyLike = (key: string, path: Path, n: number): string => {
  if (path.at(-1) === 'series') return letter(n / 676) + letter(n / 26) + letter(n)
  return key === 'en' || key === 'zh-CN' ? `en-${10_000 + n}` : `${key}-${n}`
}

/** The value with its list at the path overfilled, and where that list stands. */
function overfilled(value: unknown, path: Path, at: Path = []): { value: unknown; at: Path } {
  const [name, ...rest] = path
  const inside = Object.entries(value as object)
  if (name === undefined) {
    const [key, entry] = inside[0]!
    if (Array.isArray(value)) return { value: Array(many).fill(entry), at }
    return {
      value: Object.fromEntries(Array.from({ length: many }, (_, n) => [keyLike(key, at, n), entry])),
      at,
    }
  }
  const key = name === '*' || name === '[]' ? inside[0]![0] : name
  const part = overfilled((value as Record<string, unknown>)[key], rest, [...at, key])
  const whole = Array.isArray(value)
    ? [part.value, ...value.slice(1)]
    : { ...(value as object), [key]: part.value }
  return { value: whole, at: part.at }
}

const lists = listsIn(z.toJSONSchema(hallFile, { io: 'input' }) as JsonSchema)

test('a hall with an entry in every list is read', () => {
  expect(lists.length).toBeGreaterThan(25)
  expect(hallFile.safeParse(wholeHall).error?.issues ?? []).toEqual([])
})

test.each(lists.map((path) => [path.join('.'), path] as const))(
  '%s has a limit that says its number',
  (_, path) => {
    const { value, at } = overfilled(wholeHall, path)
    const { issues = [] } = hallFile.safeParse(value).error ?? {}
    const said = issues.filter((issue) => issue.path.join('.') === at.join('.')).map(({ message }) => message)
    expect(said).toContainEqual(expect.stringMatching(/^at most \d+ [\w ]+, here are 2000: take some out$/u))
  },
)
