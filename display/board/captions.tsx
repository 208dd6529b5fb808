import type { Announcement, Drawn } from '../../server/protocol/messages.ts'
import { SecondLanguage } from '../parts/second-language.tsx'
import type { Announcer } from '../voice/announcer.ts'
import { localText, type Translate } from '../words/translator.ts'
import type { BoardTranslations } from './board-props.ts'

/** Announcements as text in both languages, for screen readers. */
export function Captions({
  announcer,
  view,
  translations,
}: {
  announcer: Announcer
  view: Drawn<'board'> | undefined
  translations: BoardTranslations
}) {
  const log = announcer.log.value
  const caption = (t: Translate<'caption' | 'caption.again'>, call: Announcement): string =>
    t(call.type === 'recalled' ? 'caption.again' : 'caption', {
      label: call.label,
      counter: localText(view?.words.counters[call.counter], t.asked) || call.counter,
    })
  return (
    <div
      class="visually-hidden"
      role="log"
      aria-live="assertive"
      aria-label={translations.first('now')}
      data-spoken={log.map((call) => call.id).join(' ')}
    >
      {log.map((call) => (
        <div key={call.id}>
          <p>{caption(translations.first, call)}</p>
          <SecondLanguage translations={translations} text={(t) => caption(t, call)} as="p" />
        </div>
      ))}
    </div>
  )
}
