import type { JSX } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { applyLanguage } from '../../display/parts/page-translations.ts'
import { limits } from '../limits.ts'
import { Menu } from '../menu.tsx'
import { usePreferences } from '../preferences.ts'
import { StaffPage } from '../staff-page.tsx'
import { useTick } from '../use-live-view.ts'
import { Floor } from './floor.tsx'
import type { FloorProps } from './floor-props.ts'
import { managerTranslations } from './manager-translations.ts'
import { SilentBoards } from './silent-boards.tsx'

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
            serverNow={live.now}
            translations={translations}
            act={live.act}
            menu={<Menu {...{ translations, preferences, change, actions }} switches={['large']} />}
            banner={banner ?? (live.silentBoards ? <SilentBoards boards={live.silentBoards} t={t} /> : null)}
          />
        )
      }}
    />
  )
}

function TickingFloor({
  serverNow,
  ...floor
}: Omit<FloorProps, 'now'> & { serverNow: () => number }): JSX.Element {
  useTick(limits.tickMs)
  return <Floor {...floor} now={serverNow()} />
}
