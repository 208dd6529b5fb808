import { Clock } from '../../display/parts/clock.tsx'
import type { WatchedHall } from '../../display/parts/use-hall.ts'
import { localText, textLanguage } from '../../display/words/translator.ts'
import { Icon } from './icon.tsx'
import type { ScreenContext } from './screen-context.ts'

/** Name and local time of the hall. */
export const TopBar = ({ context, now }: { context: ScreenContext; now: WatchedHall<'kiosk'>['now'] }) => (
  <header class="top">
    <span class="mark">
      <Icon name="ticket" />
    </span>
    <p class="hall-name" {...textLanguage(context.view.words.hall, context.t)}>
      {localText(context.view.words.hall, context.t.asked)}
    </p>
    <Clock now={now} timeZone={context.view.timeZone} language={context.t.language} />
  </header>
)
