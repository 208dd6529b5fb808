/**
 * The cookies of sign-ins. One browser may hold several, one per sign-in, because a counter and the hall manager may share
 * a machine: with one cookie for all, each sign-in would throw the other out. A page names its sign-in by an id that it
 * made up itself and keeps for its tab; the id is no secret, because only the HttpOnly cookie of the same id proves
 * anything. Cookies of their own are also free of the race in which two tabs overwrite one list.
 * A request that names no sign-in has the cookie without an id, as programs do, otherwise the only valid one of the browser.
 * With several it has none, because guessing would let somebody act under a colleague's name.
 */

/** The header of a page's requests, and the parameter of its socket, because a browser's socket has no headers. */
export const signInHeader = 'nowserving-sign-in'
export const signInParameter = 'sign-in'

const signInId = /^[\w-]{1,32}$/u

/** The id of the sign-in that a request names. `none`: no request of a page, or before its first sign-in. */
export function signInOf(header: string | readonly string[] | undefined, url: string | undefined): string {
  const query = new URLSearchParams((url ?? '').split('?', 2)[1] ?? '')
  const named = String(header ?? query.get(signInParameter) ?? '')
  return signInId.test(named) ? named : none
}
export const none = ''

/** Cookie names of a hall. Neither a hall's id nor a sign-in's has a tilde. */
export const cookieNameOf = (base: string, signIn: string): string =>
  signIn === none ? base : `${base}~${signIn}`

interface SignInCookie {
  readonly signIn: string
  readonly token: string
}

/** The sign-in cookies of a hall in the header of a request. */
export function signInCookies(header: string | undefined, base: string): SignInCookie[] {
  return (header ?? '').split(';').flatMap((part) => {
    const [name = '', token = ''] = part.trim().split('=', 2)
    const [hall, signIn = none, ...more] = name.split('~')
    if (hall !== base || token === '' || more.length > 0) return []
    return [{ signIn, token }]
  })
}

/** The value of one cookie of a request. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value) return value
  }
  return undefined
}
