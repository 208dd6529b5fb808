import type { z } from 'zod'
import { dayOf } from '../../hall/business-day.ts'
import type { DayId, Label, TicketId } from '../../hall/ids.ts'
import type { Stored } from '../../journal/vault.ts'
import {
  type PersonalAnswer,
  type PersonalPurpose,
  type personalOfTicket,
  personalPurposes,
} from '../../protocol/maintenance/personal.ts'
import { limits } from '../limits.ts'
import type { OpenHall } from '../open-hall.ts'
import type { HallRecord } from '../record/hall-record.ts'
import { purposes } from './purposes.ts'

/** The words of one matter, without the words. */
interface Matter extends Stored {
  readonly ticket: TicketId
  /** The business day in which the newest of them were written. */
  readonly day: DayId
}

/** Counts of the vault by purpose, day and ticket, never the words. */
export class PersonalStock {
  readonly #hall: Pick<OpenHall, 'vault' | 'keeper'>
  readonly #record: HallRecord

  /** `record`: by which tickets of earlier days are found. */
  constructor(hall: Pick<OpenHall, 'vault' | 'keeper'>, record: HallRecord) {
    this.#hall = hall
    this.#record = record
  }

  async all(): Promise<PersonalAnswer> {
    const stored = await this.#hall.vault.stored()
    const found = await Promise.all(
      personalPurposes.map(async (purpose) => {
        const matters = this.#of(stored, purpose)
        const ends = matters.map(({ endsAt }) => endsAt).sort((one, other) => one - other)
        const days: Record<DayId, number> = {}
        for (const { day, texts } of matters) days[day] = (days[day] ?? 0) + texts
        const { keptMs, endsWithTicket } = rules(purpose)
        const facts = {
          texts: count(matters),
          days,
          keptDays: keptMs / limits.dayMs,
          endsWithTicket,
          ...(ends.length > 0 && { endsAt: ends[0]!, lastEndsAt: ends.at(-1)! }),
        }
        return [purpose, facts] as const
      }),
    )
    return { purposes: Object.fromEntries(found) as PersonalAnswer['purposes'] }
  }

  /** The matters of a purpose that were written before a business day. */
  async before(purpose: PersonalPurpose, day: DayId): Promise<Matter[]> {
    return this.#of(await this.#hall.vault.stored(), purpose).filter((matter) => matter.day < day)
  }

  async about(ticket: TicketId): Promise<Matter[]> {
    const stored = await this.#hall.vault.stored()
    return personalPurposes.flatMap((purpose) =>
      this.#of(stored, purpose).filter((matter) => matter.ticket === ticket),
    )
  }

  /** Counts of a ticket; undefined when the record has no such ticket. */
  async ofTicket(day: DayId, label: Label): Promise<z.output<typeof personalOfTicket> | undefined> {
    const ticket = await this.ticketOf(day, label)
    if (ticket === undefined) return undefined
    const matters = await this.about(ticket)
    const texts = personalPurposes.map((purpose) => [
      purpose,
      count(matters.filter((matter) => matter.purpose === purpose)),
    ])
    return { day, label, texts: Object.fromEntries(texts) }
  }

  /** The id of a ticket, by the hall, otherwise by the record of its day. */
  async ticketOf(day: DayId, label: Label): Promise<TicketId | undefined> {
    const { live, ended } = this.#hall.keeper.hall
    for (const ticket of [...live.values(), ...ended.values()])
      if (ticket.day === day && ticket.label === label) return ticket.id
    let cursor: string | undefined
    do {
      const page = await this.#record.page({ day, ticket: label, what: 'issue-ticket', cursor })
      if (typeof page === 'string') return undefined
      const row = page.rows.find((one) => one.label === label)
      if (row) return row.ticket
      cursor = page.cursor
    } while (cursor !== undefined)
    return undefined
  }

  #of(stored: readonly Stored[], purpose: PersonalPurpose): Matter[] {
    const settings = this.#hall.keeper.hall.settings!
    const { keptMs } = rules(purpose)
    return stored
      .filter((one) => one.purpose === purpose)
      .map((one) => ({
        ...one,
        ticket: one.matter.slice(purpose.length + 1),
        day: dayOf(one.endsAt - keptMs - 1, settings),
      }))
  }
}

export const count = (matters: readonly Stored[]): number =>
  matters.reduce((sum, { texts }) => sum + texts, 0)

const rules = (purpose: PersonalPurpose) => Object.values(purposes).find(({ name }) => name === purpose)!
