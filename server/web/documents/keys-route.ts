import type { Express, Request } from 'express'
import type { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import type { keysAnswer } from '../../protocol/http-bodies.ts'
import { sendDenial } from './denial.ts'

/** Lists the API keys. */
export interface KeysReader {
  list(): z.output<typeof keysAnswer>['keys']
}

/** `GET /api/keys`: the API keys with their grants, for an administrator; never the keys themselves. */
export function keysRoute(
  app: Express,
  {
    apiKeys,
    identityOf,
    onRefused,
  }: { apiKeys: KeysReader; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  app.get('/api/keys', (request, response) => {
    const denial = denialOfDocument(identityOf(request).caller(), 'keys')
    if (!denial) return void response.json({ keys: apiKeys.list() })
    onRefused('settings')
    sendDenial(response, denial, 'the API keys')
  })
}
