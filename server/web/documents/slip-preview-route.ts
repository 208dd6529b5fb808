import express, { type Express, type Request } from 'express'
import { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import { id, language } from '../../protocol/fields.ts'
import { wireLimits } from '../../protocol/limits.ts'
import type { Problem } from '../../protocol/messages.ts'
import { parseBody } from '../../protocol/parse.ts'
import { changeSettings } from '../../protocol/settings/change-settings.ts'
import { sendDenial } from './denial.ts'

/** The draft of the settings, as a change of those in force, and whose ticket is drawn. */
export const slipPreviewBody = z.strictObject({
  patch: changeSettings.body.shape.patch,
  service: id,
  language,
})

export const slipPreviewAnswer = z.strictObject({
  png: z.string().describe('the picture in base64'),
  width: z.number().int().describe('dots'),
  height: z.number().int().describe('dots'),
})

/** Draws a sample ticket of a draft; `busy`: too many at once. */
export type DrawSample = (
  wanted: z.output<typeof slipPreviewBody>,
) => Promise<
  | { readonly png: Uint8Array; readonly width: number; readonly height: number }
  | { readonly invalid: readonly Problem[] }
  | 'busy'
>

/** `POST /api/settings/slip`: a sample ticket as the draft would print it, for an administrator. Nothing is kept. */
export function slipPreviewRoute(
  app: Express,
  options: { drawSample: DrawSample; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  const { drawSample, identityOf, onRefused } = options
  const json = express.json({ limit: wireLimits.bodyBytes, strict: true, type: 'application/json' })
  app.post('/api/settings/slip', json, async (request, response) => {
    const denial = denialOfDocument(identityOf(request).caller(), 'settings')
    if (denial) {
      onRefused('settings')
      return sendDenial(response, denial, 'the settings')
    }
    const parsed = parseBody(slipPreviewBody, request.body)
    if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
    const drawn = await drawSample(parsed.value)
    if (drawn === 'busy')
      return void response.status(429).json({ problem: 'slips are being drawn; try again in a moment' })
    if ('invalid' in drawn) return void response.status(400).json({ invalid: drawn.invalid })
    response.json({ ...drawn, png: Buffer.from(drawn.png).toString('base64') })
  })
}
