import type { ShownPage } from '../../../server/protocol/maintenance/record-kinds.ts'
import { fetchAs, tabSession } from '../../sign-in/tab-session.ts'

/** The rows that are looked for; an empty field fits any. */
export interface RecordQuery {
  readonly day: string
  readonly who: string
  readonly device: string
  readonly what: string
  readonly ticket: string
}

export const anything: RecordQuery = { day: '', who: '', device: '', what: '', ticket: '' }

type Fault = 'invalid' | 'busy' | 'unreachable'

/**
 * A page of the record, newest first. The rows of one ticket come as they happened, because only its first row has both its
 * label and its id.
 */
export async function fetchRecord(
  query: RecordQuery,
  cursor?: string,
): Promise<{ page: ShownPage } | { fault: Fault }> {
  const given = Object.entries({ ...query, ticket: query.ticket.trim().toUpperCase() })
    .map(([name, value]) => [name, value.trim()])
    .filter(([, value]) => value !== '')
  const asked = new URLSearchParams(given)
  if (query.ticket.trim() === '') asked.set('order', 'newest')
  if (cursor !== undefined) asked.set('cursor', cursor)
  const answer = await fetchAs(`/api/record?${asked}`)
  if (answer?.ok) return { page: (await answer.json()) as ShownPage }
  if (answer?.status === 400) return { fault: 'invalid' }
  return { fault: answer?.status === 429 ? 'busy' : 'unreachable' }
}

/** The address of the whole day as a file, as the person of this tab. */
export function exportAddress(day: string, as: 'csv' | 'ndjson'): string {
  const signIn = tabSession()?.signIn
  return `/api/record/export?${new URLSearchParams({ day, as, ...(signIn ? { 'sign-in': signIn } : {}) })}`
}
