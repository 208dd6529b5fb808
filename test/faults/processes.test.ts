import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Driver, newKey } from '../fakes/driver.ts'
import {
  furnishedDirectory,
  type RunningHall,
  runToEnd,
  startHall,
  temporaryDirectory,
} from '../fakes/running-hall.ts'

/** The process as its operator sees it: exit codes, what is said where, starting and stopping. */

const commands =
  'serve demo verify repair backup restore slip certificate device print-agent virtual-printer'.split(' ')
const flags = [
  ...[
    'port',
    'host',
    'data',
    'printer',
    'public-url',
    'tls-cert',
    'tls-key',
    'plain-http',
    'trust-proxy',
    'origins',
  ],
  ...[
    'accept-clock',
    'metrics-token',
    'anyone',
    'simulate',
    'speed',
    'preview',
    'check',
    'service',
    'language',
  ],
  ...['copy', 'day', 'name', 'server', 'secret-file', 'paper', 'page', 'star', 'fault', 'seed'],
]
const halls: RunningHall[] = []
const started = async (...options: Parameters<typeof startHall>) => {
  const hall = await startHall(...options)
  halls.push(hall)
  return hall
}
afterAll(() => Promise.all(halls.map((hall) => hall.close())))

describe('wrong usage (exit 2)', () => {
  test.each([
    ['dance', 'dance'],
    ['serve --fault hot --copy 77 --star', '--fault'],
    ['demo --port 0 --printer usb://1', 'usb://1'],
    ['demo --port 0 --tls-cert /nowhere/a.pem --tls-key /nowhere/b.pem', '/nowhere/a.pem'],
  ])('nowserving %s is told so on standard error, with what is wrong', async (line, names) => {
    const { code, stdout, stderr } = await runToEnd(line.split(' '))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^nowserving: /u)
    expect(stderr).toContain(names)
    expect(stderr).not.toMatch(/\bat .+:\d+:\d+/u)
  })

  test.each([[['--help']], [[]], [['help']]])(
    '%j tells every command, every flag and every exit code, and ends with 0',
    async (line) => {
      const { code, stdout, stderr } = await runToEnd(line)
      expect([code, stderr]).toEqual([0, ''])
      for (const verb of commands) expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, 'mu'))
      for (const flag of flags) expect(stdout).toMatch(new RegExp(`^ {2}--${flag}\\b`, 'mu'))
      expect(stdout).toContain('NOWSERVING_PUBLIC_URL')
      expect(stdout.replace(/\s+/gu, ' ')).toMatch(
        /0 stopped as asked, 2 wrong usage, 3 .+ 4 .+ 5 the disk refused/u,
      )
    },
  )

  test('--help of a command tells its own flags only; --version tells the version', async () => {
    const { code, stdout } = await runToEnd(['slip', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('--preview <file.png>')
    expect(stdout).not.toContain('--port')
    expect(await runToEnd(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+/u),
    })
  })

  test('a flag may also come from the environment', async () => {
    const hall = await started({ env: { NOWSERVING_PUBLIC_URL: 'https://queue.example' } })
    const { phoneUrl } = await new Driver(hall, 'kiosk-1').issue()
    expect(phoneUrl).toMatch(/^https:\/\/queue\.example\/t\//u)
  })
})

describe('data that cannot be trusted (exit 3)', () => {
  test.each([
    ['hall.json', '{\n  "format": 1,\n  "id": oops\n}\n', /hall\.json, line 3, column 9/u],
    ['hall.json', '{"format": 2, "id": "demo"}', /hall\.json.+format/u],
    ['secret', 'too short', /secret holds 9 bytes/u],
  ])('a broken %s (%j) is named; nothing is changed', async (file, text, names) => {
    const directory = await furnishedDirectory()
    writeFileSync(join(directory, file), text)
    const before = contentOf(directory)
    const { code, stdout, stderr } = await runToEnd(['serve', '--port', '0', '--data', directory])
    expect([code, stdout, stderr]).toEqual([3, '', expect.stringMatching(names)])
    expect(contentOf(directory)).toBe(before)
  })

  test('a directory that holds no hall is not repaired', async () => {
    const { code, stderr } = await runToEnd(['repair', '--data', temporaryDirectory()])
    expect([code, stderr]).toEqual([3, expect.stringContaining('hall.json')])
  })
})

/** Names and contents of the files of a directory. */
function contentOf(directory: string): string {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
  return JSON.stringify(
    files
      .filter((file) => statSync(join(directory, file)).isFile())
      // The marker of who made it is written by the first start.
      .filter((file) => file !== 'nowserving.json' || files.includes('journal'))
      .map((file) => [file, readFileSync(join(directory, file), 'latin1')]),
  )
}

