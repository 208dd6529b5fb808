import { z } from 'zod'
import type { Agreed, Agreement } from './agreement.ts'
import { commands, type ResultOf, type WireCommandType } from './commands.ts'
import { denied, problem, refusal, trouble } from './http-bodies.ts'
import type { Announcement, Answer, ServerMessage } from './messages.ts'
import { moment } from './views/parts.ts'
import { namedViews, views } from './views.ts'

/** Schemas of the server's messages over `/live`. The compiler holds them to the types in `messages.ts`. */

const text = z.string()
const seq = z.number().int()

const announcement = z
  .strictObject({
    type: z.enum(['called', 'recalled', 'call-cancelled', 'test-call']),
    id: text.describe('<day>/<label>/<calls>, of a test call test/<seq>; a page speaks an id once'),
    label: text,
    counter: text,
    at: moment.describe('ms since 1970-01-01T00:00Z; nothing older than 30 s is spoken'),
  })
  .meta({ id: 'Announcement' })
const events = z.array(announcement)

const watchId = text
  .optional()
  .describe('the watch that it belongs to, as the page named it; absent for the view of the address')
const patch = z.record(text, z.unknown()).describe('JSON Merge Patch (RFC 7396) of the view')

const names = text.describe('hash of the names of the ids in views: `/api/names/<hash>?lang=<tag>`')

const seen = text.optional().describe('proves a record that was shown; return the newest with each watch')

const welcome = z.strictObject({
  type: z.literal('welcome'),
  id: watchId,
  protocol: z.number().int(),
  build: text,
  epoch: text,
  seq,
  now: moment,
  view: z
    .union([...Object.values(views), ...Object.values(namedViews)])
    .describe('with names only for a page that comes back by its address, with `epoch` and `seq`'),
  names: names.optional(),
  events,
  trouble: trouble.optional(),
  seen,
})

const happened = z.strictObject({
  type: z.literal('happened'),
  id: watchId,
  prev: seq,
  seq,
  events,
  patch,
  names: names.optional().describe('when it changes'),
})

const silentBoard = z.strictObject({
  name: text,
  sound: z
    .enum(['blocked', 'off'])
    .describe('blocked: until the screen is touched; off: no audio, or it fails'),
})

const beat = z.strictObject({
  type: z.literal('beat'),
  seq,
  now: moment,
  seqs: z.record(text, seq).optional().describe('by watch, how far the page was told'),
  trouble: trouble.optional(),
  silentBoards: z
    .record(text, silentBoard)
    .optional()
    .describe(
      'to pages that watch `manager`: boards and speakers none of whose open pages has sound, by device',
    ),
  seen,
})

const ended = z.strictObject({
  type: z.literal('ended'),
  id: watchId,
  why: z.enum([
    'not-signed-in',
    'locked',
    'not-paired',
    'wrong-role',
    'no-such-view',
    'no-such-counter',
    'no-such-device',
    'no-such-ticket',
    'no-paper',
    'too-many-watches',
    'too-many-screens',
  ]),
  problem: text,
})

const invalid = z.strictObject({ type: z.literal('invalid'), invalid: z.array(problem) })

const closing = z.strictObject({
  type: z.literal('closing'),
  reason: z
    .enum([
      'stopping',
      'signed-out',
      'taken-over',
      'account-taken-over',
      'crowded-out',
      'device-removed',
      'idle',
      'locked',
    ])
    .describe('idle, locked: the sign-in is locked, and opens again by `POST /api/session/unlock`'),
})

/** The results of all commands; a page knows from its command which one to expect. */
const result = z.union([...new Set(Object.values(commands).map((one) => one.result))])
const answered = { type: z.literal('answer'), id: text.describe('the key of the command') }
const failed = { ...answered, ok: z.literal(false) }
const answer = z.union([
  z.strictObject({ ...answered, ok: z.literal(true), seq, result }),
  z.strictObject({ ...failed, refusal }),
  z.strictObject({ ...failed, invalid: z.array(problem) }),
  z.strictObject({ ...failed, denied }),
  z.strictObject({ ...failed, unknown: z.literal(true) }),
])

/** Every message of the server, each with its occasion. */
export const serverMessages = {
  welcome: { summary: 'The whole view, on joining or after `again`.', payload: welcome },
  happened: {
    summary: 'The change of the view; `prev` must be the seq that the page is at.',
    payload: happened,
  },
  beat: { summary: 'Every 5 s.', payload: beat },
  ended: {
    summary: 'A watch shows nothing, or nothing any longer; `problem` says what to do.',
    payload: ended,
  },
  answer: { summary: 'To a command, as for HTTP.', payload: answer },
  closing: { summary: 'The hall stops, or this page may no longer watch.', payload: closing },
  invalid: { summary: 'A message of the page was not understood; nothing changed.', payload: invalid },
} as const satisfies Record<ServerMessage['type'], { summary: string; payload: z.ZodType }>

type Told<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>
type AnswerMessage = { type: 'answer'; id: string } & Answer<ResultOf<WireCommandType>>
export type ServerMessagesAgree =
  | Agreed<Agreement<typeof announcement, Announcement>>
  | Agreed<Agreement<typeof welcome, Told<'welcome'>>>
  | Agreed<Agreement<typeof happened, Told<'happened'>>>
  | Agreed<Agreement<typeof beat, Told<'beat'>>>
  | Agreed<Agreement<typeof ended, Told<'ended'>>>
  | Agreed<Agreement<typeof invalid, Told<'invalid'>>>
  | Agreed<Agreement<typeof closing, Told<'closing'>>>
  | Agreed<Agreement<typeof answer, AnswerMessage>>
