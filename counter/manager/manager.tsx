import type { JSX } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { applyLanguage } from '../../display/parts/page-translations.ts'
import type { Role } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { limits } from '../limits.ts'
import { maintenanceLines } from '../maintenance-lines.ts'
import { Menu } from '../menu.tsx'
import { usePreferences } from '../preferences.ts'
import { useRoles } from '../sign-in/use-roles.ts'
import { StaffPage } from '../staff-page.tsx'
import { type LiveView, useOutsideView, useTick } from '../use-live-view.ts'
import { useActs } from './acts/use-acts.ts'
import { Floor } from './floor.tsx'
import type { FloorFrame } from './floor-props.ts'
import { type ManagerTranslations, managerTranslations } from './manager-translations.ts'
import { silentBoardLines } from './silent-boards.ts'

/** The hall manager's page. */
export function Manager(): JSX.Element | null {
  const [preferences, change] = usePreferences()
  const translations = managerTranslations(preferences.language)
  useLayoutEffect(() => {
    if (translations) applyLanguage(translations.t, translations.t('page.title'))
  }, [translations?.t])
  if (!translations) return null
  const { t } = translations
  return (
    <StaffPage
      name="manager"
      translations={translations}
      wrongRole={{ fault: 'wrong-role' }}
      page={({ live, view, banner, leave }) => {
        const actions = [{ label: t('menu.sign-out'), act: leave }]
        return (
          <TickingFloor
            view={view}
            translations={translations}
            menu={<Menu {...{ translations, preferences, change, actions }} switches={['large']} />}
            banner={banner}
            live={live}
          />
        )
      }}
    />
  )
}

interface TickingFloorProps extends Omit<FloorFrame, 'lines'> {
  live: LiveView<'manager'>
  view: Drawn<'manager'>
  translations: ManagerTranslations
}

/** Until the roles are known, as for a manager: keys that come late would be pressed in vain. */
const mayManage = (roles: readonly Role[] | undefined): boolean =>
  roles === undefined || roles.some((role) => role === 'manager' || role === 'administrator')

function TickingFloor({ live, ...floor }: TickingFloorProps): JSX.Element {
  const { view, translations } = floor
  useTick(limits.tickMs)
  const acts = useActs(live, translations)
  const roles = useRoles(live.ready)
  const maintenance = useOutsideView(live.client, 'maintenance')
  // Boards without sound, late backups, and a certificate that ends.
  const lines = [
    ...(live.silentBoards ? silentBoardLines(live.silentBoards, translations.t) : []),
    ...(maintenance ? maintenanceLines(maintenance, translations, view.timeZone) : []),
  ]
  const { act, client } = live
  return <Floor {...{ ...floor, lines, act, acts, client }} now={live.now()} mayAct={mayManage(roles)} />
}