describe('in use, or not the demo’s (exit 4)', () => {
  test('a second server on the same directory ends at once; the first goes on', async () => {
    const hall = await started()
    for (const verb of ['demo', 'repair']) {
      const { code, stderr } = await runToEnd([verb, '--data', hall.directory])
      expect([verb, code, stderr]).toEqual([verb, 4, expect.stringContaining('in use')])
    }
    expect((await new Driver(hall).get('/readyz')).status).toBe(200)
  })

  test('a port in use is named', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await new Promise((settle) => holder.once('listening', settle))
    const { port } = holder.address() as { port: number }
    const { code, stdout, stderr } = await runToEnd(['demo', '--port', String(port)])
    const words = `nowserving: cannot listen on 127.0.0.1:${port}: another program listens there already; stop it, or choose another port with --port\n`
    expect([code, stdout, stderr]).toEqual([4, '', words])
    const printer = await runToEnd(['virtual-printer', '--port', '0', '--page', String(port)])
    expect([printer.code, printer.stderr]).toEqual([4, expect.stringContaining('another port with --page')])
    holder.close()
  })

  test.each([
    ['192.0.2.1', 'this machine has no such address'],
    ['no-such-host.invalid', 'no address is known for that name'],
  ])('a --host that is not this machine’s (%s) is named', async (host, names) => {
    const { code, stdout, stderr } = await runToEnd(['demo', '--port', '0', '--anyone', '--host', host])
    expect([code, stdout, stderr]).toEqual([4, '', expect.stringContaining(names)])
  })

  test('the demo furnishes no directory that it did not make', async () => {
    const foreign = temporaryDirectory()
    writeFileSync(join(foreign, 'letter.txt'), 'dear all')
    const { code, stderr } = await runToEnd(['demo', '--port', '0', '--data', foreign])
    expect([code, stderr]).toEqual([4, expect.stringContaining(foreign)])
    expect(readdirSync(foreign)).toEqual(['letter.txt'])
  })

  test('a --data that is no directory, or takes no file, is named with what to do', async () => {
    const file = join(temporaryDirectory(), 'file')
    writeFileSync(file, '')
    for (const [path, what] of [
      [file, 'is no directory'],
      ...(process.platform === 'linux' ? [['/proc/1', 'takes no new file'] as const] : []),
    ] as const) {
      const { code, stdout, stderr } = await runToEnd(['serve', '--port', '0', '--data', path])
      const words = `nowserving: ${path} ${what}. Nothing was changed. Give another directory, or one to be made.\n`
      expect([code, stdout, stderr]).toEqual([4, '', words])
    }
  })
})

describe('starting and stopping', () => {
  test('ready is the one line on standard output; logs are JSON lines', async () => {
    const hall = await started({ verb: 'serve', directory: await furnishedDirectory() })
    expect((await hall.stop()).code).toBe(0)
    expect(hall.stdout).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\n$/u)
    for (const line of hall.stderr.trim().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(String) })
  })

  test('a stop in the middle of a crowd answers each with 200 or "unknown", and every 200 is kept', async () => {
    const hall = await started()
    const kiosk = new Driver(hall, 'kiosk-1')
    const answers: { key: string; text: string; status: number }[] = []
    let isOver = false
    const customers = Array.from({ length: 16 }, async () => {
      while (!isOver) {
        const key = newKey()
        const reply = await kiosk.command('issue-ticket', { service: 'fees' }, key).catch(() => undefined)
        if (!reply) return
        answers.push({ key, text: reply.text, status: reply.status })
        if (reply.status !== 200) return expect([reply.status, reply.body]).toEqual([503, { unknown: true }])
      }
    })
    await expect.poll(() => answers.length).toBeGreaterThan(50)
    const { code } = await hall.stop()
    isOver = true
    await Promise.all(customers)
    expect(code).toBe(0)
    await hall.start()
    const acknowledged = answers.filter(({ status }) => status === 200)
    for (const { key, text } of acknowledged)
      expect((await kiosk.command('issue-ticket', { service: 'fees' }, key)).text).toBe(text)
  })

  test('without --data the demo takes a temporary directory', async () => {
    const parent = temporaryDirectory()
    const hall = await started({ directory: 'its-own', env: { TMPDIR: parent } })
    const [made] = readdirSync(parent)
    expect(existsSync(join(parent, made!, 'hall.json'))).toBe(true)
    expect((await hall.stop()).code).toBe(0)
  })
})
