import { usualReasons } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { windowLimits } from '../limits.ts'
import type { Bilingual } from '../parts/bilingual.ts'
import { ConnectionLost } from '../parts/connection-lost.tsx'
import { shortName } from '../parts/counter-name.tsx'
import { SecondLanguage } from '../parts/second-language.tsx'
import { runs } from '../parts/text-width.ts'
import { TicketLabel } from '../parts/ticket-label.tsx'
import type { WatchedHall } from '../parts/use-hall.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { inLanguage } from '../words/languages.ts'
import { localText, type Translate, textLanguage } from '../words/words.ts'

type Keys = Key<'window'>
type Words = Bilingual<Keys>

export interface WindowScreenProps {
  hall: WatchedHall<'window'>
  counter: string
  words: Words
}

/** The screen over one counter: its number, always huge, and what happens there. */
export function WindowScreen({ hall, counter, words }: WindowScreenProps) {
  const { first } = words
  const view = hall.view.value
  const status = hall.status.value
  const name = ({ asked }: Translate<Keys>): string => localText(view?.words.counters[counter], asked)
  const number = shortName(name(first) || counter)
  const isNumber = /^\d+$/.test(number)
  return (
    <div class={`window window-${status === 'lost' ? 'lost' : (view?.state ?? 'joining')}`}>
      <header class="window-name">
        <h1 style={{ '--run': String(isNumber ? Math.max(1, number.length * 0.62) : runs(number)) }}>
          <span class={isNumber ? 'digits window-number' : 'window-number'} aria-hidden="true">
            {number}
          </span>
          <span class="visually-hidden" {...textLanguage(view?.words.counters[counter], first)}>
            {name(first) || counter}
          </span>
        </h1>
        {isNumber && (
          <p class="window-words" aria-hidden="true">
            {name(first).replace(/\d+/, '').trim()}
            <SecondLanguage words={words} text={(t) => name(t).replace(/\d+/, '').trim()} />
          </p>
        )}
        {!isNumber && <SecondLanguage words={words} text={name} as="p" class="window-words" />}
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
function Now({ view, words }: { view: Drawn<'window'>; words: Words }) {
  const { first, second } = words
  if ((view.state === 'called' || view.state === 'serving') && view.label !== undefined) {
    const isCalled = view.state === 'called'
    const what = (t: Translate<Keys>): string => t(isCalled ? 'called' : 'serving')
    return (
      <section
        class={`stub stub-${view.state}`}
        key={`${view.state} ${view.call ?? view.label}`}
        aria-live="assertive"
      >
        <p class="stub-what">
          {what(first)}
          {!isCalled && <SecondLanguage words={words} text={(t) => ` ${what(t)}`} />}
        </p>
        <p class="stub-label" style={{ '--letters': String(Math.max(4, view.label.length)) }}>
          <TicketLabel label={view.label} />
        </p>
        {isCalled && (
          <p class="stub-more">
            {first('called.more')}{' '}
            {second.language !== first.language && (
              <span {...inLanguage(second.language)}>{second('called.whole', { label: view.label })}</span>
            )}
          </p>
        )}
      </section>
    )
  }
  const rests = view.state === 'paused' || view.state === 'closed' ? view.state : 'free'
  const reason = (t: Translate<Keys>): string => {
    if (rests !== 'paused' || view.reason === undefined) return ''
    const usual = usualReasons.pause.find((one) => one === view.reason)
    const own = localText(view.words.reasons.pause[view.reason], t.asked)
    return own || (usual ? t(`pause.${usual}`) : view.reason)
  }
  return (
    <section class={`stub stub-${rests}`} aria-live="polite">
      <p class="stub-state">
        {first(rests)} <SecondLanguage words={words} text={(t) => t(rests)} />
      </p>
      {reason(first) && (
        <p class="stub-reason">
          {reason(first)} <SecondLanguage words={words} text={reason} />
        </p>
      )}
      <p class="stub-more">
        {first(`${rests}.more`)} <SecondLanguage words={words} text={(t) => t(`${rests}.more`)} />
      </p>
    </section>
  )
}

/** What can be done here; while the server is silent or the hall in trouble, that is said in its place. */
function Services(props: { view: Drawn<'window'>; words: Words; chip: 'silent' | 'trouble' | undefined }) {
  const { view, words, chip } = props
  const { first } = words
  if (chip)
    return (
      <p class="window-foot window-silent" role="status">
        {first(chip)} <SecondLanguage words={words} text={(t) => t(chip)} />
      </p>
    )
  const count = view.services.length
  if (count === 0) return <footer class="window-foot" />
  if (count > windowLimits.services) {
    const key = count === Object.keys(view.words.services).length ? 'services.all' : 'services.many'
    return (
      <footer class="window-foot">
        <p class="window-services window-summed">
          {first(key, { count })} <SecondLanguage words={words} text={(t) => t(key, { count })} />
        </p>
      </footer>
    )
  }
  return (
    <footer class="window-foot">
      <h2 class="visually-hidden">{first('services')}</h2>
      <ul class="window-services">
        {view.services.map((service) => (
          <li key={service} {...textLanguage(view.words.services[service], first)}>
            {localText(view.words.services[service], first.asked)}
            <SecondLanguage
              words={words}
              text={({ asked }) => localText(view.words.services[service], asked)}
            />
          </li>
        ))}
      </ul>
    </footer>
  )
}
