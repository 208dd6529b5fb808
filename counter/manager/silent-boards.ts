import type { SilentBoard } from '../../server/protocol/messages.ts'
import { dotted } from '../dotted.ts'
import type { ManagerTranslations } from './manager-translations.ts'

/** With this flag a Chromium browser plays sound before anybody touches the screen. */
const flag = '--autoplay-policy=no-user-gesture-required'

/** Which boards call without sound, and what to do. */
export const silentBoardLines = (
  boards: Readonly<Record<string, SilentBoard>>,
  t: ManagerTranslations['t'],
): string[] =>
  (['blocked', 'off'] as const).flatMap((wanted) => {
    const silent = Object.values(boards).filter(({ sound }) => sound === wanted)
    const names = dotted(
      silent.map(({ name }) => name),
      t,
    )
    return silent.length === 0 ? [] : [t(`silent-boards.${wanted}`, { names, flag })]
  })
