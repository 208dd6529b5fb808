import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { realFileSystem } from '../../../server/journal/file-system.ts'
import { openVault } from '../../../server/journal/vault.ts'
import { commands, type WireCommandType } from '../../../server/protocol/commands.ts'
import {
  commandTexts,
  isAccountName,
  rightBody,
  type TextField,
  withText,
} from '../../fakes/command-texts.ts'
import { Driver, newKey, openCounters } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'
import type { Watch } from '../../fakes/watch.ts'

/** [I10] A name is planted in every text field of every command, and in all else that a request carries. */

let hall: RunningHall | undefined
afterAll(() => hall?.close())

/** A form that fits badges, ids, names and language tags alike. */
const badgeLike = 'Mrs-Xylowang'
/** The name, in the forms that ids, badges, keys, labels and language tags take. */
const forms = [
  'Mrs Xylowang, flat 302',
  'Mrs.Xylowang',
  badgeLike,
  'Mrs-Xylowang-flat-302-in-the-blue-house',
  'en-xylowang',
]

/** Every file below a directory, with its path and text. */
const filesIn = (directory: string): [file: string, text: string][] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((file) => join(directory, file))
    .filter((file) => statSync(file).isFile())
    .map((file) => [file, readFileSync(file, 'latin1')])

/** Commands that hash a password, which takes longer than all others together. */
const isHashing = (command: string) => command === 'add-staff' || command === 'reset-password'

/** A field in which an id of one of the hall's lists of reasons stands; any other text is refused, so that it goes nowhere. */
const isReason = ({ command, path }: TextField): boolean =>
  ['pause-counter.reason', 'hold.for', 'rate.reasons.[]'].includes([command, ...path].join('.'))

interface People {
  readonly kiosk: Driver
  readonly clerk: Driver
  readonly manager: Driver
  readonly administrator: Driver
}

/** The same people on new connections: the hall closes an idle one, perhaps just when a busy machine uses it again. */
function reconnected(people: People): People {
  const again = (former: Driver): Driver => {
    former.close()
    return Object.assign(new Driver(hall!, former.device), { cookie: former.cookie })
  }
  const { kiosk, clerk, manager, administrator } = people
  return {
    kiosk: again(kiosk),
    clerk: again(clerk),
    manager: again(manager),
    administrator: again(administrator),
  }
}

/** Somebody who may give the command. */
function giverOf(command: WireCommandType, people: People): Driver {
  const { by }: { by: readonly string[] } = commands[command]
  if (by.includes('counter') || by.includes('staff')) return people.clerk
  if (by.includes('manager')) return people.manager
  return by.includes('administrator') ? people.administrator : people.kiosk
}

/** Sets a ticket at counter 1 that is being served; returns the phone's key of one whose visit has ended. */
async function stage({ kiosk, clerk, manager }: People) {
  await manager.command('open-service', { service: 'fees' })
  const served = async () => {
    const issued = await kiosk.issue('fees')
    await clerk.done('open-counter', { counter: '1' })
    await clerk.command('finish', { counter: '1' })
    await clerk.done('call-ticket', { counter: '1', label: issued.label })
    await clerk.done('start-service', { counter: '1' })
    return issued.phoneUrl.split('/t/')[1]!
  }
  const ended = await served()
  await served()
  return ended
}

/** A body with the text in the field, and right values in all fields that must be there. */
const bodyOf = ({ command, path }: TextField, ended: string, text: string): unknown =>
  withText(rightBody(command, { key: ended }), path, text)

/** Everything beside commands in which a request carries text. Their answers go to the asker alone. */
async function sendElsewhere({ kiosk, clerk, manager }: People, page: Watch<'board'>): Promise<void> {
  const [words, id] = forms as [string, string]
  const inUrl = encodeURIComponent(words)
  for (const path of [
    '/',
    '/window/',
    '/t/',
    '/api/',
    '/api/tickets/',
    '/api/views/',
    '/api/names/',
    '/api/paper/',
  ])
    for (const text of [id, inUrl, `%ff${id}`, `x?${id}=${inUrl}`]) await kiosk.get(path + text)
  for (const header of [
    'user-agent',
    'referer',
    'cookie',
    'authorization',
    'accept-language',
    'x-forwarded-for',
  ])
    await kiosk.get('/api/session', { [header]: words })
  await kiosk.get('/', { host: `${id}.example` })
  await kiosk.get('/', { origin: `http://${id}.example` })
  await kiosk.get(`/live?view=${id}`, { connection: 'Upgrade', upgrade: 'websocket' })
  await kiosk.get(`/agent?${id}`, {
    connection: 'Upgrade',
    upgrade: 'websocket',
    authorization: `Bearer ${id}`,
  })
  await kiosk.signIn(id.replace('.', '-'), words)
  await kiosk.signIn('1001', words)
  for (const body of [words, `{"${words}": 1`, { [id]: words }])
    await kiosk.ask('POST', '/api/session', { body })
  // A device that the hall does not have, of staff, of a phone and of a kiosk.
  for (const giver of [clerk, manager, kiosk]) {
    const asked = { headers: { 'idempotency-key': newKey() }, body: { service: 'fees' } }
    await giver.ask('POST', `/api/commands/issue-ticket?device=${id}`, asked)
  }
  const { phoneUrl } = await kiosk.issue('fees')
  const left = { headers: { 'idempotency-key': newKey() }, body: { key: phoneUrl.split('/t/')[1] } }
  expect((await kiosk.ask('POST', `/api/commands/leave?device=${id}`, left)).status).toBe(200)
  for (const type of Object.keys(commands)) {
    await clerk.command(type, { counter: '1', [id]: words, note2: words })
    await clerk.command(type, `{"counter": "${words}`)
  }
  await clerk.command(id, {})
  await clerk.command('call-next', { counter: '1' }, id)
  for (const message of [words, `{"type":"${words}"}`, { type: 'report', build: words }]) page.send(message)
  page.send({ type: 'watch', id: 'Mrs.Xylowang', view: id, params: { [id]: words } })
  await page.command(id, { [id]: words })
  await new Promise<void>((settle) => {
    const socket = connect(hall!.port, '127.0.0.1', () => socket.end(`${words}\r\n\r\n`))
    socket.on('data', () => undefined).on('close', () => settle())
  })
}

