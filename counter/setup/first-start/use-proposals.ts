import { useEffect, useState } from 'preact/hooks'
import { fetchAs } from '../../sign-in/tab-session.ts'
import type { HallSettings } from '../settings/draft/document.ts'

/** The parts of the settings that a kind of hall decides. */
export type HallKind = Pick<HallSettings, 'name' | 'services' | 'groups' | 'profiles' | 'counters'>

export interface Proposals {
  readonly timeZone?: string
  readonly templates: Readonly<Record<string, HallKind>>
}

/** Choices for a new hall, as `GET /api/first-start` gives them; undefined until they are read. */
export function useProposals(): Proposals | undefined {
  const [proposals, setProposals] = useState<Proposals>()
  useEffect(() => {
    const read = async (): Promise<void> => {
      const answer = await fetchAs('/api/first-start')
      if (answer?.ok) setProposals((await answer.json()) as Proposals)
    }
    void read()
  }, [])
  return proposals
}
