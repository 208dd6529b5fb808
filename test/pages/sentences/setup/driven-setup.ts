import { liveClientLimits } from '../../../../server/protocol/client/live-client-types.ts'
import type { DrivenHall } from '../driven-hall.ts'
import type { DrivenPage, Message, Wire } from '../driven-page.ts'

const { checkEveryMs, commandLifeMs } = liveClientLimits

/** The catalogues of the administrator's page. */
export const catalogues = [
  ...['setup', 'people', 'devices', 'settings', 'record', 'keeping'],
  ...['staff', 'issuing'],
]

/** A section of the administrator's page, where an administrator is signed in. */
export const openSetup = (
  hall: DrivenHall,
  section: 'first-start' | 'people' | 'devices' | 'hall' | 'record' | 'keys' | 'personal' | 'backups',
  wire: Wire = {},
): Promise<DrivenPage> =>
  hall.open(`/setup#${section}`, catalogues, { storageState: hall.signedIn(hall.administrator), wire })

/** The content of a welcome or a change of one of the page's views, which has a list of this name. */
export const listIn = (message: Message, name: string): Record<string, unknown> | undefined =>
  (message.view as Record<string, Record<string, unknown>> | undefined)?.[name]

/**
 * The page acts, and hears of its command that the hall denied it, or for as long as it waits nothing at all; until it
 * shows so.
 */
export async function failing(
  page: DrivenPage,
  why: 'denied' | 'unanswered',
  [act, shows]: readonly [act: () => Promise<void>, shows: () => Promise<void>],
): Promise<void> {
  page.wire.toPage = ({ type, id, ...rest }) => {
    if (type !== 'answer') return { type, id, ...rest }
    return why === 'denied' ? { type, id, ok: false, denied: 'too-many' } : undefined
  }
  await act()
  if (why === 'unanswered') await page.pass(commandLifeMs + checkEveryMs)
  await shows()
  page.wire.toPage = undefined
}
