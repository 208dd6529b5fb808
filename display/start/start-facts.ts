import type { Texts } from '../../server/hall/ids.ts'

/** What `GET /api/start` tells. */
export interface StartFacts {
  demo: boolean
  hall: Texts
  counters: Record<string, Texts>
  languages: string[]
}
