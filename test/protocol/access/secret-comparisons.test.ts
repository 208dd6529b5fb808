import { expect, test } from 'vitest'
import { comparisonsOf, isPlainValue, namesOfOperand } from '../../fakes/sources/comparisons.ts'
import { within } from '../../fakes/sources/rooms.ts'
import { files, isSource, text } from '../../fakes/sources/source-tree.ts'

/**
 * Secrets that a stranger sends are compared in constant time: a comparison that ends at the first wrong sign tells by
 * its time how much of a guess is right.
 */

const secret =
  /(?:token|secret|password|pin|hash|hashOf|cookie|signature|signed|proof|challenge|nonce|claim|authorization|digest|code|key)$/iu
/** The rooms in which a secret that was sent arrives. */
const rooms = ['server/access', 'server/web', 'server/printing']

const secretsCompared = (source: string): string[] =>
  comparisonsOf(source)
    .filter(({ left, right }) => !isPlainValue(left) && !isPlainValue(right))
    .filter((sides) => [sides.left, sides.right].flatMap(namesOfOperand).some((name) => secret.test(name)))
    .map(({ left, right }) => `${left} and ${right}`)

/** Comparisons of which a stranger knows both sides or sends neither. */
const others: Readonly<Record<string, string>> = {
  'server/access/devices/devices.ts: device.hash and own': 'of a sign-in that was found, and of the document',
  'server/access/session-cookies.ts: key and name': 'the name of a cookie',
  'server/access/staff.ts: hashNow() and hash': 'of the document, before and after the check',
  'server/access/staff.ts: now.password and account.password': 'of the document, before and after the check',
  'server/web/sign-in/session-routes.ts: newPassword and password': 'both of one request',
}

test('no secret that somebody sends is compared by ===, whose time would tell how much of a guess is right', () => {
  const found = files()
    .filter((file) => isSource(file) && within(file, ...rooms))
    .flatMap((file) => secretsCompared(text(file)).map((one) => `${file}: ${one}`))
  expect(found.filter((one) => others[one] === undefined)).toEqual([])
  expect(Object.keys(others).filter((one) => !found.includes(one))).toEqual([])
})

test('such a comparison is seen', () => {
  for (const line of [
    'if (request.headers.authorization === wanted) return',
    "if (request.get('authorization') === `Bearer $" + '{metricsToken}`) return',
    "return request.get('cookie') === own",
    'return token !== this.#token',
    'const isRight = hashOf(given) === account.password!',
    'all.find((one) => one.code === typed)',
  ])
    expect([line, secretsCompared(line).length]).toEqual([line, 1])
  for (const line of [
    'if (token === undefined) return',
    "if (account.password !== '') return",
    'const isRight = isSameSecret(token, secret)',
    'if (one === other) return // token === secret',
  ])
    expect([line, secretsCompared(line)]).toEqual([line, []])
})
