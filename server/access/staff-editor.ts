import type { Badge, DayId, EpochMs, PasskeyChange, ServiceId, StaffChange } from '../hall/ids.ts'
import type { Document } from '../journal/documents.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { CommandOrigin, KeeperAnswer } from '../keeper/keeper-types.ts'
import type { StaffOrder } from '../protocol/commands.ts'
import type { Problem } from '../protocol/messages.ts'
import type { HashCost } from './passwords/password-tasks.ts'
import { hashPassword, isCheaper, isIdle, oneTimePassword, PasswordUnchecked } from './passwords/passwords.ts'
import { skillsEndedOn } from './people/skill-grants.ts'
import { skillProblems } from './people/skill-problems.ts'
import type { Sessions } from './sessions.ts'
import { type Account, type Passkey, type StaffDocument, staffSettings } from './staff.ts'
import {
  type ChangedStaff,
  changedStaff,
  withOwnPassword,
  withOwnPin,
  withPasskeys,
} from './staff-changes.ts'

type StaffAnswer = KeeperAnswer | { ok: false; invalid: readonly Problem[] }

/** An account as an administrator sees it, without its password. */
type ShownAccount = Omit<
  Account,
  'password' | 'pin' | 'pins' | 'isOneTime' | 'oneTimeUntil' | 'isDisabled' | 'languages' | 'passkeys'
> & {
  readonly languages: string[]
  readonly isDisabled: boolean
  readonly isOneTime: boolean
  /** Absent: none has ended. */
  readonly skillsEnded?: ServiceId[]
  /** Absent: none. */
  readonly passkeys?: Record<string, ShownPasskey>
  /** When the person last signed in or acted. */
  readonly seenAt?: EpochMs
}

/**
 * Reads and changes the accounts of staff, one change after another. The document is durable before the hall records
 * the change, as free text is before its command; it is put back when the hall refuses.
 */
export class StaffEditor {
  readonly #keeper: HallKeeper
  readonly #document: Document<StaffDocument>
  readonly #sessions: Sessions
  readonly #secret: Uint8Array
  readonly #cost: HashCost
  #last: Promise<unknown> = Promise.resolve()
  #changed: () => void = () => {}

  constructor(options: {
    keeper: HallKeeper
    document: Document<StaffDocument>
    sessions: Sessions
    /** The key of the passwords for one sign-in. */
    secret: Uint8Array
    /** Of new password hashes. */
    cost: HashCost
  }) {
    this.#keeper = options.keeper
    this.#document = options.document
    this.#sessions = options.sessions
    this.#secret = options.secret
    this.#cost = options.cost
  }

  /** Calls `changed` after each change of the accounts, once document and record are durable, and when people are seen. */
  listen(changed: () => void): void {
    this.#changed = changed
    this.#sessions.listenSeen(changed)
  }

  list(): Record<Badge, ShownAccount> {
    return Object.fromEntries(
      Object.entries(this.#document.data.staff).map(([badge, account]) => {
        const seenAt = this.#sessions.seenAt(badge)
        return [
          badge,
          { ...shown(account, this.#keeper.hall.day?.id), ...(seenAt === undefined ? {} : { seenAt }) },
        ]
      }),
    )
  }

  /** Gives an order. `reply` is called once, when document and record are durable. */
  give(order: StaffOrder, origin: CommandOrigin, reply: (answer: StaffAnswer) => void): void {
    this.#inTurn(() => this.#give(order, origin)).then(reply, (error: unknown) =>
      reply(
        error instanceof PasswordUnchecked ? { ok: false, denied: 'too-many' } : { ok: false, unknown: true },
      ),
    )
  }

