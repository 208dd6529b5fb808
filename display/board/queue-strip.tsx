import type { Drawn } from '../../server/protocol/messages.ts'
import { SecondLanguage } from '../parts/second-language.tsx'
import { localText, textLanguage } from '../words/translator.ts'
import type { BoardTranslations } from './board-props.ts'

/** Tickets waiting per service. Letters distinguish services, because hues do not for everybody. */
export function QueueStrip({
  view,
  translations,
  named,
}: {
  view: Drawn<'board'>
  translations: BoardTranslations
  named: boolean
}) {
  const { first } = translations
  return (
    <section class="queues">
      <h2 class="visually-hidden">
        {first('waiting')} <SecondLanguage translations={translations} text={(t) => t('waiting')} />
      </h2>
      <ul class={named ? 'queues-list' : 'queues-list queues-bare'}>
        {Object.entries(view.queues).map(([service, queue]) => (
          <li key={service} class="queue">
            <b class="digits queue-letter">{queue.letter}</b>
            {named && (
              <span class="queue-name" {...textLanguage(view.words.services[service], first)}>
                {localText(view.words.services[service], first.asked)}
              </span>
            )}
            <span class="queue-count">
              <b class="digits" aria-hidden="true">
                {queue.waiting}
              </b>
              <span class="queue-people" aria-hidden="true" />
              <span class="visually-hidden">{first('people', { count: queue.waiting })}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
