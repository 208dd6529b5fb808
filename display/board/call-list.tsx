import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { boardLimits } from '../limits.ts'
import { CallRow } from '../parts/call-row.tsx'
import { shortName } from '../parts/counter-name.tsx'
import { SecondLanguage } from '../parts/second-language.tsx'
import { runs } from '../parts/text-width.ts'
import type { Announcer } from '../voice/announcer.ts'
import { localText } from '../words/words.ts'
import type { BoardWords } from './board-props.ts'
import type { BoardLayout } from './layout.ts'

export interface CallListProps {
  view: Drawn<'board'>
  announcer: Announcer
  now: ReadonlySignal<EpochMs>
  words: BoardWords
  layout: BoardLayout
}

/** The newest calls, all of them at once, whoever has the panel. */
export function CallList({ view, announcer, now, words, layout }: CallListProps) {
  const { first } = words
  const calls = view.calls.slice(0, layout.rows)
  return (
    <section class="calls" aria-label={first('latest')}>
      <div class="calls-head" aria-hidden="true">
        <p>
          {first('ticket')} {layout.doubled && <SecondLanguage words={words} text={(t) => t('ticket')} />}
        </p>
        <p>
          {first('counter')} {layout.doubled && <SecondLanguage words={words} text={(t) => t('counter')} />}
        </p>
      </div>
      <ol class="calls-rows">
        {calls.map((call) => (
          <Row
            key={call.id}
            call={call}
            view={view}
            words={words}
            layout={layout}
            mood={
              announcer.current.value?.id === call.id
                ? 'called'
                : call.at > now.value - boardLimits.outlined
                  ? 'fresh'
                  : 'past'
            }
          />
        ))}
      </ol>
    </section>
  )
}

interface RowProps extends Pick<CallListProps, 'view' | 'words' | 'layout'> {
  call: Drawn<'board'>['calls'][number]
  mood: 'called' | 'fresh' | 'past'
}

/** A row says that it is a recall where there is room for the word. */
function Row({ call, view, words: { first }, layout, mood }: RowProps) {
  const counter = localText(view.words.counters[call.counter], first.asked) || call.counter
  const { row, small, doubled, list } = layout
  const wide =
    (call.label.length * 0.66 + 2.6 + runs(shortName(counter)) * 0.62) * row + runs(first('again')) * small
  const again = call.again && doubled && wide < list.width ? first('again') : undefined
  return <CallRow label={call.label} counter={counter} again={again} mood={mood} />
}
