import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { makeLocalCertificate } from '../../server/cli/certificate/local-certificate.ts'
import { newKey, until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall, temporaryDirectory } from '../fakes/running-hall.ts'
import { ask, type Client, cookieOf, firstMessage } from '../fakes/tls-client.ts'
import { lacks } from '../fakes/tools.ts'

/** A real nginx in front, as docs/network.md sets it up: its clients are elsewhere, and it is at 127.0.0.2. */

const program = '/usr/sbin/nginx'
const isMissing = lacks('nginx', [program, '-v'])
const name = 'queue.example'

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

const wholeProxy = `
  proxy_http_version 1.1;
  proxy_set_header Host $http_host;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;
  proxy_bind 127.0.0.2;`

/** Ports: over TLS, without TLS, and without a single header of its own from 127.0.0.1. */
const configuration = (folder: string, hall: number, [tls, plain, bare]: readonly number[]) => `
daemon off;
pid ${folder}/pid;
error_log stderr warn;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder}/${one};`).join(' ')}
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server {
    listen 127.0.0.1:${tls} ssl;
    ssl_certificate ${folder}/hall.crt;
    ssl_certificate_key ${folder}/hall.key;
    location / { proxy_pass http://127.0.0.1:${hall}; ${wholeProxy} }
  }
  server {
    listen 127.0.0.1:${plain};
    location / { proxy_pass http://127.0.0.1:${hall}; ${wholeProxy} }
  }
  server {
    listen 127.0.0.1:${bare};
    location / { proxy_pass http://127.0.0.1:${hall}; }
  }
}
`

describe.skipIf(isMissing)('behind nginx', () => {
  let hall: RunningHall
  let nginx: ChildProcess
  let noise = ''
  /** A guest outside, over TLS; the same over plain HTTP; the same through a proxy that says nothing of itself. */
  let guest: Client
  let plain: Client
  let bare: Client

  beforeAll(async () => {
    const folder = temporaryDirectory()
    const ports = [await freePort(), await freePort(), await freePort()]
    const own = [`https://${name}:${ports[0]}`, `http://${name}:${ports[1]}`, `http://${name}:${ports[2]}`]
    hall = await startHall({
      verb: 'serve',
      directory: await furnishedDirectory(),
      flags: ['--trust-proxy', '127.0.0.2', '--public-url', own[0]!, '--origins', own.slice(1).join()],
    })
    const { authority, certificate, key } = makeLocalCertificate([name], Date.now())
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'hall.crt'), certificate)
    writeFileSync(join(folder, 'hall.key'), key)
    writeFileSync(join(folder, 'nginx.conf'), configuration(folder, hall.port, ports))
    nginx = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    nginx.stderr!.on('data', (part) => {
      noise += part
    })
    const from = '127.0.7.7'
    guest = { port: ports[0]!, name, authority, from }
    plain = { port: ports[1]!, name, from }
    bare = { port: ports[2]!, name, from }
    await until(`nginx: ${noise}`, () =>
      ask(guest, '/healthz').then(
        ({ status }) => status === 200,
        () => false,
      ),
    )
  })
  afterAll(async () => {
    if (nginx && nginx.exitCode === null) {
      nginx.kill('SIGTERM')
      await once(nginx, 'exit')
    }
    await hall?.close()
  })

  const issue = (client: Client) =>
    ask(client, '/api/commands/issue-ticket?device=kiosk-1', {
      body: { service: 'fees' },
      headers: { 'idempotency-key': newKey() },
    })
  const signIn = (client: Client, badge: string, password = 'demo') =>
    ask(client, '/api/session', { body: { badge, password } })

  test('a kiosk outside is refused, and figures too, through a proxy that says who asks and one that does not', async () => {
    const given = hall.given().length
    for (const client of [guest, plain]) {
      expect((await issue(client)).status).toBe(401)
      expect((await ask(client, '/metrics')).status).toBe(403)
      for (const [header, value] of [
        ['x-forwarded-for', '127.0.0.1'],
        ['x-real-ip', '127.0.0.1'],
        ['forwarded', 'for=127.0.0.1'],
      ] as const)
        expect((await ask(client, '/metrics', { headers: { [header]: value } })).status).toBe(403)
    }
    // This proxy rewrites Host to an address of loopback, and comes from 127.0.0.1 as a browser here would.
    const noPage = { headers: { 'idempotency-key': newKey() }, body: { service: 'fees' } }
    const path = '/api/commands/issue-ticket?device=kiosk-1'
    expect((await ask(bare, path, noPage)).status).toBe(401)
    expect((await ask(bare, '/metrics')).status).toBe(403)
    expect(hall.given()).toHaveLength(given)
  })

  test('a kiosk on the machine itself goes on beside it', async () => {
    expect((await issue({ port: hall.port, name: '127.0.0.1' })).status).toBe(200)
  })

  test('a sign-in works over https, and its session is kept', async () => {
    const signedIn = await signIn(guest, '1001')
    expect(signedIn.status).toBe(204)
    expect(signedIn.headers['set-cookie']?.[0]).toMatch(/; Secure; SameSite=Strict$/u)
    expect(signedIn.headers['strict-transport-security']).toMatch(/^max-age=\d{7,}$/u)
    const session = await ask(guest, '/api/session', { headers: { cookie: cookieOf(signedIn) } })
    expect([session.status, session.body]).toEqual([200, expect.objectContaining({ badge: '1001' })])
  })

  test('a sign-in over plain HTTP is refused in words, also where the proxy says nothing', async () => {
    for (const client of [plain, bare]) {
      const { status, body, headers } = await signIn(client, '1001')
      expect([status, body.problem, headers['set-cookie']]).toEqual([
        426,
        expect.stringMatching(/unencrypted.*https/u),
        undefined,
      ])
    }
  })

  test('sockets work, of guests and of staff', async () => {
    expect(await firstMessage(guest, 'view=board')).toMatchObject({ type: 'welcome' })
    const cookie = cookieOf(await signIn(guest, '2001'))
    expect(await firstMessage(guest, 'view=manager', cookie)).toMatchObject({ type: 'welcome' })
    await expect(firstMessage(guest, 'view=manager')).rejects.toThrow('401')
  })

  test('wrong passwords count for the client that sent them, not for the proxy', async () => {
    for (let n = 0; n < limits.freeAttempts; n += 1)
      expect((await signIn(guest, '1002', 'wrong')).status).toBe(401)
    expect((await signIn(guest, '1002')).status).toBe(429)
    expect((await signIn({ ...guest, from: '127.0.7.8' }, '1002')).status).toBe(204)
  })
})
