import type { Closing, RecordRow } from '../../protocol/record.ts'
import { csvLine } from './csv.ts'

/** The rows of a day as lines of text, each with its end. */

type ExportForm = 'csv' | 'ndjson'

const columns = ['seq', 'at', 'who', 'device', 'what', 'counter', 'ticket', 'label', 'events'] as const

/**
 * Times are ISO 8601 in UTC in CSV, and epoch ms in NDJSON. The last line of a closed day has its closing hash: in CSV
 * under `what` = `closing`.
 */
export async function* exportLines(
  rows: AsyncIterable<RecordRow | Closing>,
  form: ExportForm,
): AsyncGenerator<string> {
  if (form === 'csv') yield csvLine(columns)
  for await (const row of rows) {
    const isRow = 'seq' in row
    if (form === 'ndjson') yield `${JSON.stringify(isRow ? row : { closing: row })}\n`
    else if (isRow)
      yield csvLine(
        columns.map((name) =>
          name === 'at'
            ? new Date(row.at).toISOString()
            : name === 'events'
              ? JSON.stringify(row.events)
              : row[name],
        ),
      )
    else
      yield csvLine(
        columns.map((name) =>
          name === 'what' ? 'closing' : name === 'events' ? JSON.stringify(row) : undefined,
        ),
      )
  }
}
