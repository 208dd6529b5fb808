import type { IncomingMessage } from 'node:http'
import type { ServeFlags } from '../cli/command-line.ts'
import type { Caller } from '../web/command-gateway.ts'
import { type AllowedOrigins, isLoopbackAddress } from './allowed-origins.ts'
import { readCookie, type Sessions } from './sessions.ts'
import type { Staff } from './staff.ts'

/** Who is calling, worked out from a request. */
export interface Identity {
  readonly caller: Caller
  /** Id of the session, when somebody is signed in. */
  readonly session: string | undefined
}

export interface AuthenticationOptions {
  readonly flags: ServeFlags
  readonly sessions: Sessions
  readonly staff: Staff
  readonly origins: AllowedOrigins
  readonly cookieName: string
  /** Kiosks of `hall.json`. */
  readonly kiosks: ReadonlySet<string>
}

/** Looks at a request before anything is read of it: may it come in, and who is it. */
export class Authentication {
  readonly #options: AuthenticationOptions

  constructor(options: AuthenticationOptions) {
    this.#options = options
  }

  /** Another's Host or Origin is refused. */
  refusal({ headers }: IncomingMessage): { status: number; problem: string } | undefined {
    const { origins } = this.#options
    if (!origins.ownsHost(headers.host))
      return { status: 421, problem: 'this hall is not served under that name' }
    if (!origins.ownsOrigin(headers.origin))
      return { status: 403, problem: 'this page belongs to another site' }
    return undefined
  }

  identity(request: IncomingMessage): Identity {
    const { sessions, staff, cookieName } = this.#options
    const session = sessions.find(readCookie(request.headers.cookie, cookieName))
    const isKnown = session !== undefined && staff.knows(session.badge)
    const query = (request.url ?? '').split('?', 2)[1] ?? ''
    const asked = new URLSearchParams(query).get('device')
    const isName = asked !== null && /^[\w.-]{1,64}$/u.test(asked)
    const device = isName ? asked : isKnown ? 'console' : 'kiosk-1'
    const isKiosk = this.#isKiosk(device, request)
    if (!isKnown) return { session: undefined, caller: { device, isKiosk } }
    return {
      session: session.id,
      caller: { staff: { badge: session.badge, roles: staff.rolesOf(session.badge) }, device, isKiosk },
    }
  }

  /** In a demo any `?device=` is believed on loopback, or with `--anyone`; else only a known kiosk of this machine. */
  #isKiosk(device: string, request: IncomingMessage): boolean {
    const { flags, kiosks } = this.#options
    const mayAct = flags.anyone || isLoopbackAddress(this.addressOf(request))
    return mayAct && (flags.verb === 'demo' || kiosks.has(device))
  }

  /** Who is at the other end; behind a trusted proxy, whom the proxy saw. */
  addressOf(request: IncomingMessage): string | undefined {
    const forwarded = this.#options.flags.trustProxy ? request.headers['x-forwarded-for'] : undefined
    return (
      String(forwarded ?? '')
        .split(',')
        .at(-1)
        ?.trim() || request.socket.remoteAddress
    )
  }
}
