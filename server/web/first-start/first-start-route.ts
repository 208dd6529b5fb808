import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import { hallFile } from '../../data/hall-config.ts'
import { sendDenial } from '../documents/denial.ts'

const { name, hours, services, groups, profiles, counters } = hallFile.shape

export const proposalsAnswer = z.strictObject({
  timeZone: z
    .string()
    .optional()
    .describe('of the machine, an IANA name; absent where it keeps universal time'),
  templates: z
    .record(z.string(), z.strictObject({ name, hours: hours.unwrap(), services, groups, profiles, counters }))
    .describe('kinds of halls by name, with their parts of the settings as in `hall.json`'),
})

export const foundPrintersAnswer = z.strictObject({
  networks: z.array(z.string()).describe('ranges that were looked at, such as `192.168.1.0/24`'),
  printers: z.array(z.string()).describe('addresses as in `devices.*.printer`'),
  isWhole: z.boolean().describe('false: the time was up before every address was asked'),
})

/** The parts of a first start that lie outside of the hall. */
export interface FirstStart {
  proposals(): z.input<typeof proposalsAnswer>
  searchPrinters(): Promise<{
    readonly networks: readonly string[]
    readonly printers: readonly string[]
    readonly isWhole: boolean
  }>
}

/**
 * `GET /api/first-start`: what a new hall may begin with. `POST /api/printers/search`: printers in the machine's own
 * private networks, when the search is over. For an administrator.
 */
export function firstStartRoute(
  app: Express,
  {
    firstStart,
    identityOf,
    onRefused,
  }: { firstStart: FirstStart; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  const isDenied = (request: Request, response: Response, what: string): boolean => {
    const denial = denialOfDocument(identityOf(request).caller(), 'settings')
    if (!denial) return false
    onRefused('settings')
    sendDenial(response, denial, what)
    return true
  }
  app.get('/api/first-start', (request, response) => {
    if (!isDenied(request, response, 'the settings')) response.json(firstStart.proposals())
  })
  app.post('/api/printers/search', async (request, response) => {
    if (!isDenied(request, response, 'the printers')) response.json(await firstStart.searchPrinters())
  })
}
