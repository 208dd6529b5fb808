import { actorFor, type Caller } from '../access/permissions.ts'
import type { OnRefused } from '../access/refused-attempts.ts'
import type { TicketKeys } from '../access/ticket-keys.ts'
import type { Hall } from '../hall/hall.ts'
import {
  type Actor,
  actorName,
  type Badge,
  type CounterId,
  type DeviceId,
  type TicketId,
} from '../hall/ids.ts'
import type { Refusal } from '../hall/refusals.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { CommandOrigin, KeeperAnswer } from '../keeper/keeper-types.ts'
import {
  commands,
  type DeviceOrder,
  isApiKeyCommand,
  isDeviceCommand,
  isMaintenanceCommand,
  isSettingsCommand,
  isStaffCommand,
  isWireCommand,
  type KeyOrder,
  type MaintenanceOrder,
  type PersonalField,
  type SentBody,
  type SettingsOrder,
  type StaffOrder,
  type WireCommandType,
} from '../protocol/commands.ts'
import { commandKeyProblem, isCommandKey } from '../protocol/fields.ts'
import { heartCommand } from '../protocol/heart-command.ts'
import type { Answer } from '../protocol/messages.ts'
import { parseBody } from '../protocol/parse.ts'
import type { TicketAllowance } from './ticket-allowance.ts'
import { withWords } from './words-in-answers.ts'

/** Storage of free text before the hall decides, because the journal only has its reference. */
interface PersonalTexts {
  /** `field`: of the command, such as `transfer.note`. */
  keep(field: PersonalField, ticket: TicketId, words: string): Promise<string>
  /** Undefined when the text was deleted. */
  read(reference: string): Promise<string | undefined>
  drop(reference: string): Promise<void>
  /** Destroys the words that end with the ticket. */
  destroyOf(ticket: TicketId): Promise<void>
}

/** Changes the settings by a patch of their form, at once or at a moment. */
interface SettingsChanges {
  give(
    order: SettingsOrder,
    origin: CommandOrigin,
    reply: (answer: KeeperAnswer | Extract<Answer, { invalid: unknown }>) => void,
  ): void
}

/** Changes what lies outside of the heart, which records it: accounts, keys, devices, backups and stored words. */
interface Editor<Order> {
  give(
    order: Order,
    origin: CommandOrigin,
    reply: (answer: KeeperAnswer | Extract<Answer, { invalid: unknown }>) => void,
  ): void
}

type Reply = (answer: Answer) => void

/**
 * The gateway for all commands, over socket and HTTP alike: checks the type, the permission and the body, replaces
 * phone keys by tickets and free text by references of the vault, and submits the command to the keeper.
 */
export class CommandGateway {
  readonly #keeper: HallKeeper
  readonly #keys: TicketKeys
  readonly #words: PersonalTexts
  readonly #settings: SettingsChanges
  readonly #accounts: Editor<StaffOrder>
  readonly #apiKeys: Editor<KeyOrder>
  readonly #devices: Editor<DeviceOrder>
  readonly #maintenance: Editor<MaintenanceOrder>
  readonly #phoneUrl: (key: string) => string | undefined
  readonly #onRefused: OnRefused
  readonly #onTakeOver: (badge: Badge, session: string) => void
  readonly #onStaff: (session: string) => void
  readonly #allowance: TicketAllowance | undefined

  constructor(options: {
    keeper: HallKeeper
    keys: TicketKeys
    words: PersonalTexts
    settings: SettingsChanges
    accounts: Editor<StaffOrder>
    apiKeys: Editor<KeyOrder>
    devices: Editor<DeviceOrder>
    maintenance: Editor<MaintenanceOrder>
    phoneUrl: (key: string) => string | undefined
    onRefused: OnRefused
    /** A person has taken over a counter with this session. */
    onTakeOver: (badge: Badge, session: string) => void
    /** With this session somebody has given a command that their role permits. */
    onStaff: (session: string) => void
    /** Absent where nothing is limited. */
    allowance?: TicketAllowance | undefined
  }) {
    this.#keeper = options.keeper
    this.#keys = options.keys
    this.#words = options.words
    this.#settings = options.settings
    this.#accounts = options.accounts
    this.#apiKeys = options.apiKeys
    this.#devices = options.devices
    this.#maintenance = options.maintenance
    this.#phoneUrl = options.phoneUrl
    this.#onRefused = options.onRefused
    this.#onTakeOver = options.onTakeOver
    this.#onStaff = options.onStaff
    this.#allowance = options.allowance
  }

