import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { TicketId } from '../../hall/ids.ts'
import type { Commit, CommitListener } from '../../keeper/keeper-types.ts'
import type { PersonalField } from '../../protocol/commands.ts'
import { limits } from '../limits.ts'
import type { OpenHall } from '../open-hall.ts'
import { purposes, ticketPurposes } from './purposes.ts'

/** Words of people on their way to the vault and back: each under a matter of its purpose, and destroyed with its end. */
export class PersonalTexts implements CommitListener {
  readonly #hall: Pick<OpenHall, 'vault' | 'keeper'>
  readonly #clock: Clock
  readonly #log: Pick<Logger, 'error'>
  /** Matters that end with their ticket, by the ticket. */
  readonly #ofTickets = new Map<TicketId, string>()

  constructor(hall: Pick<OpenHall, 'vault' | 'keeper'>, clock: Clock, log: Pick<Logger, 'error'>) {
    this.#hall = hall
    this.#clock = clock
    this.#log = log
    hall.keeper.listen(this)
  }

  /** Finds what earlier runs stored for tickets that have ended since, and destroys it. */
  async begin(): Promise<void> {
    const { vault, keeper } = this.#hall
    for (const name of ticketPurposes)
      for (const matter of await vault.matters(`${name}-`)) {
        const ticket = matter.slice(name.length + 1)
        this.#ofTickets.set(ticket, matter)
        if (!keeper.hall.live.has(ticket)) this.#destroyLater(ticket)
      }
  }

  /** Stores the words of a field of a command about a ticket; durable when it resolves. Returns their reference. */
  keep(field: PersonalField, ticket: TicketId, words: string): Promise<string> {
    const { name, keptMs, endsWithTicket } = purposes[field]
    const matter = `${name}-${ticket}`
    if (endsWithTicket) this.#ofTickets.set(ticket, matter)
    const { vault, keeper } = this.#hall
    return vault.keep(matter, name, (keeper.hall.day?.endsAt ?? this.#clock.now()) + keptMs, words)
  }

  /** Undefined when the words were destroyed. */
  read(reference: string): Promise<string | undefined> {
    return this.#hall.vault.read(reference)
  }

  async drop(reference: string): Promise<void> {
    await this.#hall.vault.drop(reference)
  }

  /** Destroys the words of a matter, at once. */
  async destroy(matter: string): Promise<void> {
    await this.#hall.vault.forget(matter)
    for (const [ticket, one] of this.#ofTickets) if (one === matter) this.#ofTickets.delete(ticket)
  }

  /** Destroys the words that end with the ticket, at once. Nothing happens when there are none. */
  async destroyOf(ticket: TicketId): Promise<void> {
    const matter = this.#ofTickets.get(ticket)
    if (matter === undefined) return
    await this.#hall.vault.forget(matter)
    this.#ofTickets.delete(ticket)
  }

  committed({ entries }: Commit): void {
    if (this.#ofTickets.size === 0) return
    for (const { events } of entries)
      for (const event of events)
        if (event.type === 'ticket-ended' && this.#ofTickets.has(event.ticket))
          this.#destroyLater(event.ticket)
  }

  /** After the time in which an undo could bring the ticket back. */
  #destroyLater(ticket: TicketId): void {
    this.#clock.after(limits.endedWordsMs, () => {
      if (this.#hall.keeper.hall.live.has(ticket)) return
      this.destroyOf(ticket).catch((error: unknown) =>
        this.#log.error(
          { err: error },
          'words of a ticket that has ended could not be destroyed; their end is tried again',
        ),
      )
    })
  }
}
