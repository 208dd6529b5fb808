import type { Express, Request } from 'express'
import { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import { hallFile } from '../../data/hall-config.ts'
import { sendDenial } from './denial.ts'

export const settingsAnswer = z.strictObject({
  version: z.number().int().describe('the base of a change'),
  settings: hallFile.describe('as in `hall.json`'),
})

/** Reads the settings in force. */
export interface SettingsReader {
  read(reply: (found: z.output<typeof settingsAnswer>) => void): void
}

/** `GET /api/settings`: the base and the content of a change. */
export function settingsRoute(
  app: Express,
  {
    settings,
    identityOf,
    onRefused,
  }: { settings: SettingsReader; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  app.get('/api/settings', (request, response) => {
    const denial = denialOfDocument(identityOf(request).caller(), 'settings')
    if (!denial) return settings.read((found) => void response.json(found))
    onRefused('settings')
    sendDenial(response, denial, 'the settings')
  })
}
