import type { TicketId } from '../../hall/ids.ts'
import type { Refusal } from '../../hall/refusals.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { CommandOrigin, KeeperAnswer } from '../../keeper/keeper-types.ts'
import type { MaintenanceOrder } from '../../protocol/commands.ts'
import type { HallBackups } from '../backup/hall-backups.ts'
import { count, type PersonalStock } from '../personal/personal-stock.ts'
import type { PersonalTexts } from '../personal/personal-texts.ts'

type Reply = (answer: KeeperAnswer) => void
type Words = Extract<MaintenanceOrder, { type: 'destroy-words' }>['body']

/** Backups and the destruction of words, as an administrator asks for them; the hall records who did. */
export class MaintenanceEditor {
  readonly #keeper: HallKeeper
  readonly #backups: HallBackups | undefined
  readonly #stock: PersonalStock
  readonly #words: PersonalTexts

  constructor(options: {
    keeper: HallKeeper
    /** Absent while the command line names no folder. */
    backups: HallBackups | undefined
    stock: PersonalStock
    words: PersonalTexts
  }) {
    this.#keeper = options.keeper
    this.#backups = options.backups
    this.#stock = options.stock
    this.#words = options.words
  }

  give(order: MaintenanceOrder, origin: CommandOrigin, reply: Reply): void {
    const done =
      order.type === 'make-backup' ? this.#makeBackup(origin) : this.#destroyWords(order.body, origin)
    done.then(reply, () => reply({ ok: false, unknown: true }))
  }

  async #makeBackup(origin: CommandOrigin): Promise<KeeperAnswer> {
    const ask = () => this.#ask({ type: 'ask-for-backup', body: {} }, origin)
    // A repeated command gets its first answer, and makes no other backup.
    if (this.#keeper.answers.get(origin.key)) return ask()
    if (!this.#backups) return refused('no-backup-folder')
    if (this.#backups.facts.isRunning) return refused('backup-is-running')
    const answer = await ask()
    if (answer.ok) this.#backups.makeNow()
    return answer
  }

  /** The record comes first, so that nothing is destroyed by somebody who does not stand in it. */
  async #destroyWords(body: Words, origin: CommandOrigin): Promise<KeeperAnswer> {
    const isRepeated = this.#keeper.answers.get(origin.key) !== undefined
    const found = isRepeated ? { matters: [] } : await this.#found(body)
    if (typeof found === 'string') return refused(found)
    const { matters, ...about } = found
    const noted: TicketId[] = matters.filter(({ purpose }) => purpose === 'note').map((one) => one.ticket)
    const answer = await this.#ask(
      { type: 'destroy-words', body: { texts: count(matters), noted, ...about } },
      origin,
    )
    if (answer.ok) for (const { matter } of matters) await this.#words.destroy(matter)
    return answer
  }

  async #found({ day, label, purpose, before }: Words) {
    const ticket =
      day === undefined || label === undefined ? undefined : await this.#stock.ticketOf(day, label)
    if (label !== undefined && ticket === undefined) return 'no-such-ticket'
    const matters =
      ticket !== undefined
        ? await this.#stock.about(ticket)
        : purpose !== undefined && before !== undefined
          ? await this.#stock.before(purpose, before)
          : []
    if (matters.length === 0) return 'no-such-words'
    return { matters, ...(ticket === undefined ? { purpose, before } : { of: ticket, label }) }
  }

  #ask(command: Parameters<HallKeeper['ask']>[0], origin: CommandOrigin): Promise<KeeperAnswer> {
    return new Promise((resolve) => this.#keeper.ask(command, origin, resolve))
  }
}

const refused = (reason: Refusal['reason']): KeeperAnswer => ({ ok: false, refusal: { reason } })
