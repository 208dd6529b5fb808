import type { Express, Request } from 'express'
import type { z } from 'zod'
import type { Identity } from '../access/authentication.ts'
import { type Denial, denialOfSetup } from '../access/permissions.ts'
import type { OnRefused } from '../access/refused-attempts.ts'
import type { staffAnswer } from '../protocol/http-bodies.ts'

/** Reads the accounts of staff. */
export interface StaffReader {
  list(): z.output<typeof staffAnswer>['staff']
}

const denials: Readonly<Record<Denial, { status: number; problem: string }>> = {
  'not-signed-in': { status: 401, problem: 'sign in first: POST /api/session' },
  'wrong-role': { status: 403, problem: 'your role may not read the accounts of staff' },
}

/** `GET /api/staff`: the accounts, with names, for an administrator. Their names stand in no view. */
export function staffRoute(
  app: Express,
  {
    accounts,
    identityOf,
    onRefused,
  }: { accounts: StaffReader; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  app.get('/api/staff', (request, response) => {
    const denial = denialOfSetup(identityOf(request).caller())
    if (!denial) return void response.json({ staff: accounts.list() })
    onRefused('settings')
    const { status, problem } = denials[denial]
    response.status(status).json({ problem })
  })
}
