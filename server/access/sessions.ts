import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Badge, type EpochMs, type SignInWay, signInWays } from '../hall/ids.ts'
import { limits } from './limits.ts'

/** Sessions of staff. A cookie holds 32 random bytes. Only their hash is stored, so that a copy of the document is useless. */
export const sessionsDocument = z.strictObject({
  format: z.literal(1),
  sessions: z.record(
    z.string(),
    z.strictObject({
      badge: z.string(),
      until: z.number(),
      /** Absent: by password. */
      way: z.enum(signInWays).optional(),
    }),
  ),
  /** When each person last signed in or gave a command (epoch ms). */
  seen: z.record(z.string(), z.number()).optional(),
})
export type SessionsDocument = Readonly<z.output<typeof sessionsDocument>>
export const noSessions: SessionsDocument = { format: 1, sessions: {} }

export interface Session {
  readonly id: string
  readonly badge: Badge
  /** Absent: signed in by password. */
  readonly way?: SignInWay | undefined
}

/** The reason for which a session ended before its time. */
export type SessionEnd = 'signed-out' | 'account-taken-over'

interface SessionStore {
  readonly data: SessionsDocument
  update(change: (now: SessionsDocument) => SessionsDocument): Promise<void>
}

/**
 * Sessions outlive a restart. Their document is written at each sign-in and sign-out, and once in a while for the moment at
 * which a person was last seen.
 */
export class Sessions {
  readonly #document: SessionStore
  readonly #now: () => EpochMs
  readonly #sessions: Map<string, Omit<Session, 'id'> & { readonly until: EpochMs }>
  readonly #seen: Map<Badge, EpochMs>
  #ended: (why: SessionEnd) => void = () => {}
  #seenChanged: () => void = () => {}

  constructor(document: SessionStore, now: () => EpochMs) {
    this.#document = document
    this.#now = now
    this.#sessions = new Map(Object.entries(document.data.sessions))
    this.#seen = new Map(Object.entries(document.data.seen ?? {}))
  }

  /** Calls `ended` at once when sessions end before their time. */
  listen(ended: (why: SessionEnd) => void): void {
    this.#ended = ended
  }

  /** Calls `changed` when a person was seen, for each person at most once in `seenWriteMs` beside sign-ins. */
  listenSeen(changed: () => void): void {
    this.#seenChanged = changed
  }

  /** When a person last signed in or gave a command (epoch ms, to `seenWriteMs`); undefined when never. */
  seenAt(badge: Badge): EpochMs | undefined {
    return this.#seen.get(badge)
  }

  /** Notes that a person gave a command. A write that fails is left to the next one. */
  seen(badge: Badge): void {
    const now = this.#now()
    if (now - (this.#seen.get(badge) ?? 0) < limits.seenWriteMs) return
    this.#note(badge, now)
    this.#save().catch(() => undefined)
  }

  #note(badge: Badge, now: EpochMs): void {
    this.#seen.set(badge, now)
    this.#seenChanged()
  }

  /** The cookie's value; valid once it is on disk. `way`: absent for a password. */
  async begin(badge: Badge, way?: SignInWay): Promise<string> {
    const now = this.#now()
    for (const [id, session] of this.#sessions) if (session.until <= now) this.#sessions.delete(id)
    const own = this.#idsOf(badge)
    this.#drop(own.slice(0, Math.max(0, own.length + 1 - limits.sessionsPerPerson)))
    const token = randomBytes(32).toString('base64url')
    this.#sessions.set(idOf(token), { badge, until: now + limits.sessionMs, ...(way && { way }) })
    this.#note(badge, now)
    await this.#save()
    return token
  }

  find(token: string | undefined): Session | undefined {
    if (token === undefined) return undefined
    const id = idOf(token)
    const found = this.#sessions.get(id)
    const session = found && { id, badge: found.badge, way: found.way }
    return session && this.isOpen(session) ? session : undefined
  }

  /** False once the session was ended or has expired. */
  isOpen({ id }: Session): boolean {
    return (this.#sessions.get(id)?.until ?? 0) > this.#now()
  }

  async end(id: string): Promise<void> {
    if (this.#drop([id])) await this.#save()
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
    const sessions = Object.fromEntries(this.#sessions)
    return this.#document.update(() => ({ format: 1, sessions, seen: Object.fromEntries(this.#seen) }))
  }
}

const idOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
