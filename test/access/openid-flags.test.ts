import { expect, test } from 'vitest'
import { furnishedDirectory, runToEnd } from '../fakes/running-hall.ts'

/** The flags of the OpenID provider. */

test.each([
  [['--openid-client-id', 'x'], /--openid-client-id works only with --openid-issuer/u],
  [['--local-sign-in', 'administrators'], /--local-sign-in works only with --openid-issuer/u],
  [['--openid-issuer', 'https://id.example'], /works only with --openid-client-id/u],
  [['--openid-issuer', 'http://id.example', '--openid-client-id', 'x'], /http on loopback only/u],
  [['--local-sign-in', 'nobody'], /give all or administrators/u],
  [
    [
      '--openid-issuer',
      'https://id.example',
      '--openid-client-id',
      'x',
      '--openid-secret-file',
      '/no/such/file',
    ],
    /can't be read \(ENOENT\)/u,
  ],
])('a wrong flag is named: %j', async (flags, words) => {
  const { code, stderr } = await runToEnd([
    'serve',
    '--port',
    '0',
    '--data',
    await furnishedDirectory(),
    ...flags,
  ])
  expect(code).toBe(2)
  expect(stderr).toMatch(words)
})
