import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Express, Request, Response } from 'express'
import type { z } from 'zod'
import type { Identity } from '../../access/authentication.ts'
import { denialOfDocument } from '../../access/permissions.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import { signInParameter } from '../../access/session-cookies.ts'
import { parseBody } from '../../protocol/parse.ts'
import { exportQuery, type recordAnswer, recordQuery } from '../../protocol/record.ts'
import { sendDenial } from './denial.ts'

/** Reads the record of the hall, in pieces. */
export interface RecordSource {
  page(
    query: z.output<typeof recordQuery>,
  ): Promise<z.output<typeof recordAnswer> | 'no-such-cursor' | 'too-many'>
  export(query: z.output<typeof exportQuery>): { day: string; lines: AsyncIterable<string> } | 'too-many'
}

const contentTypes = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const

/** `GET /api/record`, `GET /api/record/export`: who did what, when and from which device. */
export function recordRoute(
  app: Express,
  {
    record,
    identityOf,
    onRefused,
  }: { record: RecordSource; identityOf: (request: Request) => Identity; onRefused: OnRefused },
): void {
  const isDenied = (request: Request, response: Response): boolean => {
    const denial = denialOfDocument(identityOf(request).caller(), 'record')
    if (!denial) return false
    onRefused('record')
    sendDenial(response, denial, 'the record')
    return true
  }
  app.get('/api/record', async (request, response) => {
    if (isDenied(request, response)) return
    const asked = parseBody(recordQuery, request.query)
    if (!asked.ok) return void response.status(400).json({ invalid: asked.invalid })
    const page = await record.page(asked.value)
    if (page === 'too-many') return tooMany(response)
    if (page === 'no-such-cursor') return void response.status(400).json({ invalid: [wrongCursor] })
    response.json(page)
  })
  app.get('/api/record/export', async (request, response) => {
    if (isDenied(request, response)) return
    // A file is fetched by a link, which names its sign-in in the address.
    const { [signInParameter]: _, ...query } = request.query
    const asked = parseBody(exportQuery, query)
    if (!asked.ok) return void response.status(400).json({ invalid: asked.invalid })
    const found = record.export(asked.value)
    if (found === 'too-many') return tooMany(response)
    const { as } = asked.value
    response.type(contentTypes[as]).attachment(`record-${found.day}.${as}`)
    await pipeline(Readable.from(found.lines), response)
  })
}

const wrongCursor = { path: 'cursor', problem: 'give the `cursor` of an earlier answer, with the same `day`' }

function tooMany(response: Response): void {
  response.set('Retry-After', '1')
  response.status(429).json({ problem: 'the record is being read by others; try again in 1 s' })
}
