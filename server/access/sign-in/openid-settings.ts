import type { Role } from '../../hall/ids.ts'
import { isLoopbackHost } from '../addresses.ts'

/**
 * An OpenID Connect provider of the organisation, by which staff may sign in. All of it comes from the command line or the
 * environment, never from a page, so that its address is trusted.
 */
export interface OpenIdSettings {
  /** As the provider itself spells it. */
  readonly issuer: string
  readonly clientId: string
  /** Absent: a public client, which PKCE alone protects. */
  readonly clientSecret?: string
  /** The claim whose value is the badge number. */
  readonly badgeClaim: string
  readonly scope: string
  /** The text of the button, in all languages; absent: the words of the page. */
  readonly label?: string
}

/** The same as flags of the command line. */
export interface OpenIdFlags {
  readonly openidIssuer?: string
  readonly openidClientId?: string
  readonly openidSecretFile?: string
  readonly openidBadgeClaim?: string
  readonly openidScope?: string
  readonly openidLabel?: string
  readonly localSignIn?: LocalSignIn
}

export const openIdDefaults = { badgeClaim: 'preferred_username', scope: 'openid profile' } as const

/** The accounts that may sign in without the provider, by a password or a passkey of the hall. */
export const localSignIns = ['all', 'administrators'] as const
export type LocalSignIn = (typeof localSignIns)[number]

/** The address of a provider as it was given; undefined for plain HTTP off loopback, a query, a fragment or a password. */
export function issuerOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const { protocol, hostname, search, hash, username } = url
  if (search || hash || username) return undefined
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname)) ? text : undefined
}

/** Of the host name of a URL, which has brackets around an IPv6 address. */
export const isLoopbackName = (hostname: string): boolean => isLoopbackHost(hostname.replace(/^\[|\]$/gu, ''))

/** Whether an account of these roles may sign in without the provider. */
export const maySignInLocally = (roles: readonly Role[], local: LocalSignIn): boolean =>
  local === 'all' || roles.includes('administrator')
