import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { boardLimits } from '../limits.ts'
import { CallRow } from '../parts/call-row.tsx'
import { shortName } from '../parts/counter-name.tsx'
import { SecondLanguage } from '../parts/second-language.tsx'
import { textWidth } from '../parts/text-width.ts'
import type { Announcer } from '../voice/announcer.ts'
import { localText } from '../words/translator.ts'
import type { BoardTranslations } from './board-props.ts'
import type { BoardLayout } from './layout.ts'

interface CallListProps {
  view: Drawn<'board'>
  announcer: Announcer
  now: ReadonlySignal<EpochMs>
  translations: BoardTranslations
  layout: BoardLayout
}

/** The newest calls, whether announced yet or not. */
export function CallList({ view, announcer, now, translations, layout }: CallListProps) {
  const { first } = translations
  const calls = view.calls.slice(0, layout.rows)
  return (
    <section class="calls" aria-label={first('latest')}>
      <div class="calls-head" aria-hidden="true">
        <p>
          {first('ticket')}{' '}
          {layout.bilingual && <SecondLanguage translations={translations} text={(t) => t('ticket')} />}
        </p>
        <p>
          {first('counter')}{' '}
          {layout.bilingual && <SecondLanguage translations={translations} text={(t) => t('counter')} />}
        </p>
      </div>
      <ol class="calls-rows">
        {calls.map((call) => (
          <Row
            key={call.id}
            call={call}
            view={view}
            translations={translations}
            layout={layout}
            state={
              announcer.current.value?.id === call.id
                ? 'called'
                : call.at > now.value - boardLimits.outlinedMs
                  ? 'fresh'
                  : 'past'
            }
          />
        ))}
      </ol>
    </section>
  )
}

interface RowProps extends Pick<CallListProps, 'view' | 'translations' | 'layout'> {
  call: Drawn<'board'>['calls'][number]
  state: 'called' | 'fresh' | 'past'
}

/** One call. A recall is marked where the row has room for the word. */
function Row({ call, view, translations: { first }, layout, state }: RowProps) {
  const counter = localText(view.words.counters[call.counter], first.asked) || call.counter
  const { row, small, bilingual, list } = layout
  const wide =
    (call.label.length * 0.66 + 2.6 + textWidth(shortName(counter)) * 0.62) * row +
    textWidth(first('again')) * small
  const again = call.again && bilingual && wide < list.width ? first('again') : undefined
  return <CallRow label={call.label} counter={counter} again={again} state={state} />
}
