import type { IncomingMessage } from 'node:http'
import type { Lock } from '../protocol/messages.ts'
import type { AllowedOrigins } from './allowed-origins.ts'
import type { DeviceRegistry } from './devices/device-registry.ts'
import type { DeviceSignIn } from './devices/devices.ts'
import type { ApiKeys } from './keys/api-keys.ts'
import { limits } from './limits.ts'
import type { Caller } from './permissions.ts'
import type { TokenBuckets } from './rates/token-buckets.ts'
import type { OnRefused } from './refused-attempts.ts'
import type { RequestSenders, Sender } from './request-sender.ts'
import { none, readCookie, signInCookies, signInHeader, signInOf } from './session-cookies.ts'
import type { Session, Sessions } from './sessions.ts'
import type { Staff } from './staff.ts'

/** The identity that a request came with. Its connection may stay open while roles change and sessions end. */
export interface Identity {
  /** The open session of the request; undefined when nobody was signed in. */
  readonly session: Session | undefined
  /** The session of the request, where it is locked. */
  readonly locked?: Session | undefined
  /** The sign-in of a device that the request came with; it may be revoked. */
  readonly device: DeviceSignIn | undefined
  /** Of the client; behind a trusted proxy, the one that the proxy reports. */
  readonly address: string
  /** A screen at this machine, or of an open demo: it may be any kiosk of the hall without a pairing. */
  readonly isTrusted: boolean
  /** The id under which the browser keeps the session's cookie. */
  readonly signIn?: string | undefined
  /**
   * The caller at this moment, looked up at each call: no longer staff once the session has ended. `named`: the device
   * that a page names after its request; by default the one of the request.
   */
  caller(named?: string): Caller
}

interface AuthenticationOptions {
  readonly isDemo: boolean
  /** The demo accepts screens without pairing from any address (`--anyone`). */
  readonly anyone: boolean
  readonly senders: RequestSenders
  readonly sessions: Sessions
  readonly staff: Staff
  readonly origins: AllowedOrigins
  readonly cookieName: string
  readonly apiKeys: ApiKeys
  /** Absent where nothing is limited. */
  readonly keyAllowance: TokenBuckets | undefined
  readonly devices: Pick<DeviceRegistry, 'find' | 'isPaired'>
  readonly deviceCookieName: string
  readonly onRefused: OnRefused
  /** Whether the settings in force have a device of this id. */
  readonly isKnownDevice: (device: string) => boolean
  /** Whether the settings in force have a kiosk of this id. */
  readonly isKnownKiosk: (device: string) => boolean
  /** Whether the settings in force have a rating device of this id. */
  readonly isKnownRatingDevice: (device: string) => boolean
}

/** The recorded device of requests that name one which the settings do not have. */
const unknownDevice = 'unknown'

/** The answer to a program that sends more than its API key may. */
const tooManyRequests = (waitMs: number): string =>
  `this API key may send ${limits.keyRequestsPerMinute} requests a minute, ${limits.keyRequestsAtOnce} at once after a pause; try again in ${Math.ceil(waitMs / 1000)} s`

/** Checks a request by its headers, before its body is read: Host and Origin, then identity. */
export class Authentication {
  readonly #options: AuthenticationOptions

  constructor(options: AuthenticationOptions) {
    this.#options = options
  }

  /**
   * The refusal of a foreign Host, Origin or page; undefined when all are allowed. Behind a proxy that rewrites Host, both
   * Host and `X-Forwarded-Host` have to be the hall's, because a proxy may pass on the latter as its client wrote it.
   */
  refusal(request: IncomingMessage): { status: number; problem: string } | undefined {
    const { origins, onRefused } = this.#options
    const { host, origin } = request.headers
    if (!origins.allowsHost(host) || !origins.allowsHost(this.senderOf(request).host)) {
      onRefused('host')
      return {
        status: 421,
        problem: 'unknown Host: use an address of this hall, or set publicUrl or --origins',
      }
    }
    if (!origins.allowsOrigin(origin, host) || !isOfOwnPage(request)) {
      onRefused('origin')
      return { status: 403, problem: 'foreign Origin: only pages of this hall may send requests' }
    }
    const key = this.#keyOf(request)
    if (key === undefined) return undefined
    const waitMs = key === 'unknown' ? undefined : this.#options.keyAllowance?.take(key.id)
    if (key !== 'unknown' && waitMs === undefined) return undefined
    onRefused('api-key')
    return waitMs === undefined
      ? { status: 401, problem: 'no such API key, or no longer: an administrator can add another' }
      : { status: 429, problem: tooManyRequests(waitMs) }
  }

