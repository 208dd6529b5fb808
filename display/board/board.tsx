import type { Drawn } from '../../server/protocol/messages.ts'
import { boardLimits } from '../limits.ts'
import { Clock } from '../parts/clock.tsx'
import { ConnectionLost } from '../parts/connection-lost.tsx'
import { hallDate } from '../parts/hall-time.ts'
import { SecondLanguage } from '../parts/second-language.tsx'
import { runs } from '../parts/text-width.ts'
import { localText, textLanguage } from '../words/words.ts'
import type { BoardProps, BoardWords } from './board-props.ts'
import { CallList } from './call-list.tsx'
import { CallPanel } from './call-panel.tsx'
import { Captions } from './captions.tsx'
import { type BoardLayout, boardLayout } from './layout.ts'
import { QueueStrip } from './queue-strip.tsx'

/** The waiting area's screen: whose turn it is, who was called lately, how many wait. */
export function Board({ hall, announcer, chime, words, size, diagonal, distance }: BoardProps) {
  const view = hall.view.value
  const isLost = hall.status.value === 'lost'
  // A hall in trouble calls nobody: said as calmly as a link that is silent.
  const chip =
    hall.status.value === 'silent' ? 'silent' : !isLost && hall.trouble.value ? 'trouble' : undefined
  const { first } = words
  const hallName = view ? localText(view.words.hall, first.asked) : first('title')
  const resting = view?.calls.length === 0
  const isMute = chime.state.value === 'blocked'
  const { width, height } = size.value
  const bar = isMute ? Math.min(width, height) * 0.12 : 0
  const layout = boardLayout({
    resting,
    width,
    height: height - bar,
    diagonal,
    distance,
    hall: runs(hallName),
    date: view ? runs(hallDate(hall.now.value, view.timeZone, first.language)) : 0,
    services: Object.keys(view?.queues ?? {}).map((id) =>
      runs(localText(view?.words.services[id], first.asked)),
    ),
  })
  return (
    <div
      class={`board${layout.portrait ? ' board-upright' : ''}${resting ? ' board-resting' : ''}`}
      style={measures(layout, hall.now.value, bar)}
    >
      <header class="board-head">
        <h1
          class={chip || layout.hall === 0 ? 'visually-hidden' : undefined}
          {...textLanguage(view?.words.hall, first)}
        >
          {hallName}
        </h1>
        {chip && (
          <p class="board-silent" role="status">
            {first(chip)}
            {layout.doubled && <SecondLanguage words={words} text={(t) => ` ${t(chip)}`} />}
          </p>
        )}
        {view && (
          <Clock
            now={hall.now}
            timeZone={view.timeZone}
            language={words.first.language}
            withDate={layout.date}
          />
        )}
      </header>
      {isLost || !view ? (
        <main class="board-away">
          {(isLost || hall.status.value !== 'connecting') && (
            <ConnectionLost heardAt={hall.heardAt} timeZone={view?.timeZone} words={words} />
          )}
          {!isLost && hall.status.value === 'connecting' && (
            <p class="board-joining">{words.first('connecting')}</p>
          )}
        </main>
      ) : (
        <Shown view={view} hall={hall} announcer={announcer} words={words} layout={layout} />
      )}
      <Captions announcer={announcer} view={view} words={words} />
      {isMute && <SoundKey unblock={() => chime.unblock()} words={words} isDoubled={layout.doubled} />}
    </div>
  )
}

/** Browsers keep a page silent until somebody touches it. */
function SoundKey(props: { unblock: () => void; words: BoardWords; isDoubled: boolean }) {
  const { unblock, words, isDoubled } = props
  return (
    <button type="button" class="board-sound" onClick={unblock}>
      {words.first('sound.blocked')}
      {isDoubled && <SecondLanguage words={words} text={(t) => t('sound.blocked')} />}
    </button>
  )
}

interface ShownProps extends Pick<BoardProps, 'hall' | 'announcer' | 'words'> {
  view: Drawn<'board'>
  layout: BoardLayout
}

const Shown = ({ view, hall, announcer, words, layout }: ShownProps) => (
  <main class="board-main">
    <CallPanel view={view} announcer={announcer} now={hall.now} words={words} layout={layout} />
    {view.calls.length > 0 && (
      <CallList view={view} announcer={announcer} now={hall.now} words={words} layout={layout} />
    )}
    {layout.queueColumns > 0 && <QueueStrip view={view} words={words} named={layout.queueNames} />}
  </main>
)

/** From time to time the whole picture moves by up to 8 px, so that nothing burns into the screen. */
function measures(layout: BoardLayout, now: number, bar: number): Record<string, string> {
  const step = Math.floor(now / boardLimits.drift)
  return {
    '--bar': `${bar}px`,
    '--small': `${layout.small}px`,
    '--row': `${layout.row}px`,
    '--rows': String(layout.rows),
    '--hall': `${layout.hall}px`,
    '--gap': `${layout.gap}px`,
    '--edge-space': `${layout.edge}px`,
    '--panel-wide': `${layout.panel.width}px`,
    '--list-high': `${layout.list.height}px`,
    '--columns': String(layout.queueColumns),
    '--drift-x': `${[0, 8, 8, 0, -8, -8][step % 6] ?? 0}px`,
    '--drift-y': `${[0, 0, 8, 8, 0, -8, -8][step % 7] ?? 0}px`,
  }
}
