import { actorFor, type Caller } from '../access/permissions.ts'
import type { TicketKeys } from '../access/ticket-keys.ts'
import type { Command } from '../hall/commands/command-types.ts'
import type { Hall } from '../hall/hall.ts'
import { type Actor, actorName, type TicketId } from '../hall/ids.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { KeeperAnswer } from '../keeper/keeper-types.ts'
import {
  commandBodies,
  commandKeyProblem,
  commandRoles,
  isCommandKey,
  isWireCommand,
  type WireCommandType,
} from '../protocol/commands.ts'
import type { Answer } from '../protocol/messages.ts'
import { parseBody } from '../protocol/parse.ts'

/** Where words of people go before the hall decides: the journal holds their reference. */
export interface PersonalTexts {
  keep(matter: string, words: string): Promise<string>
  drop(reference: string): Promise<void>
}

type Reply = (answer: Answer) => void

/**
 * The one door for commands, over socket and HTTP alike: is it one of ours, may this one say it, are the
 * shapes right; keys of phones become tickets, words of people become references; then the keeper decides.
 */
export class CommandGateway {
  readonly #keeper: HallKeeper
  readonly #keys: TicketKeys
  readonly #words: PersonalTexts
  readonly #phoneUrl: (key: string) => string | undefined

  constructor(options: {
    keeper: HallKeeper
    keys: TicketKeys
    words: PersonalTexts
    phoneUrl: (key: string) => string | undefined
  }) {
    this.#keeper = options.keeper
    this.#keys = options.keys
    this.#words = options.words
    this.#phoneUrl = options.phoneUrl
  }

  submit(type: string, body: unknown, key: string, caller: Caller, reply: Reply): void {
    this.prepare(type, body, key, caller, reply)?.()
  }

  /** All that comes before the hall decides. Returns what is left to do: the asking; nothing when `reply` will hear without it. */
  prepare(type: string, body: unknown, key: string, caller: Caller, reply: Reply): (() => void) | undefined {
    if (!isWireCommand(type)) return void reply({ ok: false, denied: 'no-such-type' })
    const actor = actorFor(caller, commandRoles[type])
    if ('denied' in actor) return void reply({ ok: false, ...actor })
    if (!isCommandKey(key))
      return void reply({ ok: false, invalid: [{ path: 'Idempotency-Key', problem: commandKeyProblem }] })
    const parsed = parseBody(commandBodies[type], body)
    if (!parsed.ok) return void reply(parsed)
    const asked: Record<string, unknown> = { ...parsed.value }
    const words = wordsIn(asked)
    const asker = { actor, device: caller.device, key, hash: this.#hashOf(type, actor, parsed.value) }
    const inHall = this.#forHall(asked)
    if (!inHall) return void reply({ ok: false, refusal: { reason: 'no-such-ticket' } })
    const answer = (given: KeeperAnswer) => reply(this.#dressed(type, given))
    if (type === 'accept-clock') return () => this.#keeper.acceptClock(asker, answer)
    if (words === undefined || this.#keeper.answers.get(key)) {
      const command = { type, body: inHall } as unknown as Command
      return () => this.#keeper.ask(command, asker, answer)
    }
    this.#withWords(type, inHall, words, (ready, settled) =>
      this.#keeper.ask({ type, body: ready } as unknown as Command, asker, (given) => {
        answer(given)
        settled(given)
      }),
    ).catch(() => reply({ ok: false, unknown: true }))
    return undefined
  }

  #hashOf(type: string, actor: Actor, body: unknown): string {
    return this.#keys.fingerprintOf(`${type}\n${actorName(actor)}\n${JSON.stringify(body)}`)
  }

  /** The phone's key becomes the ticket it stands for; undefined when there is none. */
  #forHall(asked: Record<string, unknown>): Record<string, unknown> | undefined {
    const { key, note: _note, words: _words, ...rest } = asked
    if (typeof key !== 'string') return rest
    const ticket = this.#keys.ticketOf(key)
    return ticket === undefined ? undefined : { ...rest, ticket }
  }

  /** Keeps the words first; a refusal drops them again. */
  async #withWords(
    type: WireCommandType,
    body: Record<string, unknown>,
    words: string,
    give: (body: Record<string, unknown>, settled: (given: KeeperAnswer) => void) => void,
  ): Promise<void> {
    const matter = matterOf(this.#keeper.hall, body)
    if (matter === undefined) return give(body, () => {})
    const reference = await this.#words.keep(matter, words)
    give({ ...body, [type === 'rate' ? 'wordsRef' : 'noteRef']: reference }, (given) => {
      if (!given.ok && !('unknown' in given)) this.#words.drop(reference).catch(() => {})
    })
  }

  /** The address of the phone page stands in the answer only, never in the journal. */
  #dressed(type: WireCommandType, given: KeeperAnswer): Answer {
    if (!given.ok || type !== 'issue-ticket') return given
    const phoneUrl = this.#phoneUrl(this.#keys.keyOf(given.result.ticket as TicketId))
    return phoneUrl === undefined ? given : { ...given, result: { ...given.result, phoneUrl } }
  }
}

function wordsIn(body: Record<string, unknown>): string | undefined {
  const words = body.note ?? body.words
  return typeof words === 'string' ? words : undefined
}

/** The ticket that words belong to. */
function matterOf(hall: Hall, body: Record<string, unknown>): TicketId | undefined {
  if (typeof body.ticket === 'string') return body.ticket
  return typeof body.counter === 'string' ? hall.counters.get(body.counter)?.active : undefined
}