  /**
   * Sets the password that a person chose, and ends all sessions of the account but `kept`. False when the account is
   * gone or the hall takes no commands. Throws `PasswordUnchecked`.
   */
  async choosePassword(
    badge: Badge,
    password: string,
    origin: CommandOrigin,
    kept?: string,
  ): Promise<boolean> {
    const hash = await hashPassword(password, this.#cost)
    return this.#inTurn(async () => {
      const changed = withOwnPassword(this.#document.data, badge, hash)
      return changed !== undefined && (await this.#apply(badge, changed, origin, kept)).ok
    })
  }

  /** Sets the PIN of a person for one browser, or removes all. False and `PasswordUnchecked` as for a password. */
  async choosePin(
    badge: Badge,
    chosen: { readonly browser: string; readonly pin: string; readonly setAt: EpochMs } | undefined,
    origin: CommandOrigin,
  ): Promise<boolean> {
    const pin = chosen && {
      browser: chosen.browser,
      hash: await hashPassword(chosen.pin, this.#cost),
      setAt: chosen.setAt,
    }
    return this.#inTurn(async () => {
      const changed = withOwnPin(this.#document.data, badge, pin)
      return changed !== undefined && (await this.#apply(badge, changed, origin)).ok
    })
  }

  /** Records that a PIN unlocked a sign-in, or that a wrong one was tried. The account stays as it is. */
  async recordPin(badge: Badge, use: 'pin-used' | 'pin-failed', origin: CommandOrigin): Promise<void> {
    await this.#inTurn(() => this.#record(badge, use, this.#document.data, origin))
  }

  /**
   * Stores a right password anew where its hash costs less than those of today. The account stays the same otherwise, and
   * the hall has nothing to record. Under load it is left to a later sign-in.
   */
  rehash(badge: Badge, password: string): void {
    const former = this.#passwordOf(badge)
    if (former === undefined || !isCheaper(former, this.#cost) || !isIdle()) return
    const stored = hashPassword(password, this.#cost).then((hash) =>
      this.#inTurn(async () => {
        const { staff } = this.#document.data
        if (this.#passwordOf(badge) !== former) return
        const account = { ...staff[badge]!, password: hash }
        await this.#document.update((now) => ({ ...now, staff: { ...now.staff, [badge]: account } }))
      }),
    )
    stored.catch(() => undefined)
  }

  /** The passkeys of an account by id. */
  passkeysOf(badge: Badge): Readonly<Record<string, Passkey>> {
    const { staff } = this.#document.data
    return (Object.hasOwn(staff, badge) && staff[badge]?.passkeys) || {}
  }

  /**
   * Changes the passkeys of an account, and records it. `to` works out the new ones; undefined: nothing to change. False then,
   * and when the account is gone or the hall takes no commands.
   */
  changePasskeys(
    { badge, change, kept }: { badge: Badge; change: PasskeyChange; kept: string },
    to: (now: Readonly<Record<string, Passkey>>) => Readonly<Record<string, Passkey>> | undefined,
    origin: CommandOrigin,
  ): Promise<boolean> {
    return this.#inTurn(async () => {
      const passkeys = Object.hasOwn(this.#document.data.staff, badge) && to(this.passkeysOf(badge))
      if (!passkeys) return false
      const changed = withPasskeys(this.#document.data, badge, passkeys, change)
      return (await this.#apply(badge, changed, origin, kept)).ok
    })
  }

  /** Notes that a passkey signed somebody in. False when it was removed meanwhile, or its counter did not grow. */
  usedPasskey(badge: Badge, id: string, counter: number, usedAt: EpochMs): Promise<boolean> {
    return this.#inTurn(async () => {
      const passkey = this.passkeysOf(badge)[id]
      if (!passkey || (counter !== 0 && counter <= passkey.counter)) return false
      const account = this.#document.data.staff[badge]!
      const passkeys = { ...account.passkeys, [id]: { ...passkey, counter, usedAt } }
      await this.#document.update((now) => ({
        ...now,
        staff: { ...now.staff, [badge]: { ...account, passkeys } },
      }))
      return true
    })
  }

  #passwordOf(badge: Badge): string | undefined {
    const { staff } = this.#document.data
    return Object.hasOwn(staff, badge) ? staff[badge]?.password : undefined
  }

  async #give(order: StaffOrder, origin: CommandOrigin): Promise<StaffAnswer> {
    const { badge } = order.body
    const isGiving = order.type === 'add-staff' || order.type === 'reset-password'
    const password = isGiving ? oneTimePassword(this.#secret, origin.key) : ''
    const answered = (answer: KeeperAnswer): KeeperAnswer =>
      answer.ok && isGiving ? { ...answer, result: { ...answer.result, password } } : answer
    // A repeated command gets its first answer from the keeper, and changes nothing.
    if (this.#keeper.answers.get(origin.key))
      return answered(await this.#record(badge, 'changed', this.#document.data, origin))
    const invalid = skillProblems(order, this.#document.data, this.#keeper.hall.settings?.services ?? {})
    if (invalid.length > 0) return { ok: false, invalid }
    const hash = isGiving ? await hashPassword(password, this.#cost) : ''
    const changed = changedStaff(this.#document.data, order, hash)
    if ('refusal' in changed) return { ok: false, ...changed }
    return answered(await this.#apply(badge, changed, origin))
  }

  async #apply(
    badge: Badge,
    changed: ChangedStaff,
    origin: CommandOrigin,
    kept?: string,
  ): Promise<KeeperAnswer> {
    const former = this.#document.data
    await this.#document.update(() => changed.document)
    const answer = await this.#record(badge, changed.change, changed.document, origin)
    const isRefused = !answer.ok && !('unknown' in answer)
    if (isRefused) await this.#document.update(() => former)
    else if (changed.endsSessions) await this.#sessions.endOthersOf(badge, kept, 'signed-out')
    if (!isRefused) this.#changed()
    return answer
  }

  #record(
    badge: Badge,
    change: StaffChange,
    document: StaffDocument,
    origin: CommandOrigin,
  ): Promise<KeeperAnswer> {
    const body = { badge, change, staff: staffSettings(document, this.#keeper.hall.day?.id) }
    return new Promise((resolve) => this.#keeper.ask({ type: 'change-staff', body }, origin, resolve))
  }

  /** Leaves out the skills that ended before the present business day, and records it; at each start of a day. */
  endSkills(): Promise<void> {
    return this.#inTurn(async () => {
      const next = staffSettings(this.#document.data, this.#keeper.hall.day?.id)
      for (const [badge, { skills }] of Object.entries(this.#keeper.hall.settings?.staff ?? {})) {
        const left = next[badge]?.skills ?? skills
        if (skills === 'all' || left === 'all' || left.length >= skills.length) continue
        const body = { badge, change: 'skills-ended', staff: next } as const
        await new Promise((resolve) =>
          this.#keeper.askAsKeeper({ type: 'change-staff', body }, 'server', resolve),
        )
      }
      this.#changed()
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }
}

function shown(account: Account, day: DayId | undefined): ShownAccount {
  const { name, roles, skills, skillGrants, languages = [], passkeys = {}, isDisabled, isOneTime } = account
  const skillsEnded = skillsEndedOn(account, day)
  return {
    name,
    roles,
    skills,
    ...(skillGrants && { skillGrants }),
    ...(skillsEnded.length > 0 && { skillsEnded }),
    languages,
    isDisabled: isDisabled === true,
    isOneTime: isOneTime === true,
    ...(Object.keys(passkeys).length === 0 ? {} : { passkeys: shownPasskeys(passkeys) }),
  }
}

type ShownPasskey = Omit<Passkey, 'publicKey' | 'counter'>

/** Passkeys as people see them, by id. */
export const shownPasskeys = (passkeys: Readonly<Record<string, Passkey>>): Record<string, ShownPasskey> =>
  Object.fromEntries(
    Object.entries(passkeys).map(([id, { publicKey: _, counter: _counter, ...shown }]) => [id, shown]),
  )
