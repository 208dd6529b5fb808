import { Clock } from '../../display/parts/clock.tsx'
import type { WatchedHall } from '../../display/parts/use-hall.ts'
import { localText, textLanguage } from '../../display/words/translator.ts'
import { ems } from '../tile-text.ts'
import { Icon } from './icon.tsx'
import type { ScreenContext } from './screen-context.ts'

/** Name and local time of the hall. */
export function TopBar({ context, now }: { context: ScreenContext; now: WatchedHall<'kiosk'>['now'] }) {
  const { view, t } = context
  const name = localText(view.words.hall, t.asked)
  return (
    <header class="top">
      <span class="mark">
        <Icon name="ticket" />
      </span>
      <p
        class={ems(name) > 22 ? 'hall-name hall-name-long' : 'hall-name'}
        {...textLanguage(view.words.hall, t)}
      >
        {name}
      </p>
      <Clock now={now} timeZone={view.timeZone} language={t.language} />
    </header>
  )
}
