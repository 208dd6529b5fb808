import type { Express, Request, Response } from 'express'
import type { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import {
  type PersonalAnswer,
  type personalOfTicket,
  personalQuery,
} from '../../protocol/maintenance/personal.ts'
import { parseBody } from '../../protocol/parse.ts'
import { sendDenial } from './denial.ts'

/** Counts what the vault holds. */
export interface PersonalReader {
  all(): Promise<PersonalAnswer>
  ofTicket(day: string, label: string): Promise<z.output<typeof personalOfTicket> | undefined>
}

/** `GET /api/personal`, `GET /api/personal/ticket`: counts and ends of the words of people, never the words. */
export function personalRoute(
  app: Express,
  {
    personal,
    identityOf,
    onRefused,
  }: { personal: PersonalReader; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  const isDenied = (request: Request, response: Response): boolean => {
    const denial = denialOfDocument(identityOf(request).caller(), 'personal')
    if (!denial) return false
    onRefused('settings')
    sendDenial(response, denial, 'what is stored of people')
    return true
  }
  app.get('/api/personal', async (request, response) => {
    if (!isDenied(request, response)) response.json(await personal.all())
  })
  app.get('/api/personal/ticket', async (request, response) => {
    if (isDenied(request, response)) return
    const asked = parseBody(personalQuery, request.query)
    if (!asked.ok) return void response.status(400).json({ invalid: asked.invalid })
    const { day, label } = asked.value
    const found = await personal.ofTicket(day, label)
    if (found) response.json(found)
    else response.status(404).json({ problem: 'the record of this day has no such ticket' })
  })
}