  submit(type: string, body: unknown, key: string, caller: Caller, reply: Reply): void {
    this.prepare(type, body, key, caller, reply)?.()
  }

  /**
   * All steps before the decision. Returns the function that asks the hall; undefined when `reply` gets its answer
   * without it.
   */
  prepare(type: string, body: unknown, key: string, caller: Caller, reply: Reply): (() => void) | undefined {
    if (!isWireCommand(type)) return void reply({ ok: false, denied: 'no-such-type' })
    const actor = actorFor(caller, type, commands[type].by)
    if ('denied' in actor) {
      this.#onRefused('command', caller.isPaired === undefined ? undefined : caller.device)
      return void reply({ ok: false, ...actor })
    }
    if (caller.staff?.session !== undefined) this.#onStaff(caller.staff.session)
    if (!isCommandKey(key))
      return void reply({ ok: false, invalid: [{ path: 'Idempotency-Key', problem: commandKeyProblem }] })
    const parsed = parseBody(commands[type].body, body)
    if (!parsed.ok) return void reply(parsed)
    const asker = {
      actor,
      device: recordedDevice(type, actor, caller),
      key,
      hash: this.#hashOf(type, actor, parsed.value),
    }
    const answer = (given: KeeperAnswer) => {
      const { staff } = caller
      const isTakeOver = type === 'open-counter' && 'takeOver' in parsed.value && parsed.value.takeOver
      if (given.ok && isTakeOver && staff?.session !== undefined) this.#onTakeOver(staff.badge, staff.session)
      this.#answer(type, withoutIds(given, actor), reply)
    }
    if (type === 'accept-clock') return () => this.#keeper.acceptClock(asker, answer)
    if (isSettingsCommand(type))
      return () => this.#settings.give({ type, body: parsed.value } as SettingsOrder, asker, reply)
    if (isStaffCommand(type))
      return () => this.#accounts.give({ type, body: parsed.value } as StaffOrder, asker, reply)
    if (isApiKeyCommand(type))
      return () => this.#apiKeys.give({ type, body: parsed.value } as KeyOrder, asker, reply)
    if (isDeviceCommand(type))
      return () => this.#devices.give({ type, body: parsed.value } as DeviceOrder, asker, reply)
    if (isMaintenanceCommand(type))
      return () => this.#maintenance.give({ type, body: parsed.value } as MaintenanceOrder, asker, reply)
    const refusal = type === 'issue-ticket' ? this.#overAllowance(asker) : undefined
    if (refusal) return void reply({ ok: false, refusal })
    const sent = parsed.value as SentBody<typeof type>
    const ticket = 'key' in sent ? this.#keys.ticketOf(sent.key) : undefined
    if ('key' in sent && ticket === undefined) {
      this.#onRefused('ticket-key')
      return void reply({ ok: false, refusal: { reason: 'no-such-ticket' } })
    }
    const words = personalWords(type, sent)
    const about = ticket === undefined ? {} : { ticket }
    const matter = words.length > 0 ? matterOf(this.#keeper.hall, { ...sent, ...about }) : undefined
    if (matter === undefined || this.#keeper.answers.get(key)) {
      const command = heartCommand(type, sent, ticket, {})
      return () => this.#keeper.ask(command, asker, answer)
    }
    this.#keep(type, matter, words)
      .then((references) =>
        this.#keeper.ask(heartCommand(type, sent, ticket, references), asker, (given) => {
          answer(given)
          if (!given.ok && !('unknown' in given)) this.#drop(references)
        }),
      )
      .catch(() => reply({ ok: false, unknown: true }))
    return undefined
  }

  /** A repeated command issues nothing, so it is answered in any case. */
  #overAllowance({ actor, device, key }: CommandOrigin): Refusal | undefined {
    if (actor.kind !== 'device' || this.#keeper.answers.get(key)) return undefined
    const refusal = this.#allowance?.take(device)
    if (refusal) this.#onRefused('tickets')
    return refusal
  }

  #hashOf(type: string, actor: Actor, body: unknown): string {
    return this.#keys.fingerprintOf(`${type}\n${actorName(actor)}\n${JSON.stringify(body)}`)
  }

  /** Free text is in the vault before the hall decides; the heart gets references under the names of the fields. */
  async #keep(
    type: WireCommandType,
    ticket: TicketId,
    words: readonly (readonly [field: string, text: string])[],
  ): Promise<Record<string, string>> {
    const references: Record<string, string> = {}
    for (const [field, text] of words)
      references[`${field}Ref`] = await this.#words.keep(`${type}.${field}` as PersonalField, ticket, text)
    return references
  }

  /** Removes the free text of a refused command from the vault. */
  #drop(references: Readonly<Record<string, string>>): void {
    for (const reference of Object.values(references)) this.#words.drop(reference).catch(() => {})
  }

  /** The address of the phone page, and words that are read, are added to the answer only, never to the journal. */
  #answer(type: WireCommandType, given: KeeperAnswer, reply: Reply): void {
    if (!given.ok) return reply(given)
    if (type === 'read-notes' || type === 'read-ratings') {
      withWords(given.result, (reference) => this.#words.read(reference))
        .then((result) => reply({ ...given, result }))
        .catch(() => reply({ ok: false, unknown: true }))
      return
    }
    if (type === 'destroy-notes') {
      this.#words
        .destroyOf(given.result.ticket as TicketId)
        .then(() => reply(given))
        .catch(() => reply({ ok: false, unknown: true }))
      return
    }
    if (type !== 'issue-ticket') return reply(given)
    const phoneUrl = this.#phoneUrl(this.#keys.keyOf(given.result.ticket as TicketId))
    reply(phoneUrl === undefined ? given : { ...given, result: { ...given.result, phoneUrl } })
  }
}

