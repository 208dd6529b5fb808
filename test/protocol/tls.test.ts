import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  furnishedDirectory,
  type RunningHall,
  runToEnd,
  startHall,
  temporaryDirectory,
} from '../fakes/running-hall.ts'
import { ask, type Client, cookieOf, firstMessage } from '../fakes/tls-client.ts'
import { lacks } from '../fakes/tools.ts'

/** TLS of the hall itself, with a certificate that it made for its own network. */

const folder = join(temporaryDirectory(), 'certificate')
const names = 'hall.internal,192.168.7.9,fd00::1:2,127.0.0.1'
const file = (name: string) => join(folder, name)
let said = ''
let hall: RunningHall
let tablet: Client
beforeAll(async () => {
  said = (await runToEnd(['certificate', '--out', folder, '--names', names])).stdout
  hall = await startHall({
    verb: 'serve',
    directory: await furnishedDirectory(),
    flags: [
      '--tls-cert',
      file('hall.crt'),
      '--tls-key',
      file('hall.key'),
      '--origins',
      'https://hall.internal:1',
    ],
  })
  const authority = readFileSync(file('hall-authority.crt'), 'utf8')
  tablet = { port: hall.port, name: '127.0.0.1', authority }
})
afterAll(() => hall.close())

describe('nowserving certificate', () => {
  test('makes a certificate for its names, by an authority that signs nothing else, and a key for its owner only', () => {
    const certificate = new X509Certificate(readFileSync(file('hall.crt')))
    const authority = new X509Certificate(readFileSync(file('hall-authority.crt')))
    for (const name of ['hall.internal']) expect(certificate.checkHost(name)).toBe(name)
    for (const address of ['192.168.7.9', 'fd00::1:2', '127.0.0.1'])
      expect(certificate.checkIP(address)).toBe(address)
    expect(certificate.checkHost('other.internal')).toBeUndefined()
    expect([certificate.ca, authority.ca]).toEqual([false, true])
    expect(certificate.checkIssued(authority)).toBe(true)
    expect(certificate.verify(authority.publicKey)).toBe(true)
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000
    expect(days).toBe(825)
    expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now())
    expect(statSync(file('hall.key')).mode & 0o777).toBe(0o600)
    expect(said).toMatch(/--tls-cert .*hall\.crt --tls-key .*hall\.key/u)
    expect(said).toMatch(/Install .*hall-authority\.crt/u)
  })

  test.skipIf(lacks('openssl', ['openssl', 'version']))(
    'is accepted by OpenSSL as strictly as it can',
    () => {
      const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', file('hall-authority.crt')]
      expect(execFileSync('openssl', [...args, file('hall.crt')], { encoding: 'utf8' })).toContain('OK')
    },
  )

  test('writes over nothing', async () => {
    const before = readFileSync(file('hall.key'))
    const { code, stderr } = await runToEnd(['certificate', '--out', folder])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is there already and stays: .*--out/u)])
    expect(readFileSync(file('hall.key'))).toEqual(before)
  })

  test('takes the names of this machine unless it is told others', async () => {
    const out = join(temporaryDirectory(), 'made')
    const { code, stdout } = await runToEnd(['certificate', '--out', out])
    expect([code, stdout]).toEqual([0, expect.stringMatching(/made for .*localhost, 127\.0\.0\.1, ::1/u)])
    expect(new X509Certificate(readFileSync(join(out, 'hall.crt'))).checkHost('localhost')).toBe('localhost')
  })

  test.each(['', 'a b', 'hall.internal,', '-a', `${'a'.repeat(64)}.b`])(
    'refuses %j as a name',
    async (given) => {
      const { code, stderr } = await runToEnd(['certificate', '--out', folder, `--names=${given},b`])
      expect([code, stderr]).toEqual([2, expect.stringMatching(/--names .*: give names such as/u)])
    },
  )
})

describe('a hall with it', () => {
  test('is trusted where its authority is installed, and nowhere else', async () => {
    expect((await ask(tablet, '/kiosk')).status).toBe(200)
    await expect(ask({ ...tablet, authority: '' }, '/kiosk')).rejects.toThrow(/certificate|signature/u)
    await expect(ask({ ...tablet, name: 'other.internal' }, '/kiosk')).rejects.toThrow(/altnames/u)
  })

  test('keeps sign-ins in Secure cookies, tells browsers to stay on https, and says nothing of plain HTTP', async () => {
    const signedIn = await ask(tablet, '/api/session', { body: { badge: '1001', password: 'demo' } })
    expect(signedIn.status).toBe(204)
    expect(signedIn.headers['set-cookie']?.[0]).toMatch(/; Secure; SameSite=Strict$/u)
    expect(signedIn.headers['strict-transport-security']).toMatch(/^max-age=\d{7,}$/u)
    expect(signedIn.headers['content-security-policy']).toContain("default-src 'self'")
    const session = await ask(tablet, '/api/session', { headers: { cookie: cookieOf(signedIn) } })
    expect(session.body).toMatchObject({ badge: '1001' })
    expect(hall.stderr).not.toContain('plain HTTP')
  })

  test('has its sockets over TLS too', async () => {
    expect(await firstMessage(tablet, 'view=board')).toMatchObject({ type: 'welcome' })
  })
})
