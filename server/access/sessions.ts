import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Badge, type EpochMs, type SignInWay, signInWays } from '../hall/ids.ts'
import type { Lock } from '../protocol/messages.ts'
import { limits } from './limits.ts'

const locks = ['idle', 'locked'] as const satisfies readonly Lock[]

/** Sessions of staff. A cookie holds 32 random bytes. Only their hash is stored, so that a copy of the document is useless. */
export const sessionsDocument = z.strictObject({
  format: z.literal(1),
  sessions: z.record(
    z.string(),
    z.strictObject({
      badge: z.string(),
      until: z.number(),
      /** Absent: by password, in older documents. */
      way: z.enum(signInWays).optional(),
      /** When its person last acted there (epoch ms), as of the last write. Older documents lack it. */
      actedAt: z.number().optional(),
      lock: z.enum(locks).optional(),
      /** PINs tried since it was last open. */
      pinTries: z.number().optional(),
    }),
  ),
  /** When each person last signed in or acted (epoch ms). */
  seen: z.record(z.string(), z.number()).optional(),
})
export type SessionsDocument = Readonly<z.output<typeof sessionsDocument>>
export const noSessions: SessionsDocument = { format: 1, sessions: {} }

export interface Session {
  readonly id: string
  readonly badge: Badge
  /** Absent: by password, before there were other ways. */
  readonly way?: SignInWay | undefined
}

/** The reason for which a session ended before its time. `crowded-out`: another one began beside too many. */
export type SessionEnd = 'signed-out' | 'account-taken-over' | 'crowded-out'

/** A sign-in as it is stored; the moment of its last act is exact in memory. */
interface SignIn {
  readonly badge: Badge
  readonly until: EpochMs
  readonly way?: SignInWay | undefined
  actedAt: EpochMs
  lock?: Lock | undefined
  pinTries: number
}

interface SessionStore {
  readonly data: SessionsDocument
  update(change: (now: SessionsDocument) => SessionsDocument): Promise<void>
}

/**
 * Sessions outlive a restart. Their document is written when one begins, ends, is locked or unlocked, and once in a while
 * for the moment at which a person was last seen.
 */
export class Sessions {
  readonly #document: SessionStore
  readonly #now: () => EpochMs
  readonly #lockAfterMs: () => number
  readonly #sessions: Map<string, SignIn>
  readonly #seen: Map<Badge, EpochMs>
  #ended: (why: SessionEnd) => void = () => {}
  #seenChanged: () => void = () => {}

