import { z } from 'zod'
import { commands, type WireCommandType } from '../../server/protocol/commands.ts'
import { newKey } from './watch.ts'

/** A field of a command's body that takes text, as its schema says. */
export interface TextField {
  readonly command: WireCommandType
  /** Names from the body down; `[]` is an item of a list. */
  readonly path: readonly string[]
  /** Any text fits: no list and no pattern bounds it. */
  readonly isFree: boolean
}

interface JsonSchema {
  readonly type?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
}

export const schemaOf = (command: WireCommandType): JsonSchema =>
  z.toJSONSchema(commands[command].body, { io: 'input' }) as JsonSchema

function pathsIn(
  schema: JsonSchema,
  path: readonly string[],
): { path: readonly string[]; isFree: boolean }[] {
  const { type, pattern, properties = {}, anyOf = [], allOf = [], items } = schema
  if (type === 'string')
    return schema.enum || schema.const !== undefined
      ? []
      : [{ path, isFree: pattern === undefined && !allOf.some((one) => one.pattern) }]
  // A record takes any name, with any value.
  if (type === 'object' && schema.additionalProperties) return [{ path: [...path, 'any'], isFree: false }]
  return [
    ...Object.entries(properties).flatMap(([name, part]) => pathsIn(part, [...path, name])),
    ...anyOf.flatMap((part) => pathsIn(part, path)),
    ...(items ? pathsIn(items, [...path, '[]']) : []),
  ]
}

/** The name of an account of staff, an API key or a print agent: its one place is a document for the owner only. */
export const isAccountName = ({ command, path }: TextField): boolean =>
  ['add-staff', 'change-staff', 'add-key', 'change-key', 'approve-device'].includes(command) &&
  path[0] === 'name'

/** Every text field of every command. */
export const commandTexts: readonly TextField[] = (Object.keys(commands) as WireCommandType[]).flatMap(
  (command) => pathsIn(schemaOf(command), []).map((field) => ({ command, ...field })),
)

/** The value with `text` at the path; what lay beside it below the first name is left out. */
export function withText(value: object, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined) return text
  if (name === '[]') return [withText({}, rest, text)]
  return { ...value, [name]: withText({}, rest, text) }
}

/** Right values of the fields that commands need, in the demo's hall. */
const rightValues = (): Readonly<Record<string, unknown>> => ({
  counter: '1',
  ticket: 't1',
  service: 'fees',
  category: 'elderly',
  to: { counter: '1' },
  key: newKey(),
  id: '0123456789ab',
  views: ['board'],
  score: 5,
  visit: '2026-06-18/A001',
  count: 1,
  command: newKey(),
  profile: 'general',
  badge: '1004',
  passkey: 'a-passkey',
  name: 'A colleague',
  roles: ['counter'],
  device: 'kiosk-1',
  code: 'BCDF-GHJK',
  screen: '1',
  reason: 'meal',
  base: 0,
  patch: {},
  due: '2099-12-31T08:15',
  plan: 1,
})

/** Fields with a list of values of their own in some command. */
const ownValues: Partial<Record<WireCommandType, Readonly<Record<string, unknown>>>> = {
  'bring-forward': { reason: 'missed-call' },
}

/** A body that the command takes: right values, or those of `more`, in all fields that it needs. */
export function rightBody(
  command: WireCommandType,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const right = { ...rightValues(), ...ownValues[command], ...more }
  const { properties = {}, required = [] } = schemaOf(command)
  const needed = Object.keys(properties).filter(
    (field) => ['counter', 'views'].includes(field) || required.includes(field),
  )
  for (const field of needed) if (!(field in right)) throw new Error(`say a right value of ${field}`)
  return Object.fromEntries(needed.map((field) => [field, right[field]]))
}
