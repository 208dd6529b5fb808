import type { Express, Request, Response } from 'express'
import type { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import { signInParameter } from '../../access/session-cookies.ts'
import { parseBody } from '../../protocol/parse.ts'
import {
  reportExportQuery,
  type StepsAnswer,
  stepsQuery,
  type TodayAnswer,
} from '../../protocol/reports/today.ts'
import { sendDenial } from './denial.ts'

/** Works the reports of the hall out. */
export interface ReportSource {
  today(): Promise<TodayAnswer>
  tickets(query: z.output<typeof stepsQuery>): Promise<StepsAnswer>
  export(query: z.output<typeof reportExportQuery>): Promise<{ day: string; text: string }>
}

/** `GET /api/reports/today`, the tickets behind each of its figures, and both as a file. */
export function reportsRoute(
  app: Express,
  {
    reports,
    identityOf,
    onRefused,
  }: { reports: ReportSource; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  const isDenied = (request: Request, response: Response): boolean => {
    const denial = denialOfDocument(identityOf(request).caller(), 'reports')
    if (!denial) return false
    onRefused('record')
    sendDenial(response, denial, 'the reports')
    return true
  }
  app.get('/api/reports/today', async (request, response) => {
    if (!isDenied(request, response)) response.json(await reports.today())
  })
  app.get('/api/reports/today/tickets', async (request, response) => {
    if (isDenied(request, response)) return
    const asked = parseBody(stepsQuery, request.query)
    if (!asked.ok) return void response.status(400).json({ invalid: asked.invalid })
    response.json(await reports.tickets(asked.value))
  })
  app.get('/api/reports/today/export', async (request, response) => {
    if (isDenied(request, response)) return
    // A file is fetched by a link, which names its sign-in in the address.
    const { [signInParameter]: _, ...query } = request.query
    const asked = parseBody(reportExportQuery, query)
    if (!asked.ok) return void response.status(400).json({ invalid: asked.invalid })
    const { day, text } = await reports.export(asked.value)
    response.type('text/csv').attachment(`${asked.value.what}-${day}.csv`).send(text)
  })
}
