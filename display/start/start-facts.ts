import type { Texts } from '../../server/hall/ids.ts'

/** Body of `GET /api/start`. */
export interface StartFacts {
  demo: boolean
  hall: Texts
  counters: Record<string, Texts>
  languages: string[]
  timeZone: string
  /** Nobody can set up the hall yet. */
  needsAdministrator: boolean
}