  identity(request: IncomingMessage): Identity {
    if (this.#keyOf(request) !== undefined) return this.#identityOfKey(request)
    const { sessions, staff, devices, deviceCookieName } = this.#options
    const { session: known, signIn } = this.#signInOf(request)
    const isOpen = known !== undefined && sessions.isOpen(known)
    const session = isOpen ? known : undefined
    const device = devices.find(readCookie(request.headers.cookie, deviceCookieName))
    const query = (request.url ?? '').split('?', 2)[1] ?? ''
    const asked = new URLSearchParams(query).get('device')
    const isTrusted = this.#isTrusted(request)
    const screen = (named = asked): Caller =>
      device ? this.#signedIn(device, named) : this.#guest(named, known !== undefined, isTrusted)
    const isStaff = () => session !== undefined && sessions.isOpen(session) && staff.knows(session.badge)
    const lock = () => known && sessions.lockOf(known)
    return {
      session,
      locked: isOpen ? undefined : known,
      signIn,
      device,
      address: this.senderOf(request).address ?? '',
      isTrusted,
      caller: (named) =>
        isStaff()
          ? {
              staff: {
                badge: session!.badge,
                roles: staff.rolesOf(session!.badge),
                session: session!.id,
              },
              ...screen(named),
            }
          : withLock(screen(named), lock()),
    }
  }

  /** A screen with the sign-in of a device is that device and no other, and nothing once it was revoked. */
  #signedIn(signIn: DeviceSignIn, named: string | null): Caller {
    const { devices, isKnownKiosk, isKnownRatingDevice } = this.#options
    const { id: device, kind } = signIn
    const isPaired = devices.isPaired(signIn)
    const isOwn = isPaired && (named === null || named === device)
    return {
      device,
      isPaired,
      isKiosk: isOwn && kind === 'kiosk' && isKnownKiosk(device),
      isRatingDevice: isOwn && kind === 'rating' && isKnownRatingDevice(device),
    }
  }

  #guest(named: string | null, isConsole: boolean, isTrusted: boolean): Caller {
    const device = this.#deviceNamed(named, isConsole ? 'console' : 'kiosk-1')
    const { isDemo, isKnownKiosk, isKnownRatingDevice } = this.#options
    return {
      device,
      ...(named === null ? { isUnnamed: true } : {}),
      isKiosk: isTrusted && (isDemo || isKnownKiosk(device)),
      isRatingDevice: isTrusted && (isDemo || isKnownRatingDevice(device)),
    }
  }

  /** The sign-in that the request names, otherwise the one without a name, otherwise the only valid one, open or locked. */
  #signInOf(request: IncomingMessage): Pick<Identity, 'session' | 'signIn'> {
    const named = signInOf(request.headers[signInHeader], request.url)
    const valid = this.signIns(request)
    const wanted = valid.find(({ signIn }) => signIn === named)
    if (wanted) return wanted
    return (named === none && valid.length === 1 ? valid[0] : undefined) ?? { session: undefined }
  }

  /** All valid sign-ins of the browser that sent the request, open or locked. */
  signIns({ headers }: IncomingMessage): { readonly signIn: string; readonly session: Session }[] {
    const { sessions, staff, cookieName } = this.#options
    return signInCookies(headers.cookie, cookieName).flatMap(({ signIn, token }) => {
      const session = sessions.find(token)
      return session && staff.knows(session.badge) ? [{ signIn, session }] : []
    })
  }

  /** The API key of a request to the API; the metrics and print agents have secrets of their own. */
  #keyOf({ url = '', headers }: IncomingMessage): ReturnType<ApiKeys['find']> {
    return /^\/(?:api\/|live\b)/u.test(url) ? this.#options.apiKeys.find(headers.authorization) : undefined
  }

  /** The key is looked up at each call, because it may be revoked while its connection is open. */
  #identityOfKey(request: IncomingMessage): Identity {
    const query = (request.url ?? '').split('?', 2)[1] ?? ''
    const device = this.#deviceNamed(new URLSearchParams(query).get('device'), 'api')
    const caller = (): Caller => {
      const found = this.#keyOf(request)
      const key = typeof found === 'object' ? { id: found.id, ...found.grants } : 'unknown'
      return { device, isKiosk: false, key }
    }
    const address = this.senderOf(request).address ?? ''
    return { session: undefined, device: undefined, address, isTrusted: false, caller }
  }

  /**
   * The device that a request names, otherwise `usual`. A demo believes any name; a hall records only those of its
   * settings, because a made-up one could hold any text.
   */
  #deviceNamed(asked: string | null, usual: string): string {
    if (asked === null || !/^[\w.-]{1,64}$/u.test(asked)) return usual
    const { isDemo, isKnownDevice } = this.#options
    return isDemo || isKnownDevice(asked) ? asked : unknownDevice
  }

  /** A demo accepts any `?device=` from loopback, or with `--anyone`; a hall accepts only a known kiosk on this machine. */
  #isTrusted(request: IncomingMessage): boolean {
    return this.#options.anyone || this.senderOf(request).isHere
  }

  senderOf(request: IncomingMessage): Sender {
    return this.#options.senders.of(request)
  }

  /**
   * The origin at which the client opened this hall: that of its page, checked by `refusal`, otherwise by the Host that it
   * asked for. Undefined for a program that asks for one which no page of the hall has.
   */
  originOf(request: IncomingMessage): string | undefined {
    const { origin, host } = request.headers
    const sender = this.senderOf(request)
    const asked = origin ?? `${sender.isSecure ? 'https' : 'http'}://${sender.host}`
    return this.#options.origins.allowsOrigin(asked, host) ? asked : undefined
  }
}

const withLock = (caller: Caller, lock: Lock | undefined): Caller => (lock ? { ...caller, lock } : caller)

/**
 * By the fetch metadata that browsers send over TLS and on loopback: whether the address bar or a page of this origin
 * sent the request. A link on another site may open a page.
 */
function isOfOwnPage({ method, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'] ?? 'none'
  return (
    site === 'same-origin' ||
    site === 'none' ||
    (method === 'GET' && headers['sec-fetch-mode'] === 'navigate')
  )
}