/** The device of the record. A phone is none of the hall's, and an unnamed caller that rates is no kiosk. */
function recordedDevice(type: WireCommandType, { kind }: Actor, { device, isUnnamed }: Caller): DeviceId {
  if (kind === 'phone') return 'phone'
  return isUnnamed && includes(commands[type].by, 'rating') ? 'rating' : device
}

/** The internal id of a ticket is for staff, in refusals as in views. */
function withoutIds(given: KeeperAnswer, { kind }: Actor): KeeperAnswer {
  if (kind === 'staff' || !('refusal' in given)) return given
  const { ticket: _, ...refusal } = given.refusal
  return { ...given, refusal }
}

/** The free text of the fields that the command's table calls personal. */
function personalWords(type: WireCommandType, sent: object): [field: string, text: string][] {
  const { personal } = commands[type]
  if (personal.length === 0) return []
  return Object.entries(sent).filter(
    (entry): entry is [string, string] => includes(personal, entry[0]) && typeof entry[1] === 'string',
  )
}

const includes = (list: readonly string[], one: string): boolean => list.includes(one)

/** The ticket that the free text belongs to; undefined when there is none, and the hall then refuses the command. */
function matterOf(
  hall: Hall,
  { ticket, counter }: { ticket?: TicketId; counter?: CounterId },
): TicketId | undefined {
  if (ticket !== undefined) return hall.live.has(ticket) || hall.ended.has(ticket) ? ticket : undefined
  return counter === undefined ? undefined : hall.counters.get(counter)?.active
}
