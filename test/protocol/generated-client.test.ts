import { execFile } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall, temporaryDirectory } from '../fakes/running-hall.ts'

/** Other programs make their client from the hall's OpenAPI: it fits a typed program, and the program serves a visit. */

const root = resolve(import.meta.dirname, '../..')
const bin = join(root, 'node_modules/.bin')
const run = promisify(execFile)

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.close())

/** Issues, calls, starts and finishes; what the types must refuse is marked. */
const program = `
import * as hall from './client.ts'

const [url = '', cookie = ''] = process.argv.slice(2)
hall.defaults.baseUrl = url
hall.defaults.headers = { cookie }
let keys = 0
const key = () => ({ idempotencyKey: \`generated-client-\${String((keys += 1)).padStart(4, '0')}\` })

const opened = await hall.openCounter({ ...key(), body: { counter: '1' } })
const issued = await hall.issueTicket({ ...key(), device: 'kiosk-1', body: { service: 'fees', category: 'elderly' } })
if (issued.status !== 200) throw new Error(JSON.stringify(issued.data))
const { ticket, label, ahead, wait } = issued.data.result
const minutes: number | undefined = wait?.to
const called = await hall.callTicket({ ...key(), body: { counter: '1', ticket } })
if (called.status !== 200) throw new Error(JSON.stringify(called))
const rule: 'chosen' | undefined = called.data.result.why.rule === 'chosen' ? 'chosen' : undefined
const started = await hall.startService({ ...key(), body: { counter: '1', expect: { ticket, stage: 'called' } } })
const view = await hall.viewCounter({ counter: '1' })
const active = view.status === 200 ? view.data.view.active : undefined
const finished = await hall.finish({ ...key(), body: { counter: '1', outcome: 'done' } })
const refused = await hall.callNext({ ...key(), body: { counter: '9' } })
const reason = refused.status === 409 ? refused.data.refusal.reason : undefined
const invalid = await hall.recall({ ...key(), body: { counter: '' } })
const path = invalid.status === 400 ? invalid.data.invalid[0]?.path : undefined

// @ts-expect-error: no such field in the body
const wrongField = () => hall.callNext({ ...key(), body: { counter: '1', speed: 2 } })
// @ts-expect-error: no such category
const wrongWord = () => hall.issueTicket({ ...key(), body: { service: 'fees', category: 'tall' } })
// @ts-expect-error: a call has no number of people ahead
const wrongResult = () => called.data.result.ahead
// @ts-expect-error: no such reason
const wrongReason = () => reason === 'no-such-thing'

const statuses = [opened, issued, called, started, finished].map(({ status }) => status)
console.log(JSON.stringify({ statuses, label, ahead, minutes, rule, active, reason, path }))
`

test('a client made from the OpenAPI document type-checks against a program that serves a visit, and serves it', async () => {
  const directory = temporaryDirectory()
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'))
  const document = join(directory, 'openapi.json')
  writeFileSync(document, (await new Driver(hall).get('/api/openapi.json')).text)
  const client = join(directory, 'client.ts')
  const flags = ['--argumentStyle=object', '--useUnknown', '--futureStripLegacyMethods']
  await run(join(bin, 'oazapfts'), [document, client, ...flags])
  writeFileSync(join(directory, 'program.ts'), program)
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}')
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    rewriteRelativeImportExtensions: true,
    outDir: 'out',
    rootDir: '.',
  }
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }))
  const compiled = await run(join(bin, 'tsc'), ['-p', directory]).catch((error) => error)
  expect(compiled.stdout).toBe('')
  const staff = new Driver(hall)
  await staff.signIn('1001')
  const { stdout } = await run(process.execPath, [join(directory, 'out/program.js'), hall.url, staff.cookie!])
  expect(JSON.parse(stdout)).toMatchObject({
    statuses: [200, 200, 200, 200, 200],
    label: 'B001',
    ahead: 0,
    rule: 'chosen',
    active: { label: 'B001', stage: 'serving', category: 'elderly' },
    reason: 'no-such-counter',
    path: 'counter',
  })
})
