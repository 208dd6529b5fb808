import type { PersonalAnswer, PersonalPurpose } from '../../../server/protocol/maintenance/personal.ts'
import { fetchAs } from '../../sign-in/tab-session.ts'

export type { PersonalAnswer, PersonalPurpose }

/** Counts of the words of one ticket. */
interface OfTicket {
  readonly day: string
  readonly label: string
  readonly texts: Readonly<Record<PersonalPurpose, number>>
}

/** Undefined when the hall could not be asked. */
export async function fetchPersonal(): Promise<PersonalAnswer | undefined> {
  const answer = await fetchAs('/api/personal')
  return answer?.ok ? ((await answer.json()) as PersonalAnswer) : undefined
}

export async function fetchOfTicket(
  day: string,
  label: string,
): Promise<OfTicket | 'invalid' | 'no-such-ticket' | 'unreachable'> {
  const answer = await fetchAs(`/api/personal/ticket?${new URLSearchParams({ day, label })}`)
  if (answer?.ok) return (await answer.json()) as OfTicket
  if (answer?.status === 404) return 'no-such-ticket'
  return answer?.status === 400 ? 'invalid' : 'unreachable'
}
