import type { Drawn } from '../../server/protocol/messages.ts'
import { boardLimits } from '../limits.ts'
import { Clock } from '../parts/clock.tsx'
import { ConnectionLost } from '../parts/connection-lost.tsx'
import { isNumber, shortName } from '../parts/counter-name.tsx'
import { hallDate } from '../parts/hall-time.ts'
import { ScreenEnded } from '../parts/screen-ended.tsx'
import { SecondLanguage } from '../parts/second-language.tsx'
import { textWidth, widthOnTwoLines } from '../parts/text-width.ts'
import { Captions } from '../voice/captions.tsx'
import { localText, textLanguage } from '../words/translator.ts'
import type { BoardProps, BoardTranslations } from './board-props.ts'
import { CallList } from './call-list.tsx'
import { CallPanel } from './call-panel.tsx'
import { type BoardLayout, type BoardScreen, boardLayout, labelWidth } from './layout.ts'
import { type PanelTicket, panelTicket } from './panel-content.ts'
import { QueueStrip } from './queue-strip.tsx'

/** The screen of the waiting area: the newest call, the last calls, the queues. */
export function Board({ hall, announcer, chime, translations, size, diagonal, distance }: BoardProps) {
  const view = hall.view.value
  const isLost = hall.status.value === 'lost'
  // A hall that takes no commands calls nobody; the notice is the same as for a silent connection.
  const notice =
    hall.status.value === 'silent' ? 'silent' : !isLost && hall.trouble.value ? 'trouble' : undefined
  const hasEnded = !isLost && hall.ended.value !== undefined
  const { first } = translations
  const hallName = view ? localText(view.words.hall, first.asked) : first('title')
  const ticket = view && panelTicket(view, announcer.current.value, hall.now.value)
  // The list says nothing more than the panel where the only call stands there.
  const listed = (ticket && view?.calls.some(({ id }) => id !== ticket.id) && view.calls) || []
  const isAlone = view !== undefined && listed.length === 0
  const isMute = chime.state.value === 'blocked'
  const { width, height } = size.value
  const bar = isMute ? Math.min(width, height) * 0.12 : 0
  const layout = boardLayout({
    width,
    height: height - bar,
    diagonal,
    distance,
    hall: textWidth(hallName),
    date: view ? textWidth(hallDate(hall.now.value, view.timeZone, first.language)) : 0,
    services: Object.keys(view?.queues ?? {}).map((id) =>
      textWidth(localText(view?.words.services[id], first.asked)),
    ),
    ...(view && listSizes(view, listed, first.asked)),
  })
  return (
    <div
      class={`board${layout.portrait ? ' board-upright' : ''}${isAlone ? ' board-alone' : ''}`}
      style={layoutProperties(layout, hall.now.value, bar)}
    >
      <header class="board-head">
        <h1
          class={notice || layout.hall === 0 ? 'visually-hidden' : undefined}
          {...textLanguage(view?.words.hall, first)}
        >
          {hallName}
        </h1>
        {notice && (
          <p class="board-silent" role="status">
            {first(notice)}
            {layout.bilingual && <SecondLanguage translations={translations} text={(t) => ` ${t(notice)}`} />}
          </p>
        )}
        {view && (
          <Clock now={hall.now} timeZone={view.timeZone} language={first.language} withDate={layout.date} />
        )}
      </header>
      {hasEnded || isLost || !view ? (
        <Away hall={hall} translations={translations} />
      ) : (
        <BoardMain {...{ view, ticket, isAlone, hall, announcer, translations, layout }} />
      )}
      <Captions announcer={announcer} view={view} translations={translations} />
      {isMute && (
        <SoundKey unblock={() => chime.play()} translations={translations} isBilingual={layout.bilingual} />
      )}
    </div>
  )
}

/** Replaces the calls while they may be out of date, or are no longer this screen's. */
function Away({ hall, translations }: Pick<BoardProps, 'hall' | 'translations'>) {
  const status = hall.status.value
  if (status !== 'lost' && hall.ended.value)
    return (
      <main class="board-away">
        <ScreenEnded translations={translations} />
      </main>
    )
  return (
    <main class="board-away">
      {status === 'connecting' ? (
        <p class="board-joining">{translations.first('connecting')}</p>
      ) : (
        <ConnectionLost
          heardAt={hall.heardAt}
          timeZone={hall.view.value?.timeZone}
          translations={translations}
        />
      )}
    </main>
  )
}

/** Asks for the user gesture without which the autoplay policy blocks sound. */
function SoundKey(props: { unblock: () => void; translations: BoardTranslations; isBilingual: boolean }) {
  const { unblock, translations, isBilingual } = props
  return (
    <button type="button" class="board-sound" onClick={unblock}>
      {translations.first('sound.blocked')}
      {isBilingual && <SecondLanguage translations={translations} text={(t) => t('sound.blocked')} />}
    </button>
  )
}

interface BoardMainProps extends Pick<BoardProps, 'hall' | 'announcer' | 'translations'> {
  view: Drawn<'board'>
  ticket: PanelTicket | undefined
  isAlone: boolean
  layout: BoardLayout
}

const BoardMain = ({ view, ticket, isAlone, hall, announcer, translations, layout }: BoardMainProps) => (
  <main class="board-main">
    <CallPanel view={view} ticket={ticket} now={hall.now} translations={translations} layout={layout} />
    {!isAlone && (
      <CallList
        view={view}
        announcer={announcer}
        now={hall.now}
        translations={translations}
        layout={layout}
      />
    )}
    {layout.queueColumns > 0 && (
      <QueueStrip view={view} translations={translations} named={layout.queueNames} />
    )}
  </main>
)

/** Number of calls in the list, and the widths of their labels and counters. */
function listSizes(
  { words }: Drawn<'board'>,
  calls: Drawn<'board'>['calls'],
  language: string,
): Pick<BoardScreen, 'listed' | 'label' | 'counter'> {
  const counters = calls.map(({ counter }) =>
    shortName(localText(words.counters[counter], language) || counter),
  )
  const names = counters.filter((name) => !isNumber(name))
  return {
    listed: calls.length,
    label: Math.max(...calls.map(({ label }) => labelWidth(label)), labelWidth('')),
    counter:
      names.length > 0
        ? {
            name: Math.max(...names.map(widthOnTwoLines)),
            lines: names.some((name) => widthOnTwoLines(name) < textWidth(name)) ? 2 : 1,
          }
        : { number: Math.max(1.3, ...counters.map((number) => number.length * 0.66)) },
  }
}

/** Custom properties of the layout, with a shift of up to 8 px that changes every `driftEveryMs` against burn-in. */
function layoutProperties(layout: BoardLayout, now: number, bar: number): Record<string, string> {
  const step = Math.floor(now / boardLimits.driftEveryMs)
  return {
    '--bar': `${bar}px`,
    '--small': `${layout.small}px`,
    '--row': `${layout.row}px`,
    '--rows': String(layout.rows),
    '--hall': `${layout.hall}px`,
    '--head': `${layout.head}px`,
    '--gap': `${layout.gap}px`,
    '--edge-space': `${layout.edge}px`,
    '--panel-wide': `${layout.panel.width}px`,
    '--list-high': `${layout.list.height}px`,
    '--columns': String(layout.queueColumns),
    '--drift-x': `${[0, 8, 8, 0, -8, -8][step % 6] ?? 0}px`,
    '--drift-y': `${[0, 0, 8, 8, 0, -8, -8][step % 7] ?? 0}px`,
  }
}
