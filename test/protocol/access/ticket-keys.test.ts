import { expect, test } from 'vitest'
import { TicketKeys } from '../../../server/access/ticket-keys.ts'
import { emptyHall } from '../../../server/hall/evolve/evolve.ts'
import type { TicketId } from '../../../server/hall/ids.ts'

/** Recorded from the first release: these stand on slips in people's hands, and in journals. */
const recorded = [
  {
    secret: 'a secret of thirty-two bytes, yes',
    keys: { t1: 'J1i9tyUOwVXKZwhIdxauxZ', t3k9zz: 'XNJ1NieP_RpoCTCpNKJ-Lb' },
    fingerprints: ['zuY-fPIfqCOFADDhzZbxf2', 'YCm63pPg7v7eSlYY3NLDrX'],
  },
  {
    secret: 'x'.repeat(70),
    keys: { t1: 'USqtdxUefKJgEDxHktrg_a', t3k9zz: 'KYZs-4x3tRHQNqZ6yS-lna' },
    fingerprints: ['mjglYRSbEaw-AZEtiiufEP', 'aYMi5YIzu_oYkwZfP5daON'],
  },
]
const commands = [
  'issue-ticket\nkiosk-1\n{"service":"fees"}',
  'transfer\n1001\n{"counter":"1","to":{"service":"fees"},"note":"号码"}',
]

for (const { secret, keys, fingerprints } of recorded) {
  test(`a ticket keeps its key, and a command its fingerprint, over releases (secret of ${secret.length} bytes)`, () => {
    const made = new TicketKeys(Buffer.from(secret), emptyHall())
    for (const [ticket, key] of Object.entries(keys)) expect(made.keyOf(ticket as TicketId)).toBe(key)
    expect(commands.map((text) => made.fingerprintOf(text))).toEqual(fingerprints)
  })
}
