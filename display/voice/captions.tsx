import type { Announcement, Drawn } from '../../server/protocol/messages.ts'
import type { Bilingual } from '../parts/bilingual.ts'
import { SecondLanguage } from '../parts/second-language.tsx'
import { localText, type Translate } from '../words/translator.ts'
import type { Announcer } from './announcer.ts'

const captionOf = ({ type }: Announcement) =>
  type === 'recalled' ? 'caption.again' : type === 'test-call' ? 'caption.test' : 'caption'

/** Announcements as text in both languages, for screen readers. */
export function Captions({
  announcer,
  view,
  translations,
}: {
  announcer: Announcer
  view: Drawn<'board'> | undefined
  translations: Bilingual<'now' | ReturnType<typeof captionOf>>
}) {
  const log = announcer.log.value
  const caption = (t: Translate<ReturnType<typeof captionOf>>, call: Announcement): string =>
    t(captionOf(call), {
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
