import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Badge } from '../../hall/ids.ts'
import { limits } from '../limits.ts'
import { isSameSecret } from '../same-secret.ts'
import type { Staff } from '../staff.ts'
import type { OpenIdAnswer, OpenIdFault, OpenIdProvider, OpenIdQuestion } from './openid-provider.ts'
import { Unfinished } from './unfinished.ts'

/** A sign-in of a page that went to the provider. */
interface Asked {
  readonly question: OpenIdQuestion
  /** The hash of the cookie that the asking browser got. */
  readonly cookie: string
  /** The id of the sign-in that the page chose. */
  readonly signIn: string
  /** The page to lead back to, with its query. */
  readonly page: string
}

/** `expired`: this browser asked nothing of the kind, or not in time, or has its answer already. */
export type OpenIdRefusal =
  | { readonly why: OpenIdFault | 'expired' | 'no-badge' }
  | { readonly why: 'no-account'; readonly badge: Badge }

/** Sign-ins by the provider of the organisation. An account is found by its badge number and never made. */
export class OpenIdSignIns {
  readonly provider: OpenIdProvider
  readonly #staff: Pick<Staff, 'knows'>
  readonly #asked: Unfinished<Asked>
  /** ID tokens by session, newest last, for the sign-out at the provider. They hold names, so that no document has them. */
  readonly #idTokens = new Map<string, string>()

  constructor(options: { provider: OpenIdProvider; staff: Pick<Staff, 'knows'>; clock: Clock }) {
    this.provider = options.provider
    this.#staff = options.staff
    this.#asked = new Unfinished(options.clock)
  }

  /** The address of the provider, and the cookie that binds the answer to the browser. */
  async begin(asked: {
    readonly redirectUri: string
    readonly page: string
    readonly signIn: string
    readonly address: string
  }): Promise<{ readonly to: string; readonly cookie: string } | OpenIdRefusal> {
    const begun = await this.provider.begin(asked.redirectUri)
    if (typeof begun === 'string') return { why: begun }
    const { to, question } = begun
    const cookie = randomBytes(32).toString('base64url')
    const { page, signIn } = asked
    this.#asked.begin(question.state, asked.address, { question, cookie: hashOf(cookie), signIn, page })
    return { to, cookie }
  }

  /** The page and the sign-in of an answer that is waited for. */
  asked(state: string): Pick<Asked, 'page' | 'signIn'> | undefined {
    return this.#asked.find(state)
  }

  /** The person of an answer. A state is for one answer, whatever becomes of it. */
  async finish(
    answer: OpenIdAnswer,
    cookie: string | undefined,
  ): Promise<{ readonly badge: Badge; readonly signIn: string; readonly idToken: string } | OpenIdRefusal> {
    const asked = this.#asked.find(answer.state)
    if (!asked || cookie === undefined || !isSameSecret(hashOf(cookie), asked.cookie))
      return { why: 'expired' }
    this.#asked.take(answer.state)
    const person = await this.provider.finish(asked.question, answer)
    if (typeof person === 'string') return { why: person }
    const { badge, idToken } = person
    if (badge === undefined) return { why: 'no-badge' }
    return this.#staff.knows(badge) ? { badge, signIn: asked.signIn, idToken } : { why: 'no-account', badge }
  }

  /** Keeps the ID token of a session for the sign-out at the provider. */
  keep(session: string, idToken: string): void {
    this.#idTokens.set(session, idToken)
    if (this.#idTokens.size > limits.idTokensKept) this.#idTokens.delete(this.#idTokens.keys().next().value!)
  }

  /** The address at which the provider ends its own sign-in, which leads back to a page then. */
  endAddress(session: string, leadBackTo: string, page: string): string | undefined {
    const idToken = this.#idTokens.get(session)
    this.#idTokens.delete(session)
    return this.provider.endAddress(leadBackTo, page, idToken)
  }
}

const hashOf = (cookie: string): string => createHash('sha256').update(cookie).digest('base64url')
