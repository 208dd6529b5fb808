import { createHmac, hash } from 'node:crypto'
import type { Entry } from '../hall/events.ts'
import type { Hall } from '../hall/hall.ts'
import type { TicketId } from '../hall/ids.ts'

/** Length of a key in characters of base64url: 132 bits cannot be guessed. */
const keyCharacters = 22

/**
 * Capability keys of the phone pages: the first 22 characters of an HMAC-SHA-256 of the ticket id with the hall's secret. A
 * key stands in the answer to the issuer and on the slip; never in views, events, journal or logs. A key is known only while
 * its ticket is in the hall's memory.
 */
export class TicketKeys {
  readonly #secret: Buffer
  readonly #secretText: string
  readonly #tickets = new Map<string, TicketId>()
  /** Keys made for the answer to the issuer, which are needed once more when their batch is durable. */
  readonly #fresh = new Map<TicketId, string>()

  constructor(secret: Buffer, hall: Hall) {
    this.#secret = secret
    this.#secretText = secret.toString('base64url')
    this.#addAll(hall)
  }

  keyOf(ticket: TicketId): string {
    const fresh = this.#fresh.get(ticket)
    if (fresh !== undefined) return fresh
    const key = createHmac('sha256', this.#secret)
      .update(`ticket:${ticket}`)
      .digest('base64url')
      .slice(0, keyCharacters)
    this.#fresh.set(ticket, key)
    return key
  }

  /**
   * The fingerprint of a command, by which the journal tells a repeated command from another one under the same key. The
   * hash is keyed with the secret, because a plain hash of a short note could be found by trying all notes. SHA-256 is
   * truncated to 132 bits, so that length extension is not possible. Every journal holds fingerprints of this form.
   */
  fingerprintOf(text: string): string {
    return hash('sha256', `${this.#secretText}command:${text}`, 'base64url').slice(0, keyCharacters)
  }

  ticketOf(key: string): TicketId | undefined {
    return this.#tickets.get(key)
  }

  /** Adds the keys of new tickets and drops those of earlier days. */
  follow(hall: Hall, entries: readonly Entry[]): void {
    for (const { events } of entries) {
      for (const event of events) {
        if (event.type === 'ticket-issued') this.#tickets.set(this.keyOf(event.ticket), event.ticket)
        if (event.type === 'day-started') this.#dropEnded(hall)
      }
    }
    this.#fresh.clear()
  }

  #dropEnded(hall: Hall): void {
    for (const [key, ticket] of this.#tickets) {
      if (!hall.live.has(ticket) && !hall.ended.has(ticket)) this.#tickets.delete(key)
    }
  }

  #addAll(hall: Hall): void {
    for (const ticket of [...hall.live.keys(), ...hall.ended.keys()])
      this.#tickets.set(this.keyOf(ticket), ticket)
    this.#fresh.clear()
  }
}
