import { z } from 'zod'
import { type Badge, type DayId, type EpochMs, type Role, roles } from '../hall/ids.ts'
import type { StaffSettings } from '../hall/settings.ts'
import { language, line, passkeyId, personName, service, skillGrants } from '../protocol/fields.ts'
import { checkPassword, demoCost, dummyHash, fullCost } from './passwords/passwords.ts'
import { skillsOn } from './people/skill-grants.ts'

/** A passkey by the id of its credential. */
const passkey = z.strictObject({
  /** COSE, base64url. */
  publicKey: z.string().regex(/^[\w-]+$/u, 'the public key of a passkey, in base64url'),
  /** The last value of the authenticator's counter; 0 where it has none. */
  counter: z.number(),
  /** The name of the hall at which it works. */
  host: z.string().regex(/^[\w.-]+$/u, 'a host name'),
  /** As its owner calls the device. */
  label: line,
  addedAt: z.number(),
  usedAt: z.number().optional(),
})
export type Passkey = z.output<typeof passkey>

/** The PIN that a person set in one browser. */
const browserPin = z.strictObject({
  hash: z.string().startsWith('scrypt:', 'a hash made by nowserving'),
  setAt: z.number(),
})

/** Staff with their names and password hashes; the heart knows badge numbers, roles and skills only. */
export const staffDocument = z.strictObject({
  format: z.literal(1),
  staff: z.record(
    z.string().regex(/^[\w-]{1,20}$/u, 'a badge number has 1 to 20 letters, digits, _ or -'),
    z.strictObject({
      name: personName,
      roles: z.array(z.enum(roles)).min(1),
      skills: z.union([z.literal('all'), z.array(service)]).default('all'),
      /** By skill, for those that are named singly. */
      skillGrants: skillGrants.optional(),
      languages: z.array(language).optional(),
      password: z.string().startsWith('scrypt:', 'a hash made by nowserving'),
      /** PINs that unlock sign-ins, by the browser in which each was set. */
      pins: z.record(z.string().length(43, 'a browser with a PIN'), browserPin).optional(),
      /** A PIN of four digits or more that held in every browser, of earlier versions; kept only to tell its owner that PINs changed. */
      pin: z.string().startsWith('scrypt:', 'a hash made by nowserving').optional(),
      /** The password is for one sign-in, at which the person chooses another. */
      isOneTime: z.literal(true).optional(),
      /** After this moment such a password is no longer accepted. */
      oneTimeUntil: z.number().optional(),
      isDisabled: z.literal(true).optional(),
      passkeys: z.record(passkeyId, passkey).optional(),
    }),
  ),
})
export type StaffDocument = z.output<typeof staffDocument>
export type Account = StaffDocument['staff'][string]

/**
 * Staff for the heart: the people who may work here now, so that nobody transfers a ticket to a disabled account, with the
 * skills that count on a business day. Those that ended stay while they are `inForce`, so that their end has a record of its
 * own; without a day all count.
 */
export const staffSettings = (
  { staff }: StaffDocument,
  day: DayId | undefined,
  inForce: Readonly<Record<Badge, StaffSettings>> = {},
): Record<Badge, StaffSettings> =>
  Object.fromEntries(
    Object.entries(staff).flatMap(([badge, account]) => {
      if (account.isDisabled) return []
      const known = inForce[badge]?.skills ?? []
      return [[badge, { roles: account.roles, skills: skillsOn(account, day, known) }]]
    }),
  )

export const isAdministrator = ({ roles, isDisabled }: Account): boolean =>
  !isDisabled && roles.includes('administrator')

/** Whether the password of an account was hashed by a demo, where passwords are public. */
export const isOfDemo = ({ password }: Account): boolean =>
  password.startsWith(`scrypt:${demoCost.logN}:${demoCost.r}:${demoCost.p}:`)

interface StaffRules {
  readonly now: () => EpochMs
  /** Accounts of a demo stay in the demo: its directory is run by `serve`. */
  readonly refusesDemo?: boolean | undefined
}

type PinPlace = 'here' | 'elsewhere' | 'none'

/** `one-time`: the password is right, and the person has to choose another before anything else. */
type PasswordCheck = 'right' | 'one-time' | 'wrong'

export class Staff {
  readonly #document: { data: StaffDocument }
  readonly #rules: StaffRules
  readonly #dummyHash: string

  constructor(document: { data: StaffDocument }, rules: StaffRules) {
    this.#document = document
    this.#rules = rules
    const [, logN, r, p] = Object.values(document.data.staff)[0]?.password.split(':') ?? []
    this.#dummyHash = dummyHash(logN ? { logN: Number(logN), r: Number(r), p: Number(p) } : fullCost)
  }

  /** Whether an administrator who has chosen a password may sign in. */
  get hasAdministrator(): boolean {
    return Object.keys(this.#document.data.staff).some((badge) => {
      const account = this.#account(badge)
      return account !== undefined && isAdministrator(account) && !account.isOneTime
    })
  }

  /** The badge whose one-time code the terminal shows; undefined once somebody can set up the hall. */
  get firstAdministrator(): Badge | undefined {
    if (this.hasAdministrator) return undefined
    return Object.keys(this.#document.data.staff).find((badge) => {
      const account = this.#account(badge)
      return account !== undefined && isAdministrator(account)
    })
  }

  rolesOf(badge: Badge): readonly Role[] {
    return this.#account(badge)?.roles ?? []
  }

  /** Whether somebody with this badge may sign in. */
  knows(badge: Badge): boolean {
    return this.#account(badge) !== undefined
  }

  /** Where the PIN of an account unlocks sign-ins: in this browser, only in others or by earlier rules, or there is none. */
  pinOf(badge: Badge, browser: string | undefined): PinPlace {
    const { pin, pins = {} } = this.#account(badge) ?? {}
    if (browser !== undefined && Object.hasOwn(pins, browser)) return 'here'
    return pin !== undefined || Object.keys(pins).length > 0 ? 'elsewhere' : 'none'
  }

  /** Whether this is the PIN that the person set in this browser, now as before it was checked. */
  async checkPin(badge: Badge, browser: string, pin: string): Promise<boolean> {
    const hashNow = () => this.#account(badge)?.pins?.[browser]?.hash
    const hash = hashNow()
    return hash !== undefined && (await checkPassword(pin, hash)) && hashNow() === hash
  }

  /** `wrong`, after the same time, for an unknown badge, a disabled account and a wrong password. */
  async check(badge: Badge, password: string): Promise<PasswordCheck> {
    const account = this.#account(badge)
    const isRight = await checkPassword(password, account?.password ?? this.#dummyHash)
    const now = this.#account(badge)
    if (!isRight || account === undefined || now === undefined) return 'wrong'
    // The hash changed meanwhile: by another password, or because the same one was hashed anew. The one in force counts.
    if (now.password !== account.password) return this.check(badge, password)
    if (!account.isOneTime) return 'right'
    return this.#rules.now() < (account.oneTimeUntil ?? Number.POSITIVE_INFINITY) ? 'one-time' : 'wrong'
  }

  #account(badge: Badge): Account | undefined {
    const { staff } = this.#document.data
    const account = Object.hasOwn(staff, badge) ? staff[badge] : undefined
    const isRefused = account?.isDisabled || (account && this.#rules.refusesDemo && isOfDemo(account))
    return isRefused ? undefined : account
  }
}
