import type { WindowView } from '../../server/hall/views/view-types.ts'
import { windowLimits } from '../limits.ts'
import type { Bilingual } from '../parts/bilingual.ts'
import { ConnectionLost } from '../parts/connection-lost.tsx'
import { shortName } from '../parts/counter-name.tsx'
import { runs } from '../parts/text-width.ts'
import { TicketLabel } from '../parts/ticket-label.tsx'
import type { WatchedHall } from '../parts/use-hall.ts'
import type { window as catalogue } from '../words/window.zh-CN.ts'
import { localText, type Translate } from '../words/words.ts'

type Keys = keyof typeof catalogue
type Words = Bilingual<Keys>

export interface WindowScreenProps {
  hall: WatchedHall<'window'>
  counter: string
  words: Words
}

/** The screen over one counter: its number, always huge, and what happens there. */
export function WindowScreen({ hall, counter, words }: WindowScreenProps) {
  const { first, second } = words
  const view = hall.view.value
  const status = hall.status.value
  const name = (language: string): string => localText(view?.words.counters[counter], language)
  const number = shortName(name(first.language) || counter)
  const isNumber = /^\d+$/.test(number)
  return (
    <div class={`window window-${status === 'lost' ? 'lost' : (view?.state ?? 'joining')}`}>
      <header class="window-name">
        <h1 style={{ '--run': String(isNumber ? Math.max(1, number.length * 0.62) : runs(number)) }}>
          <span class={isNumber ? 'digits window-number' : 'window-number'} aria-hidden="true">
            {number}
          </span>
          <span class="heard-only">{name(first.language) || counter}</span>
        </h1>
        {isNumber && (
          <p class="window-words" aria-hidden="true">
            {name(first.language).replace(/\d+/, '').trim()}
            <span lang={second.language}>{name(second.language).replace(/\d+/, '').trim()}</span>
          </p>
        )}
        {!isNumber && (
          <p class="window-words" lang={second.language}>
            {name(second.language)}
          </p>
        )}
      </header>
      <main class="window-now">
        {status === 'lost' ? (
          <ConnectionLost heardAt={hall.heardAt} timeZone={view?.timeZone} words={words} />
        ) : view ? (
          <Now view={view} words={words} />
        ) : (
          <p class="window-joining">{first('connecting')}</p>
        )}
      </main>
      {view && status !== 'lost' && (
        <Services
          view={view}
          words={words}
          chip={status === 'silent' ? 'silent' : hall.trouble.value && 'trouble'}
        />
      )}
    </div>
  )
}

/** What happens at the counter; the key changes with each call, so that each call flashes anew. */
function Now({ view, words: { first, second } }: { view: WindowView; words: Words }) {
  if ((view.state === 'called' || view.state === 'serving') && view.label !== undefined) {
    const isCalled = view.state === 'called'
    const what = (say: Translate<Keys>): string => say(isCalled ? 'called' : 'serving')
    return (
      <section
        class={`stub stub-${view.state}`}
        key={`${view.state} ${view.call ?? view.label}`}
        aria-live="assertive"
      >
        <p class="stub-what">
          {what(first)}
          {!isCalled && <span lang={second.language}> {what(second)}</span>}
        </p>
        <p class="stub-label" style={{ '--letters': String(Math.max(4, view.label.length)) }}>
          <TicketLabel label={view.label} />
        </p>
        {isCalled && (
          <p class="stub-more">
            {first('called.more')}{' '}
            <span lang={second.language}>{second('called.whole', { label: view.label })}</span>
          </p>
        )}
      </section>
    )
  }
  const rests = view.state === 'paused' || view.state === 'closed' ? view.state : 'free'
  const reason = (say: Translate<Keys>): string => {
    const key = `pause.${view.reason}`
    return rests === 'paused' && view.reason !== undefined ? (isKnown(key) ? say(key) : view.reason) : ''
  }
  return (
    <section class={`stub stub-${rests}`} aria-live="polite">
      <p class="stub-state">
        {first(rests)} <span lang={second.language}>{second(rests)}</span>
      </p>
      {reason(first) && (
        <p class="stub-reason">
          {reason(first)} <span lang={second.language}>{reason(second)}</span>
        </p>
      )}
      <p class="stub-more">
        {first(`${rests}.more`)} <span lang={second.language}>{second(`${rests}.more`)}</span>
      </p>
    </section>
  )
}

const reasons: readonly string[] = [
  'pause.break',
  'pause.meal',
  'pause.papers',
  'pause.errand',
  'pause.training',
  'pause.other',
] satisfies Keys[]
const isKnown = (key: string): key is Keys => reasons.includes(key)

/** What can be done here; while the server is silent or the hall in trouble, that is said in its place. */
function Services(props: { view: WindowView; words: Words; chip: 'silent' | 'trouble' | undefined }) {
  const { view, words, chip } = props
  const { first, second } = words
  if (chip)
    return (
      <p class="window-foot window-silent" role="status">
        {first(chip)} <span lang={second.language}>{second(chip)}</span>
      </p>
    )
  const count = view.services.length
  if (count === 0) return <footer class="window-foot" />
  if (count > windowLimits.services) {
    const key = count === Object.keys(view.words.services).length ? 'services.all' : 'services.many'
    return (
      <footer class="window-foot">
        <p class="window-services window-summed">
          {first(key, { count })} <span lang={second.language}>{second(key, { count })}</span>
        </p>
      </footer>
    )
  }
  return (
    <footer class="window-foot">
      <h2 class="heard-only">{first('services')}</h2>
      <ul class="window-services">
        {view.services.map((service) => (
          <li key={service}>
            {localText(view.words.services[service], first.language)}
            <span lang={second.language}>{localText(view.words.services[service], second.language)}</span>
          </li>
        ))}
      </ul>
    </footer>
  )
}
