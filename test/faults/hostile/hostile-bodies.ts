import { pageMessage } from '../../../server/protocol/page-messages.ts'
import { parseBody, parseJson } from '../../../server/protocol/parse.ts'
import type { Draw } from './draw.ts'

/** JSON that was right once: of another type, deeper, larger, with names that JavaScript itself uses, or broken as text. */

const long = 300
const strings = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\u202Eabc',
  '\uFEFF',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../../../etc/passwd',
  '%2e%2e%2f',
  "<script>alert('x')</script>",
  '$(reboot)',
  '{{7*7}}',
  "' or 1=1 --",
  'null',
  '٣',
  'Z͑ͫ̓ͪ̂'.repeat(long / 10),
  '👩‍👩‍👧‍👦'.repeat(long / 10),
  'x'.repeat(long),
  '\r\nSet-Cookie: a=b',
] as const
const numbers = [0, -0, -1, 0.1, 1e308, -1e308, 2 ** 53, 2 ** 31, -(2 ** 31) - 1, 5e-324]
const others = (): readonly unknown[] => [
  null,
  true,
  false,
  [],
  {},
  [[[[]]]],
  { length: 1e9 },
  { length: { toString: 1 } },
  { length: 1e9, toString: 1 },
  { toString: 1, valueOf: 1, toJSON: 1 },
  { constructor: { prototype: { isAdministrator: true } } },
  Object.fromEntries([['__proto__', { isAdministrator: true }]]),
  Object.fromEntries([['then', 'x']]),
  Array.from({ length: long }, (_, at) => at),
]
/** Numbers that JSON.stringify does not write. */
const writtenNumbers = ['1e999', '-1e999', '1E400', '9'.repeat(long), '-0', '0e-0', '1.0000000000000000001']

const hostileValue = (draw: Draw): unknown =>
  draw.of([() => draw.of(strings), () => draw.of(numbers), () => draw.of(others())])()

type Tree = Readonly<Record<string, unknown>>
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value with one place in it changed. */
function changed(draw: Draw, value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || draw.is(0.3)) return [...value, hostileValue(draw)]
    const place = draw.number(value.length)
    return value.map((one, at) => (at === place ? changed(draw, one) : one))
  }
  if (!isTree(value) || draw.is(0.1)) return hostileValue(draw)
  const names = Object.keys(value)
  const entries = Object.entries(value)
  if (names.length === 0 || draw.is(0.3))
    return Object.fromEntries([...entries, [draw.of(strings), hostileValue(draw)]])
  const name = draw.of(names)
  if (draw.is(0.15)) return Object.fromEntries(entries.filter(([one]) => one !== name))
  if (draw.is(0.1)) return Object.fromEntries([...entries, [name.toUpperCase(), value[name]]])
  return Object.fromEntries(entries.map(([one, part]) => [one, one === name ? changed(draw, part) : part]))
}

const depth = 4_000
const spoilt: readonly ((draw: Draw, text: string) => string)[] = [
  (draw, text) => text.slice(0, draw.number(text.length)),
  (draw, text) => {
    const at = draw.number(text.length)
    return (
      text.slice(0, at) +
      draw.of(['\u0000', '"', '\\', '}', ',', '\ud800', '\\u00', '/*', '\uFEFF']) +
      text.slice(at)
    )
  },
  (draw, text) => text.replace(/\d+|"[^"]*"(?=[,}])/u, draw.of(writtenNumbers)),
  (_, text) => text.replace('{', `{"a":${'['.repeat(depth)}${']'.repeat(depth)},`),
  (_, text) => '{"a":'.repeat(depth / 2) + text,
  (_, text) => text + text,
  (_, text) => text.replace(/\}$/u, `,"__proto__":{"isAdministrator":true}}`),
  (_, text) => text.replace(/"(\w+)":/u, '"$1":1,"$1":'),
  (draw) => draw.of(['', 'null', '[]', '""', '0', 'NaN', 'undefined', '{', '\u0000', '{"":""}', '[{}]']),
  (draw) => draw.bytes(draw.number(long)).toString('latin1'),
  // More than any body may have.
  (_, text) => text.replace(/\}$/u, `,"pad":"${'x'.repeat(17_000)}"}`),
]

/** JSON text of a value, changed in one to three places or spoilt as text. */
export function hostileJson(draw: Draw, value: object): string {
  let tree: unknown = value
  for (let changes = draw.number(4); changes > 0; changes -= 1) tree = changed(draw, tree)
  const text = JSON.stringify(tree) ?? 'null'
  return draw.is(0.3) ? draw.of(spoilt)(draw, text) : text
}

/** Whether a schema of the wire takes the text all the same. */
export function isTaken(schema: Parameters<typeof parseBody>[0], text: string): boolean {
  const json = parseJson(text)
  return json.ok && parseBody(schema, json.value).ok
}

/** Hostile JSON that no schema takes; what it took is drawn again. */
export function refusedJson(draw: Draw, schema: Parameters<typeof parseBody>[0], value: object): string {
  for (;;) {
    const text = hostileJson(draw, value)
    if (!isTaken(schema, text)) return text
  }
}

/** A message of a page, right until it was changed: each kind that a page may send. */
export function hostileMessage(draw: Draw, command: { id: string; command: string; body: object }): string {
  const messages = [
    {
      type: 'watch',
      id: 'w1',
      view: draw.of(['board', 'ticket', 'manager', 'kiosk']),
      params: { counter: '1' },
    },
    { type: 'watch', id: 'w1', view: 'board', epoch: 'x', seq: 1, seen: 'x' },
    { type: 'unwatch', id: 'w1' },
    { type: 'again', id: 'w1' },
    { type: 'report', sound: 'on', shown: 't1', visible: true, build: 'x', width: 100, height: 100 },
    { type: 'command', ...command },
  ]
  return hostileJson(draw, draw.of(messages))
}

export const isMessage = (text: string): boolean => isTaken(pageMessage, text)
