import type { Badge, Role } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import type { LiveView } from '../use-live-view.ts'
import type { SetupTranslations } from './setup-translations.ts'

/** The properties of every section of the administrator's page. */
export interface SectionProps {
  /** Languages, time zone and names of the hall. */
  view: Drawn<'setup'>
  /** The page's connection: `client` watches further views, `act` gives commands. */
  live: LiveView<'setup'>
  translations: SetupTranslations
  /** The badge of the person who is signed in; undefined until known. */
  me: Badge | undefined
  /** Of this person, so that what they may not do is not offered. */
  roles: readonly Role[]
}
