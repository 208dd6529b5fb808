import type { Express, Request } from 'express'
import type { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import type { staffAnswer } from '../../protocol/http-bodies.ts'
import { sendDenial } from './denial.ts'

/** Reads the accounts of staff. */
export interface StaffReader {
  list(): z.output<typeof staffAnswer>['staff']
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
    const denial = denialOfDocument(identityOf(request).caller(), 'accounts')
    if (!denial) return void response.json({ staff: accounts.list() })
    onRefused('settings')
    sendDenial(response, denial, 'the accounts of staff')
  })
}
