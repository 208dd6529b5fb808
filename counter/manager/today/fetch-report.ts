import type { StepsAnswer, StepsOf, TodayAnswer } from '../../../server/protocol/reports/today.ts'
import { fetchAs, tabSession } from '../../sign-in/tab-session.ts'

/** The steps behind a figure: of the whole day, or of one of its groups. */
export interface Behind {
  readonly of: StepsOf
  readonly service?: string
  readonly counter?: string
  readonly person?: string
  /** A half hour, by its start. */
  readonly half?: string
}

const address = '/api/reports/today'

/** Undefined when it could not be read. */
async function read<T>(path: string): Promise<T | undefined> {
  const answer = await fetchAs(path)
  return answer?.ok ? ((await answer.json()) as T) : undefined
}

export const fetchReport = (): Promise<TodayAnswer | undefined> => read(address)

export const fetchSteps = (behind: Behind, from: number): Promise<StepsAnswer | undefined> =>
  read(`${address}/tickets?${new URLSearchParams({ ...behind, from: String(from) })}`)

/** The address of a file, as the person of this tab. */
export function fileAddress(what: 'figures' | 'tickets'): string {
  const signIn = tabSession()?.signIn
  return `${address}/export?${new URLSearchParams({ what, ...(signIn ? { 'sign-in': signIn } : {}) })}`
}
