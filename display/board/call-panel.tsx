import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { CounterId, EpochMs, Label } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { boardLimits } from '../limits.ts'
import { CounterName } from '../parts/counter-name.tsx'
import { hallDate, hallTime } from '../parts/hall-time.ts'
import { SecondLanguage } from '../parts/second-language.tsx'
import { runs } from '../parts/text-width.ts'
import { TicketLabel } from '../parts/ticket-label.tsx'
import type { Announcer } from '../voice/announcer.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { closeUp, localText, type Translate } from '../words/words.ts'
import type { BoardWords } from './board-props.ts'
import { type BoardLayout, type PaperSizes, paperSizes } from './layout.ts'

interface Paper {
  id: string
  label: Label
  counter: CounterId
  kind: 'now' | 'again' | 'latest'
}

export interface CallPanelProps {
  view: Drawn<'board'>
  announcer: Announcer
  now: ReadonlySignal<EpochMs>
  words: BoardWords
  layout: BoardLayout
}

/** Whose turn it is in the panel: the call being announced, else the newest one, else a word of welcome. */
function paperOf({ view, announcer, now }: CallPanelProps): Paper | undefined {
  const announced = announcer.current.value
  if (announced) {
    const { id, label, counter, type } = announced
    return { id, label, counter, kind: type === 'recalled' ? 'again' : 'now' }
  }
  const newest = view.calls[0]
  if (!newest) return undefined
  const kind = newest.at < now.value - boardLimits.fresh ? 'latest' : newest.again ? 'again' : 'now'
  return { id: newest.id, label: newest.label, counter: newest.counter, kind }
}

/** The newest call on a ticket of its own; the one before tears off. */
export function CallPanel(props: CallPanelProps) {
  const { view, words, layout } = props
  const paper = paperOf(props)
  const last = useRef(paper)
  const [torn, setTorn] = useState<Paper | undefined>(undefined)
  useEffect(() => {
    const before = last.current
    last.current = paper
    if (!before || before.id === paper?.id) return undefined
    setTorn(before)
    const timer = setTimeout(() => setTorn(undefined), boardLimits.tearing)
    return () => clearTimeout(timer)
  }, [paper?.id])
  return (
    <section class="panel" aria-label={words.first('now')}>
      {paper ? (
        <TicketPaper key={paper.id} paper={paper} view={view} words={words} layout={layout} />
      ) : (
        <Welcome {...props} />
      )}
      {torn && torn.id !== paper?.id && (
        <TicketPaper key={torn.id} paper={torn} view={view} words={words} layout={layout} isTorn />
      )}
    </section>
  )
}

function TicketPaper(props: {
  paper: Paper
  view: Drawn<'board'>
  words: BoardWords
  layout: BoardLayout
  isTorn?: boolean
}) {
  const { paper, view, words, layout, isTorn = false } = props
  const { first } = words
  const name = ({ asked }: Translate<Key<'board'>>): string =>
    localText(view.words.counters[paper.counter], asked) || paper.counter
  // As in call-panel.css: only Chinese, Japanese and Korean words are as large as the counter's name beside them.
  const scale = /^(zh|ja|ko)\b/.test(first.language) ? 1 : 0.62
  const goes = runs(first('go')) * scale + runs(name(first)) + 1.6
  const sizes = paperSizes(layout, paper.label.length, goes)
  return (
    <article
      class={`paper paper-${paper.kind}${isTorn ? ' paper-torn' : ''}`}
      aria-hidden={isTorn}
      style={dress(sizes)}
    >
      <div class="paper-top">
        <h2 class="paper-what">
          {first(paper.kind)} {layout.doubled && <SecondLanguage words={words} text={(t) => t(paper.kind)} />}
        </h2>
        <p class="paper-label">
          <TicketLabel label={paper.label} />
        </p>
      </div>
      <div class="paper-stub">
        <p class="paper-go">
          <span class="paper-go-word">{first('go')}</span>
          {closeUp(`${first('go')} ${name(first)}`).startsWith(`${first('go')} `) && ' '}
          <CounterName name={name(first)} />
        </p>
        {layout.doubled && (
          <SecondLanguage
            words={words}
            text={(t) => closeUp(`${t('go')} ${name(t)}`)}
            as="p"
            class="paper-go-else"
          />
        )}
      </div>
    </article>
  )
}

const dress = ({ what, label, go, padX, padY }: PaperSizes): Record<string, string> => ({
  '--what': `${what}px`,
  '--label': `${label}px`,
  '--go': `${go}px`,
  '--pad-x': `${padX}px`,
  '--pad-y': `${padY}px`,
})

function Welcome({ view, now, words, layout }: CallPanelProps) {
  const { first } = words
  const { doors, opensAt, timeZone } = view
  const opens = doors === 'closed' ? opensAt : undefined
  const day = (at: EpochMs, { language }: typeof first): string => hallDate(at, timeZone, language)
  const isToday = opens !== undefined && day(opens, first) === day(now.value, first)
  const kind = doors === 'open' ? 'rest.open' : 'rest.closed'
  const what = isToday ? 'rest.early' : kind
  const more = (t: typeof first): string => {
    if (opens === undefined) return t(`${kind}.more`)
    const time = hallTime(opens, timeZone)
    return t('rest.opens', { time: isToday ? time : `${day(opens, t)} ${time}` })
  }
  const sizes = paperSizes(layout, 4, Math.max(runs(first(what)) * 1.5, runs(more(first)) * 0.62))
  return (
    <article class="paper paper-rest" style={dress(sizes)}>
      <div class="paper-top">
        <h2 class="paper-welcome">{first(what)}</h2>
        <SecondLanguage words={words} text={(t) => t(what)} as="p" class="paper-welcome-else" />
      </div>
      <div class="paper-stub">
        <p class="paper-more">{more(first)}</p>
        <SecondLanguage words={words} text={more} as="p" class="paper-go-else" />
      </div>
    </article>
  )
}
