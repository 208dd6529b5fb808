import type { ReadonlySignal } from '@preact/signals'
import type { BoardView } from '../../server/hall/view-shapes.ts'
import type { EpochMs } from '../../server/hall/words.ts'
import { CallRow } from '../parts/call-row.tsx'
import type { Announcer } from '../voice/announcer.ts'
import { localText } from '../words/words.ts'
import type { BoardWords } from './board.tsx'
import type { BoardLayout } from './layout.ts'

/** A row keeps its outline so long after its call (ms). */
const outlined = 30_000

export interface CallListProps {
  view: BoardView
  announcer: Announcer
  now: ReadonlySignal<EpochMs>
  words: BoardWords
  layout: BoardLayout
}

/** The newest calls, all of them at once, whoever has the panel. */
export function CallList({ view, announcer, now, words, layout }: CallListProps) {
  const { first, second } = words
  const calls = view.calls.slice(0, layout.rows)
  return (
    <section class="calls" aria-label={first('latest')}>
      <div class="calls-head" aria-hidden="true">
        <p>
          {first('ticket')} {layout.doubled && <span lang={second.language}>{second('ticket')}</span>}
        </p>
        <p>
          {first('counter')} {layout.doubled && <span lang={second.language}>{second('counter')}</span>}
        </p>
      </div>
      <ol class="calls-rows">
        {calls.map((call) => (
          <CallRow
            key={call.id}
            label={call.label}
            counter={localText(view.words.counters[call.counter], first.language) || call.counter}
            again={call.again && layout.doubled ? first('again') : undefined}
            mood={
              announcer.current.value?.id === call.id
                ? 'called'
                : call.at > now.value - outlined
                  ? 'fresh'
                  : 'past'
            }
          />
        ))}
      </ol>
    </section>
  )
}
