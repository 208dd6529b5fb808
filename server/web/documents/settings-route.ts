import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import { hallFile } from '../../data/hall-config.ts'
import type { Agreed, Agreement } from '../../protocol/agreement.ts'
import { problem, refusal } from '../../protocol/http-bodies.ts'
import type { SettingsHistory, SettingsPlans } from '../../protocol/messages.ts'
import { changeSettings } from '../../protocol/settings/change-settings.ts'
import { sendDenial } from './denial.ts'
import { formLimits } from './settings-form.ts'

export const settingsAnswer = z.strictObject({
  version: z.number().int().describe('the base of a change'),
  settings: hallFile.describe('as in `hall.json`'),
  template: hallFile.optional().describe('the hall as its template has it; absent: it began without one'),
  warnings: z.array(problem).describe('what is allowed, and seldom meant; `path` as in `hall.json`'),
})

const value = z.union([z.string(), z.number(), z.boolean()])
export const settingsFormAnswer = z.strictObject({
  fields: z
    .record(
      z.string(),
      z.strictObject({
        least: z.number().optional(),
        most: z.number().optional(),
        isWhole: z.literal(true).optional(),
        length: z.number().optional().describe('characters at most'),
        columns: z.number().optional().describe('columns at most; a Chinese character has two'),
        pattern: z.string().optional(),
        of: z.array(value).optional().describe('the values there are'),
        default: z.unknown().optional().describe('what a hall without it does'),
      }),
    )
    .describe('by path in `hall.json`; `*` stands for an element, or an entry by id'),
})

export const settingsHistoryAnswer = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        version: z.number().int(),
        touched: z.array(z.string()).describe('names of what it changed, such as `services.fees`'),
        at: z.number().optional().describe('ms since 1970-01-01T00:00Z'),
        by: z.string().optional().describe('staff:<badge>, or keeper: from the file at a start'),
        isKept: z.boolean().describe('whether the settings of this version can be read'),
      }),
    )
    .describe('the latest, newest first'),
})
export type SettingsHistoryAgrees = Agreed<Agreement<typeof settingsHistoryAnswer, SettingsHistory>>

export const settingsPlansAnswer = z.strictObject({
  plans: z.array(
    z.strictObject({
      id: z.number().int(),
      due: z.number().describe('ms since 1970-01-01T00:00Z'),
      at: z.number().describe('when it was planned'),
      by: z.string(),
      state: z.enum(['planned', 'due', 'refused']),
      patch: z.record(z.string(), z.unknown()).describe('of the change, as in `change-settings`'),
      order: changeSettings.body.shape.order,
      former: z.strictObject({ patch: z.record(z.string(), z.unknown()) }).describe('what takes it back'),
      why: refusal
        .partial()
        .extend({ invalid: z.array(problem).optional() })
        .optional()
        .describe('of a refused one: a refusal, or `invalid` with its problems'),
    }),
  ),
})

/** Reads the settings in force. */
export interface SettingsReader {
  history(): SettingsHistory
  plans(): SettingsPlans
  version(version: number): z.output<typeof settingsAnswer> | undefined
  read(reply: (found: z.output<typeof settingsAnswer>) => void): void
}

/** `GET /api/settings`: the base and the content of a change. `…/form`: limits of its fields. `…/history`: who changed it. */
export function settingsRoute(
  app: Express,
  {
    settings,
    identityOf,
    onRefused,
  }: { settings: SettingsReader; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  const isDenied = (request: Request, response: Response): boolean => {
    const denial = denialOfDocument(identityOf(request).caller(), 'settings')
    if (!denial) return false
    onRefused('settings')
    sendDenial(response, denial, 'the settings')
    return true
  }
  app.get('/api/settings', (request, response) => {
    if (!isDenied(request, response)) settings.read((found) => void response.json(found))
  })
  app.get('/api/settings/form', (request, response) => {
    if (!isDenied(request, response)) response.json({ fields: formLimits() })
  })
  app.get('/api/settings/plans', (request, response) => {
    if (!isDenied(request, response)) response.json(settings.plans())
  })
  app.get('/api/settings/history', (request, response) => {
    if (!isDenied(request, response)) response.json(settings.history())
  })
  app.get('/api/settings/history/:version', (request, response) => {
    if (isDenied(request, response)) return
    const { version } = request.params
    const found = /^\d{1,9}$/u.test(version) ? settings.version(Number(version)) : undefined
    if (found) response.json(found)
    else response.status(404).json({ problem: 'the settings of this version are no longer known' })
  })
}
