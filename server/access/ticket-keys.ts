import { hash } from 'node:crypto'
import type { Entry } from '../hall/events.ts'
import type { Hall } from '../hall/hall.ts'
import type { TicketId } from '../hall/ids.ts'

type Signer = (text: string) => string

const blockBytes = 64
const digestBytes = 32
const keyCharacters = 22

/**
 * HMAC-SHA-256 (RFC 2104) of short texts with one secret, as base64url. Two one-shot hashes over blocks that are ready, and
 * handed on as strings, take a third of the time of an Hmac object, which every issued ticket would have to pay.
 */
export function signer(secret: Buffer): Signer {
  const key = Buffer.alloc(blockBytes)
  if (secret.length > blockBytes) hash('sha256', secret, 'buffer').copy(key)
  else secret.copy(key)
  const inner = key.map((byte) => byte ^ 0x36)
  const outer = Buffer.concat([key.map((byte) => byte ^ 0x5c), Buffer.alloc(digestBytes)])
  return (text) => {
    outer.write(hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'binary'), blockBytes, 'latin1')
    return hash('sha256', outer, 'base64url')
  }
}

/**
 * The phone page's capability: the first 22 characters (132 bits) of an HMAC of the ticket id with the hall's secret. It stands
 * in the answer to the issuer and on the slip; never in views, events, journal or logs. Known only while its
 * ticket is in the hall's memory.
 */
export class TicketKeys {
  readonly #signed: Signer
  readonly #secretText: string
  readonly #tickets = new Map<string, TicketId>()
  /** Made for the answer to the issuer; needed once more when the batch is followed. */
  readonly #fresh = new Map<TicketId, string>()

  constructor(secret: Buffer, hall: Hall) {
    this.#signed = signer(secret)
    this.#secretText = secret.toString('base64url')
    this.#know(hall)
  }

  keyOf(ticket: TicketId): string {
    const fresh = this.#fresh.get(ticket)
    if (fresh !== undefined) return fresh
    const key = this.#signed(`ticket:${ticket}`).slice(0, keyCharacters)
    this.#fresh.set(ticket, key)
    return key
  }

  /**
   * Tells one command from another without telling what stood in it: the journal keeps it, and a plain hash of a
   * short note could be found by trying all notes there are. One hash over secret and text: cut to half its length it
   * cannot be carried on, and every command needs one, of which an HMAC would be the dearest part.
   */
  fingerprintOf(text: string): string {
    return hash('sha256', `${this.#secretText}command:${text}`, 'base64url').slice(0, 22)
  }

  ticketOf(key: string): TicketId | undefined {
    return this.#tickets.get(key)
  }

  /** Keys come with their tickets and go with their day. */
  follow(hall: Hall, entries: readonly Entry[]): void {
    for (const { events } of entries) {
      for (const event of events) {
        if (event.type === 'ticket-issued') this.#tickets.set(this.keyOf(event.ticket), event.ticket)
        if (event.type === 'day-started') this.#forget(hall)
      }
    }
    this.#fresh.clear()
  }

  #forget(hall: Hall): void {
    for (const [key, ticket] of this.#tickets) {
      if (!hall.live.has(ticket) && !hall.ended.has(ticket)) this.#tickets.delete(key)
    }
  }

  #know(hall: Hall): void {
    for (const ticket of [...hall.live.keys(), ...hall.ended.keys()])
      this.#tickets.set(this.keyOf(ticket), ticket)
    this.#fresh.clear()
  }
}
