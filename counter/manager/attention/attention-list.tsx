import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { CounterId, EpochMs } from '../../../server/hall/ids.ts'
import type { FloorProps } from '../floor-props.ts'
import { type Concern, concernsOf } from './attention.ts'

/** Concerns that are listed before somebody asks for the rest. */
const shownAtFirst = 3

/** Everything that goes wrong, the gravest first, each with a key for it; then further lines without one. */
export function AttentionList({
  lines,
  ...props
}: FloorProps & { lines: readonly string[] }): JSX.Element | null {
  const { view, now, translations } = props
  const { t } = translations
  const [areAllShown, showAll] = useState(false)
  const freeSince = useFreeSince(props)
  const concerns = concernsOf({ view, now, freeSince, translations })
  const count = concerns.length + lines.length
  if (count === 0) return null
  const shown = areAllShown ? concerns : concerns.slice(0, shownAtFirst)
  const shownLines = areAllShown ? lines : lines.slice(0, Math.max(0, shownAtFirst - shown.length))
  const hidden = count - shown.length - shownLines.length
  return (
    <section class="attention" aria-labelledby="attention">
      <h2 id="attention">
        <span aria-hidden="true">▲ </span>
        {t('attention.title')} <span class="digits">{count}</span>
      </h2>
      <ul>
        {shown.map((concern) => (
          <li key={concern.id} class={concern.gravity <= 2 ? 'concern concern-grave' : 'concern'}>
            <span>{concern.text}</span>
            {isOffered(concern, props) && <ConcernKey {...props} concern={concern} />}
          </li>
        ))}
        {shownLines.map((line) => (
          <li key={line} class="concern">
            <span>{line}</span>
          </li>
        ))}
      </ul>
      {(hidden > 0 || areAllShown) && count > shownAtFirst && (
        <button
          type="button"
          class="row-key attention-all"
          aria-expanded={areAllShown}
          onClick={() => showAll(!areAllShown)}
        >
          {areAllShown ? t('attention.fewer') : t('attention.all', { n: hidden })}
        </button>
      )}
    </section>
  )
}

/** An auditor is offered only what opens something to read. */
const isOffered = ({ key: { press } }: Concern, { mayAct }: FloorProps): boolean =>
  mayAct || ('open' in press && press.open.show !== 'close-day')

function ConcernKey({
  concern: { key, text },
  view,
  acts,
  open,
  translations,
}: FloorProps & { concern: Concern }): JSX.Element {
  const { t } = translations
  const { label, press } = key
  const act = (): void => {
    if ('open' in press) return open(press.open)
    if ('give' in press) return void acts.give(press.give, {}, () => t('done.give-tickets'))
    const counter = press.ask
    const name = translations.text(view.words.counters[counter]) || counter
    void acts.give('ask-to-open', { counter }, () => t('done.ask-to-open', { counter: name }))
  }
  return (
    <button
      type="button"
      class="row-key"
      aria-label={`${label}: ${text}`}
      aria-disabled={!('open' in press) && !acts.isReady}
      onClick={act}
    >
      {label}
    </button>
  )
}

/** Since when this page has seen each open counter without a ticket; the view does not tell it. */
function useFreeSince({ view, now }: Pick<FloorProps, 'view' | 'now'>): ReadonlyMap<CounterId, EpochMs> {
  const seen = useRef(new Map<CounterId, EpochMs>())
  for (const [id, { state, active }] of Object.entries(view.counters)) {
    if (state !== 'open' || active) seen.current.delete(id)
    else if (!seen.current.has(id)) seen.current.set(id, now)
  }
  return seen.current
}
