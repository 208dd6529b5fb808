import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, mainFile, runToEnd, startHall } from '../fakes/running-hall.ts'
import { hasPty, saySkipped } from '../printers/connection/pty.ts'

/** `nowserving staff`: accounts of a hall that is stopped, by the command line. */

const own = 'correct horse battery'

let directory: string
beforeAll(async () => {
  directory = await furnishedDirectory()
})

const staff = (words: readonly string[], input?: string) =>
  runToEnd(['staff', ...words, '--data', directory], input === undefined ? {} : { input })

const accounts = (): Record<string, Record<string, unknown>> =>
  JSON.parse(readFileSync(join(directory, 'staff.json'), 'utf8')).staff

describe('staff', () => {
  test('adds a person with the password of standard input, who works in the hall that starts then', async () => {
    const words = ['add', '1501', '--name', 'Zoë', '--roles', 'counter,manager', '--skills', 'fees']
    const added = await staff([...words, '--languages', 'en', '--password-stdin'], `${own}\n`)
    expect([added.code, added.stdout]).toEqual([0, '1501: added\n'])
    expect(accounts()['1501']).toEqual({
      ...{ name: 'Zoë', roles: ['counter', 'manager'], skills: ['fees'], languages: ['en'] },
      password: expect.stringMatching(/^scrypt:15:8:3:/u),
    })
    const listed = await staff(['list'])
    expect(listed.stdout).toContain('1501\tZoë\tcounter,manager\n')
    const hall = await startHall({ verb: 'serve', directory })
    try {
      const driver = new Driver(hall)
      expect((await driver.signIn('1501', own)).status).toBe(204)
      expect((await driver.get('/api/session')).body).toEqual({
        badge: '1501',
        roles: ['counter', 'manager'],
      })
      const refused = await staff(['disable', '1501'])
      expect(refused.code).toBe(4)
      expect(refused.stderr).toContain('running')
      expect(refused.stderr).toContain('docs/settings.md')
      expect((await staff(['list'])).code).toBe(0)
      await hall.stop()
      expect((await staff(['disable', '1501'])).code).toBe(0)
      expect(accounts()['1501']).toMatchObject({ isDisabled: true })
      const { sessions, seen } = JSON.parse(readFileSync(join(directory, 'sessions.json'), 'utf8'))
      expect([Object.values(sessions), Object.keys(seen)]).toEqual([[], ['1501']])
      expect((await staff(['list'])).stdout).toContain('1501\tZoë\tcounter,manager\tdisabled\n')
      expect((await staff(['enable', '1501'])).code).toBe(0)
    } finally {
      await hall.kill9()
    }
  })

  test('shows who has a PIN, and removes it; so does another password', async () => {
    const file = join(directory, 'staff.json')
    const give = () => {
      const document = JSON.parse(readFileSync(file, 'utf8'))
      for (const badge of ['1002', '1003'])
        document.staff[badge].pins = { ['A'.repeat(43)]: { hash: document.staff[badge].password, setAt: 1 } }
      document.staff['1004'].pin = document.staff['1004'].password
      writeFileSync(file, JSON.stringify(document))
    }
    give()
    expect((await staff(['list'])).stdout).toMatch(/^1002\t.*\thas a PIN$/mu)
    expect((await staff(['list'])).stdout).toMatch(
      /^1004\t.*\thas a PIN of earlier rules, which unlocks nothing$/mu,
    )
    const cleared = await staff(['clear-pin', '1002'])
    expect([cleared.code, cleared.stdout]).toEqual([
      0,
      '1002: the PIN is removed; the password unlocks sign-ins\n',
    ])
    expect(accounts()['1002']).not.toHaveProperty('pins')
    expect((await staff(['password', '1003', '--password-stdin'], `${own}\n`)).code).toBe(0)
    expect(accounts()['1003']).not.toHaveProperty('pins')
    expect((await staff(['clear-pin', '4711'])).code).toBe(2)
  })

  test.each([
    ['no verb', [], /give "staff add\|list\|change/u],
    ['no badge', ['disable'], /one badge number/u],
    ['two badges', ['disable', '1001', '1002'], /one badge number/u],
    ['a role that is none', ['change', '1001', '--roles', 'king'], /--roles: .*counter/u],
    ['a service that is none', ['change', '1001', '--skills', 'tea'], /--skills tea: no such service.*fees/u],
    ['a name that nobody sees', ['change', '1001', '--name', '\u200b'], /--name: .*visible/u],
    ['a badge that is taken', ['add', '1001', '--name', 'A', '--roles', 'counter'], /1001: .*in use/u],
    ['a badge that nobody has', ['enable', '4711'], /4711: nobody .*staff list/u],
    ['the password of nobody', ['password', '4711', '--password-stdin'], /4711: nobody .*staff list/u],
    ['the last administrator', ['disable', '9001'], /9001: is the last administrator/u],
    ['a short password', ['password', '1001', '--password-stdin'], /password: .*12 characters/u],
    ['no terminal', ['password', '1001'], /--password-stdin/u],
  ])('refuses %s with exit 2 and what to give instead, and changes nothing', async (_, words, problem) => {
    const before = accounts()
    const { code, stdout, stderr } = await staff(words, 'short\n')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(problem)
    expect(accounts()).toEqual(before)
  })

  test('refuses a password of the badge number and the name of the hall', async () => {
    const before = accounts()
    const { code, stderr } = await staff(['password', '1001', '--password-stdin'], 'jinhua-property 1001\n')
    expect([code, stderr]).toEqual([2, expect.stringContaining('too easy to guess')])
    expect(accounts()).toEqual(before)
  })

  test('changes what is given and leaves the rest, and lists who has a password for one sign-in', async () => {
    const before = accounts()['1001']
    expect((await staff(['change', '1001', '--skills', 'fees,repairs', '--languages', 'en'])).code).toBe(0)
    expect(accounts()['1001']).toEqual({ ...before, skills: ['fees', 'repairs'], languages: ['en'] })
    expect((await staff(['change', '1001', '--skills', 'all'])).code).toBe(0)
    expect(accounts()['1001']).toEqual({ ...before, skills: 'all', languages: ['en'] })
    const file = join(directory, 'staff.json')
    const document = JSON.parse(readFileSync(file, 'utf8'))
    document.staff['1001'].isOneTime = true
    writeFileSync(file, JSON.stringify(document))
    expect((await staff(['list'])).stdout).toMatch(/^1001\t.*\thas a password for one sign-in$/mu)
  })

  test('gives a disabled person no password, because it would not let them in', async () => {
    expect((await staff(['disable', '1004'])).code).toBe(0)
    const before = accounts()
    const { code, stderr } = await staff(['password', '1004', '--password-stdin'], own)
    expect([code, accounts()]).toEqual([2, before])
    expect(stderr).toContain('1004: is disabled; enable it first')
  })

  test('ends the sign-ins of a person whose password it changes, and of nobody else', async () => {
    const until = Date.now() + 3_600_000
    const sessions = { a: { badge: '1002', until }, b: { badge: '1003', until } }
    writeFileSync(join(directory, 'sessions.json'), JSON.stringify({ format: 1, sessions }))
    expect((await staff(['password', '1002', '--password-stdin'], own)).code).toBe(0)
    const { sessions: left } = JSON.parse(readFileSync(join(directory, 'sessions.json'), 'utf8'))
    expect(left).toEqual({ b: expect.objectContaining({ badge: '1003', until }) })
  })
})

test.skipIf(!hasPty)(
  'at a terminal the password is asked for twice, and nothing of it is shown',
  async () => {
    const command = `${process.execPath} ${mainFile} staff password 1003 --data ${directory}`
    const child = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] })
    let shown = ''
    const answers = [/type\):\r?\n/u, /again:\r?\n/u]
    child.stdout.on('data', (part) => {
      shown += part
      if (answers[0]?.test(shown)) {
        answers.shift()
        child.stdin.write(`${own}\r`)
      }
    })
    const code = await new Promise((settle) => child.once('close', settle))
    expect([code, shown]).toEqual([0, expect.stringContaining('1003: the password is changed')])
    expect(shown).not.toContain('correct')
    expect(accounts()['1003']?.password).toMatch(/^scrypt:15:/u)
  },
)
if (!hasPty) saySkipped()