  /** `lockAfterMs`: time without an act of its person after which a sign-in is locked, as it is set just then; by default none is. */
  constructor(
    document: SessionStore,
    now: () => EpochMs,
    lockAfterMs = (): number => Number.POSITIVE_INFINITY,
  ) {
    this.#document = document
    this.#now = now
    this.#lockAfterMs = lockAfterMs
    this.#sessions = new Map(
      Object.entries(document.data.sessions).map(([id, { actedAt = now(), pinTries = 0, ...session }]) => [
        id,
        { ...session, actedAt, pinTries },
      ]),
    )
    this.#seen = new Map(Object.entries(document.data.seen ?? {}))
  }

  /** Calls `ended` at once when sessions end before their time, or are locked by hand. */
  listen(ended: (why: SessionEnd) => void): void {
    this.#ended = ended
  }

  /** Calls `changed` when a person was seen, for each person at most once in `seenWriteMs` beside sign-ins. */
  listenSeen(changed: () => void): void {
    this.#seenChanged = changed
  }

  /** When a person last signed in or acted (epoch ms, to `seenWriteMs`); undefined when never. */
  seenAt(badge: Badge): EpochMs | undefined {
    return this.#seen.get(badge)
  }

  /** Notes that the person of an open session acted there. A write that fails is left to the next one. */
  acted(id: string): void {
    const session = this.#sessions.get(id)
    if (!session || !this.isOpen({ id })) return
    const now = this.#now()
    session.actedAt = now
    if (now - (this.#seen.get(session.badge) ?? 0) < limits.seenWriteMs) return
    this.#note(session.badge, now)
    this.#saveLater()
  }

  #note(badge: Badge, now: EpochMs): void {
    this.#seen.set(badge, now)
    this.#seenChanged()
  }

  /** The cookie's value; valid once it is on disk. */
  async begin(badge: Badge, way: SignInWay): Promise<string> {
    const now = this.#now()
    for (const [id, session] of this.#sessions) if (session.until <= now) this.#sessions.delete(id)
    const own = this.#idsOf(badge).map((id) => ({ id }))
    const crowded = this.longestUnused(own).slice(0, Math.max(0, own.length + 1 - limits.sessionsPerPerson))
    this.#drop(
      crowded.map(({ id }) => id),
      'crowded-out',
    )
    const token = randomBytes(32).toString('base64url')
    const until = now + limits.sessionMs
    this.#sessions.set(idOf(token), { badge, until, actedAt: now, pinTries: 0, way })
    this.#note(badge, now)
    await this.#save()
    return token
  }

  /** The session of a cookie, open or locked; undefined once it is over. */
  find(token: string | undefined): Session | undefined {
    const id = token === undefined ? '' : idOf(token)
    const session = this.#current(id)
    return session && { id, badge: session.badge, way: session.way }
  }

  /** False while the session is locked, and once it was ended or has expired. */
  isOpen({ id }: Pick<Session, 'id'>): boolean {
    return this.#current(id) !== undefined && this.lockOf({ id }) === undefined
  }

  /** Whether a session began by `way` a short while ago; never by a clock that was set back since. */
  isFresh({ id }: Pick<Session, 'id'>, way: SignInWay): boolean {
    const session = this.#current(id)
    if (session?.way !== way) return false
    const ageMs = this.#now() - (session.until - limits.sessionMs)
    return ageMs >= 0 && ageMs < limits.confirmationMs
  }

  /**
   * The lock of a session. An idle one is locked from the first look on, so that a clock which is set back
   * opens nothing.
   */
  lockOf({ id }: Pick<Session, 'id'>): Lock | undefined {
    const session = this.#current(id)
    if (!session || session.lock) return session?.lock
    const now = this.#now()
    // A clock that was set back would otherwise lengthen the idle time by as much.
    session.actedAt = Math.min(session.actedAt, now)
    if (now - session.actedAt < this.#lockAfterMs()) return undefined
    session.lock = 'idle'
    this.#saveLater()
    return 'idle'
  }

  /** Locks an open session at once, by its person's own wish. */
  async lock(id: string): Promise<void> {
    const session = this.#sessions.get(id)
    if (!session || !this.isOpen({ id })) return
    session.lock = 'locked'
    this.#ended('signed-out')
    await this.#save()
  }

  /** PINs that may still be tried for a session. */
  pinTriesLeft(id: string): number {
    const tries = this.#current(id)?.pinTries ?? limits.pinTries
    return Math.max(0, limits.pinTries - tries)
  }

  /**
   * Counts a try before the PIN is looked at, on disk, so that neither many at once nor a restart gives more of them. Ends
   * the session and returns false when none is left.
   */
  async tryPin(id: string): Promise<boolean> {
    const session = this.#current(id)
    if (!session || this.pinTriesLeft(id) === 0) {
      await this.end(id)
      return false
    }
    session.pinTries += 1
    await this.#save()
    return true
  }

  /** Opens a locked session. False when it is over. */
  async unlock(id: string): Promise<boolean> {
    const session = this.#current(id)
    if (!session) return false
    const { lock: _, ...rest } = session
    const now = this.#now()
    this.#sessions.set(id, { ...rest, pinTries: 0, actedAt: now })
    this.#note(session.badge, now)
    await this.#save()
    return true
  }

  async end(id: string, why?: SessionEnd): Promise<void> {
    if (this.#drop([id], why)) await this.#save()
  }

  /** Sessions in the order in which their people last acted there, the longest unused first. */
  longestUnused<One extends Pick<Session, 'id'>>(sessions: readonly One[]): One[] {
    const actedAt = ({ id }: One) => this.#sessions.get(id)?.actedAt ?? 0
    return [...sessions].sort((one, other) => actedAt(one) - actedAt(other))
  }

  /** Ends every session of a person. */
  async endAllOf(badge: Badge): Promise<void> {
    if (this.#drop(this.#idsOf(badge))) await this.#save()
  }

  /** Ends every session of a person but one, with which the person took over a counter or chose another password. */
  async endOthersOf(badge: Badge, kept: string | undefined, why: SessionEnd): Promise<void> {
    const others = this.#idsOf(badge).filter((id) => id !== kept)
    if (this.#drop(others, why)) await this.#save()
  }

  #current(id: string): SignIn | undefined {
    const session = this.#sessions.get(id)
    return session && session.until > this.#now() ? session : undefined
  }

  /** Ids of a person's sessions, oldest first. */
  #idsOf(badge: Badge): string[] {
    return [...this.#sessions].flatMap(([id, session]) => (session.badge === badge ? [id] : []))
  }

  /** False when none of them was there. */
  #drop(ids: readonly string[], why: SessionEnd = 'signed-out'): boolean {
    const dropped = ids.filter((id) => this.#sessions.delete(id))
    if (dropped.length > 0) this.#ended(why)
    return dropped.length > 0
  }

  #save(): Promise<void> {
    // Copies, because a later act would change what is being written.
    const sessions = Object.fromEntries([...this.#sessions].map(([id, session]) => [id, { ...session }]))
    return this.#document.update(() => ({ format: 1, sessions, seen: Object.fromEntries(this.#seen) }))
  }

  /** For what may wait: a write that fails is left to the next one. */
  #saveLater(): void {
    this.#save().catch(() => undefined)
  }
}

const idOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
