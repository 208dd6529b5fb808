import { hash, randomBytes } from 'node:crypto'
import { readCookie } from '../session-cookies.ts'

/**
 * A PIN belongs to the browser in which its person set it by the password: so few digits are no proof from anywhere else.
 * That browser has a cookie of 32 random bytes, of which the accounts hold the hash. To unlock, a request needs this cookie,
 * that of the sign-in, and the digits.
 */

/** Name of the cookie, beside those of sign-ins, which have a tilde. */
export const pinCookieNameOf = (cookieName: string): string => `${cookieName}-pin`

/** Such a cookie is sent with what is about signing in, and with nothing else. */
export const pinCookiePath = '/api/session'

export const newPinCookie = (): string => randomBytes(32).toString('base64url')

/** A browser with such a cookie, as the accounts name it: 43 characters of base64url. */
export const browserWith = (pinCookie: string): string => hash('sha256', pinCookie, 'base64url')

/** The cookie of a request; undefined where no PIN was ever set. */
export const pinCookieOf = (header: string | undefined, cookieName: string): string | undefined =>
  readCookie(header, pinCookieNameOf(cookieName))
