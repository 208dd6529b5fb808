import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands, type WireCommandType } from '../../server/protocol/commands.ts'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/**
 * The permission of every role for every command, outside a demo. The table is written from the outer contract and
 * not from the server's own: `y` the hall is asked, `-` refused by the gateway (401 without a session, otherwise 403).
 */
const people = ['nobody', 'board', 'phone', 'kiosk', 'counter', 'manager', 'administrator'] as const
type Person = (typeof people)[number]

const table: Record<WireCommandType, string> = {
  //                 nobody board phone kiosk counter manager administrator
  'issue-ticket': '  -      -     -     y     y       y       y',
  'open-counter': '  -      -     -     -     y       y       -',
  'close-counter': ' -      -     -     -     y       y       -',
  'pause-counter': ' -      -     -     -     y       y       -',
  'call-next': '     -      -     -     -     y       y       -',
  'call-ticket': '   -      -     -     -     y       y       -',
  recall: '          -      -     -     -     y       y       -',
  'start-service': ' -      -     -     -     y       y       -',
  'mark-no-show': '  -      -     -     -     y       y       -',
  'put-back': '      -      -     -     -     y       y       -',
  finish: '          -      -     -     -     y       y       -',
  hold: '            -      -     -     -     y       y       -',
  resume: '          -      -     -     -     y       y       -',
  transfer: '        -      -     -     -     y       y       y',
  'return-ticket': ' -      -     -     y     y       y       y',
  'cancel-ticket': ' -      -     -     -     y       y       y',
  leave: '           y      y     y     y     y       y       y',
  'let-go-first': '  y      y     y     y     y       y       y',
  rate: '            y      y     y     y     y       y       y',
  undo: '            -      -     -     -     y       y       y',
  'close-service': ' -      -     -     -     -       y       y',
  'open-service': '  -      -     -     -     -       y       y',
  'close-day': '     -      -     -     -     -       y       y',
  'ask-to-open': '   -      -     -     -     -       y       y',
  'set-profile': '   -      -     -     -     -       y       y',
  reprint: '         -      -     -     y     y       y       y',
  'paper-came-out': '-      -     -     y     y       y       y',
  'cancel-print': '  -      -     -     -     y       y       y',
  'print-test-page': '-      -     -     -     -       y       y',
  'read-notes': '    -      -     -     -     y       y       -',
  'read-ratings': '  -      -     -     -     -       y       y',
  'accept-clock': '  -      -     -     -     -       -       y',
  'change-settings': '-      -     -     -     -       -       y',
  'add-staff': '     -      -     -     -     -       -       y',
  'change-staff': '  -      -     -     -     -       -       y',
  'disable-staff': ' -      -     -     -     -       -       y',
  'enable-staff': '  -      -     -     -     -       -       y',
  'reset-password': '-      -     -     -     -       -       y',
}

let hall: RunningHall
let drivers: Record<Person, Driver>
beforeAll(async () => {
  hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  const signedIn = async (badge: string) => {
    const driver = new Driver(hall)
    expect((await driver.signIn(badge)).status).toBe(204)
    return driver
  }
  drivers = {
    nobody: new Driver(hall, 'stranger'),
    board: new Driver(hall, 'board-1'),
    phone: new Driver(hall, 'phone'),
    kiosk: new Driver(hall, 'kiosk-1'),
    counter: await signedIn('1001'),
    // 2001 of the furnished hall is a hall manager who may also sit at a counter.
    manager: await signedIn('2001'),
    administrator: await signedIn('9001'),
  }
})
afterAll(() => hall.close())

const cells = Object.entries(table).flatMap(([type, row]) =>
  row
    .trim()
    .split(/\s+/u)
    .map((cell, place) => ({ type: type as WireCommandType, person: people[place]!, may: cell === 'y' })),
)

test('the table has a cell for every command and every kind of caller', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(commands).sort())
  expect(cells).toHaveLength(Object.keys(commands).length * people.length)
})

test('every cell: who may not is refused at the door, before the body is looked at; nothing is written', async () => {
  // A body of one unknown field: an authorised client is told 400, any other is refused earlier.
  const lines = hall.given().length
  for (const { type, person, may } of cells) {
    const signedIn = drivers[person].cookie !== undefined
    const { status } = await drivers[person].command(type, { thisIsNoField: true })
    expect([type, person, status]).toEqual([type, person, may ? 400 : signedIn ? 403 : 401])
  }
  expect(hall.given()).toHaveLength(lines)
})

test('over the socket every cell is the same', async () => {
  const watched = Object.fromEntries(
    await Promise.all(
      people.map(async (person) => {
        const view =
          person === 'kiosk' ? { view: 'kiosk', device: 'kiosk-1' } : { view: 'board', device: 'board-1' }
        const page = drivers[person].dial(view)
        await page.until('a welcome', ({ type }) => type === 'welcome')
        return [person, page] as const
      }),
    ),
  )
  for (const { type, person, may } of cells) {
    const answer = await watched[person]!.command(type, { thisIsNoField: true })
    const expected = may
      ? { ok: false, invalid: expect.any(Array) }
      : { ok: false, denied: drivers[person].cookie === undefined ? 'not-signed-in' : 'wrong-role' }
    expect([type, person, answer]).toEqual([type, person, expect.objectContaining(expected)])
  }
})

test('who is let in is asked by the hall itself whose counter it is', async () => {
  await drivers.counter.done('open-counter', { counter: '1' })
  const { status, body } = await drivers.manager.command('call-next', { counter: '1' })
  expect([status, body.refusal?.reason]).toEqual([409, 'not-yours'])
  await drivers.counter.done('close-counter', { counter: '1' })
})

test('a kiosk gives no category that needs staff, whatever it says it is', async () => {
  const { status, body } = await drivers.kiosk.command('issue-ticket', {
    service: 'fees',
    category: 'member',
  })
  expect([status, body.refusal?.reason]).toEqual([409, 'category-needs-staff'])
  await drivers.counter.issue('fees', { category: 'member' })
})