test('[I10] a name in any text field of any command, or elsewhere in a request, is nowhere but in the vault', async () => {
  hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  const kiosk = new Driver(hall, 'kiosk-1')
  const [clerk] = (await openCounters(hall, 1)) as [Driver]
  const [manager, administrator] = [new Driver(hall), new Driver(hall)]
  await manager.signIn('2001')
  await administrator.signIn('9001')
  let people: People = { kiosk, clerk, manager, administrator }
  const { phoneUrl } = await kiosk.issue('parking')
  const watches = await Promise.all([
    kiosk.watch('board'),
    kiosk.watch('kiosk', { device: 'kiosk-1' }),
    kiosk.watch('window', { counter: '1' }),
    kiosk.watch('ticket', { key: phoneUrl.split('/t/')[1]! }),
    clerk.watch('counter', { counter: '1' }),
    manager.watch('manager'),
  ])

  const vault = await openVault({ fs: realFileSystem, directory: join(hall.directory, 'vault'), randomBytes })
  // Words go with their ticket, so they are read as soon as they are kept.
  const newestWords = async () => {
    const references = [...JSON.stringify(hall!.journal()).matchAll(/"\w+Ref":"([^"]+)"/gu)]
    return await vault.read(references.at(-1)![1]!)
  }
  let kept = 0
  let refusedReasons = 0
  let ended = await stage(people)
  for (const field of commandTexts) {
    people = reconnected(people)
    const { command, path, isFree } = field
    // A new badge is a number that the administrator gives, and known everywhere.
    if (command === 'add-staff' && path[0] === 'badge') continue
    const personal: readonly string[] = commands[command].personal
    const isPersonal = personal.includes(path.join('.'))
    for (const text of isPersonal ? forms.slice(0, 2) : isHashing(command) ? [badgeLike] : forms) {
      if (isPersonal) ended = await stage(people)
      const giver = giverOf(command, people)
      const { status, text: said } = await giver.command(command, bodyOf(field, ended, text))
      const what = `${command} ${path.join('.')}: ${text}`
      expect([what, isPersonal ? status === 200 : status < 500, said]).toEqual([what, true, said])
      if (isReason(field)) {
        expect([what, status === 400 || said.includes('no-such-reason'), said]).toEqual([what, true, said])
        refusedReasons += 1
      }
      if (!isPersonal || !isFree) continue
      expect(await newestWords(), what).toBe(text)
      kept += 1
    }
  }
  expect(kept).toBe(4)
  expect(refusedReasons).toBeGreaterThan(8)
  await sendElsewhere(people, await kiosk.watch('board'))
  people = reconnected(people)
  await stage(people)
  const { label } = await people.kiosk.issue('fees')
  await people.clerk.done('finish', { counter: '1' })
  await people.clerk.done('call-ticket', { counter: '1', label })
  await watches[0].see('the last call', ({ calls }) => JSON.stringify(calls).includes(label))
  const metrics = (await people.kiosk.get('/metrics')).text
  const views = await Promise.all([
    people.kiosk.view('board'),
    people.kiosk.view('kiosk'),
    people.kiosk.view('window', { counter: '1' }),
    people.clerk.view('counter', { counter: '1' }),
    people.manager.view('manager'),
  ])
  await hall.stop()

  const { directory, stderr, stdout } = hall
  const isOfAccounts = (file: string) => /(?:staff|keys)\.json$/u.test(file)
  const accounts = filesIn(directory).filter(([file]) => isOfAccounts(file))
  expect(commandTexts.filter(isAccountName)).toHaveLength(5)
  expect(
    accounts.map(([file, text]) => [text.toLowerCase().includes('xylowang'), statSync(file).mode & 0o077]),
  ).toEqual([
    [true, 0],
    [true, 0],
  ])
  const files = filesIn(directory).filter(([file]) => !isOfAccounts(file))
  expect(files.filter(([file]) => /journal|checkpoint\.json|hall\.json/u.test(file)).length).toBeGreaterThan(
    2,
  )
  const told = watches.flatMap(({ texts }, at) => texts.map((text) => [`frame of view ${at}`, text]))
  const all = [
    ...files,
    ...told,
    ['log', stderr],
    ['output', stdout],
    ['metrics', metrics],
    ['views', JSON.stringify(views)],
  ]
  const found = all.filter(([, text]) => text!.toLowerCase().includes('xylowang'))
  const hits = found.map(([place, text]) => [place, text!.match(/.{0,60}xylowang.{0,60}/giu)])
  expect(hits).toEqual([])
})
