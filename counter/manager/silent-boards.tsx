import type { JSX } from 'preact'
import type { SilentBoard } from '../../server/protocol/messages.ts'
import { dotted } from '../translations.ts'
import type { ManagerTranslations } from './manager-translations.ts'

/** With this flag a Chromium browser plays sound before anybody touches the screen. */
const flag = '--autoplay-policy=no-user-gesture-required'

/** Shows which boards call without sound, and what to do. */
export function SilentBoards({
  boards,
  t,
}: { boards: Readonly<Record<string, SilentBoard>> } & Pick<ManagerTranslations, 't'>): JSX.Element {
  const lines = (['blocked', 'off'] as const).flatMap((wanted) => {
    const silent = Object.values(boards).filter(({ sound }) => sound === wanted)
    const names = dotted(
      silent.map(({ name }) => name),
      t,
    )
    return silent.length === 0 ? [] : [t(`silent-boards.${wanted}`, { names, flag })]
  })
  return (
    <div class="banner" role="status">
      {lines.map((line) => (
        <p key={line}>▲ {line}</p>
      ))}
    </div>
  )
}
