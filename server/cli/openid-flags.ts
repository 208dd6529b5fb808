import { readFile } from 'node:fs/promises'
import type { Option } from 'commander'
import {
  issuerOf,
  localSignIns,
  type OpenIdFlags,
  type OpenIdSettings,
  openIdDefaults,
} from '../access/sign-in/openid-settings.ts'
import { type Environment, valueFlag } from './flags.ts'
import { limits } from './limits.ts'
import { UsageError } from './usage-error.ts'

/** The secret of the client at the provider. A flag would show it to everybody who lists the processes of the machine. */
const secretVariable = 'NOWSERVING_OPENID_SECRET'

/** Sign-in by an OpenID Connect provider of the organisation (docs/sign-in.md). */
export const openIdOptions = (): Option[] => [
  valueFlag('--openid-issuer <url>', 'OpenID Connect provider by which staff may sign in', {
    parse: issuerOf,
    allowed:
      'the issuer as the provider spells it, such as https://id.example/realms/town; http on loopback only',
  }),
  valueFlag('--openid-client-id <id>', 'the client id of this hall at the provider'),
  valueFlag(
    '--openid-secret-file <file>',
    `file with the secret of this client; or the environment variable ${secretVariable}`,
  ),
  valueFlag(
    '--openid-badge-claim <name>',
    `claim whose value is the badge number; ${openIdDefaults.badgeClaim} otherwise`,
  ),
  valueFlag('--openid-scope <scopes>', `scopes that are asked for; "${openIdDefaults.scope}" otherwise`),
  valueFlag('--openid-label <text>', 'text of the button on the sign-in, in all languages', {
    parse: (text) => (text.length <= limits.openIdLabelLength ? text : undefined),
    allowed: `at most ${limits.openIdLabelLength} characters`,
  }),
  valueFlag(
    '--local-sign-in <whose>',
    `accounts that may sign in without the provider: ${localSignIns.join(' or ')}; all otherwise`,
    {
      parse: (text) => localSignIns.find((one) => one === text),
      allowed: localSignIns.join(' or '),
    },
  ),
]

/** The provider of the flags; undefined without one. Throws `UsageError` for flags that lack others, and for the secret's file. */
export async function openIdOf(
  flags: OpenIdFlags,
  environment: Environment,
): Promise<OpenIdSettings | undefined> {
  const { openidIssuer: issuer, openidClientId: clientId, openidSecretFile: file } = flags
  if (issuer === undefined) {
    const [given] = Object.entries(flags).filter(([name, value]) => isOfProvider(name) && value !== undefined)
    if (given === undefined) return undefined
    throw new UsageError(`${flagOf(given[0])} works only with --openid-issuer: give both`)
  }
  if (clientId === undefined)
    throw new UsageError('--openid-issuer works only with --openid-client-id: give both')
  const secret = file === undefined ? environment[secretVariable] : await secretIn(file)
  return {
    issuer,
    clientId,
    ...(secret ? { clientSecret: secret } : {}),
    badgeClaim: flags.openidBadgeClaim ?? openIdDefaults.badgeClaim,
    scope: flags.openidScope ?? openIdDefaults.scope,
    ...(flags.openidLabel === undefined ? {} : { label: flags.openidLabel }),
  }
}

const isOfProvider = (name: string): boolean => name.startsWith('openid') || name === 'localSignIn'

const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`

async function secretIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `--openid-secret-file ${file} can't be read (${error.code}): give a file with the secret`,
    )
  })
  const secret = text.trim()
  if (secret === '' || secret.length > limits.valueLength)
    throw new UsageError(`--openid-secret-file ${file} holds no secret: give a file with the secret alone`)
  return secret
}
