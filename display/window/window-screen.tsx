import { usualReasons } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { windowLimits } from '../limits.ts'
import type { Bilingual } from '../parts/bilingual.ts'
import { ConnectionLost } from '../parts/connection-lost.tsx'
import { isNumber, shortName } from '../parts/counter-name.tsx'
import { ScreenEnded } from '../parts/screen-ended.tsx'
import { SecondLanguage } from '../parts/second-language.tsx'
import { textWidth, widthOnTwoLines } from '../parts/text-width.ts'
import { TicketLabel } from '../parts/ticket-label.tsx'
import type { WatchedHall } from '../parts/use-hall.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { inLanguage } from '../words/languages.ts'
import { localText, type Translate, textLanguage } from '../words/translator.ts'

type Keys = Key<'window'>
type Translations = Bilingual<Keys>

interface WindowScreenProps {
  hall: WatchedHall<'window'>
  counter: string
  translations: Translations
}

/** The states of a counter without a ticket. */
type IdleState = 'free' | 'paused' | 'closed'

/** The advice under the state of a counter without a ticket. */
function idleAdvice(state: IdleState, { doors, callsUntil, others }: Drawn<'window'>): Keys {
  // After closing the hall goes on while numbers wait.
  const isOver = doors === 'closed' && callsUntil === undefined
  if (state === 'free') return isOver ? 'hall-closed' : 'free.more'
  if (others) return `${state}.more`
  return isOver ? 'hall-closed' : `${state}.alone`
}

/** The screen over one counter: its name in the largest type, its state, its services. */
export function WindowScreen({ hall, counter, translations }: WindowScreenProps) {
  const { first } = translations
  const view = hall.view.value
  const status = hall.status.value
  const name = ({ asked }: Translate<Keys>): string => localText(view?.words.counters[counter], asked)
  const number = shortName(name(first) || counter)
  const isDigits = isNumber(number)
  const label = (t: Translate<Keys>): string =>
    name(t)
      .replace(shortName(name(t)), '')
      .trim()
  // Below a name the label is that name in the second language.
  const below = isDigits ? [label(first), label(translations.second)] : [name(translations.second)]
  const lines = below.filter((line, at) => line !== '' && below.indexOf(line) === at)
  return (
    <div class={`window window-${status === 'lost' ? 'lost' : (view?.state ?? 'joining')}`}>
      <header
        class="window-name"
        style={{
          '--lines': String(lines.length),
          '--label-width': String(Math.max(1, ...lines.map(textWidth))),
        }}
      >
        <h1
          style={{
            '--text-width': String(isDigits ? Math.max(1, number.length * 0.62) : widthOnTwoLines(number)),
          }}
        >
          <span class={isDigits ? 'digits window-number' : 'window-number'} aria-hidden="true">
            {number}
          </span>
          <span class="visually-hidden" {...textLanguage(view?.words.counters[counter], first)}>
            {name(first) || counter}
          </span>
        </h1>
        {isDigits && (
          <p class="window-label" aria-hidden="true">
            {label(first)}
            <SecondLanguage translations={translations} text={label} />
          </p>
        )}
        {!isDigits && (
          <p class="window-label">
            <SecondLanguage translations={translations} text={name} />
          </p>
        )}
      </header>
      <main class="window-now">
        {status === 'lost' ? (
          <ConnectionLost heardAt={hall.heardAt} timeZone={view?.timeZone} translations={translations} />
        ) : hall.ended.value ? (
          <ScreenEnded translations={translations} />
        ) : view ? (
          <CounterState view={view} translations={translations} />
        ) : (
          <p class="window-joining">{first('connecting')}</p>
        )}
      </main>
      {view && status !== 'lost' && !hall.ended.value && (
        <Services
          view={view}
          translations={translations}
          notice={status === 'silent' ? 'silent' : hall.trouble.value && 'trouble'}
        />
      )}
    </div>
  )
}

/** State of the counter. Each call has a key of its own, so that the flash animation starts again. */
function CounterState({ view, translations }: { view: Drawn<'window'>; translations: Translations }) {
  const { first, second } = translations
  if ((view.state === 'called' || view.state === 'serving') && view.label !== undefined) {
    const isCalled = view.state === 'called'
    const what = (t: Translate<Keys>): string => t(isCalled ? 'called' : 'serving')
    return (
      <section
        class={`window-ticket window-ticket-${view.state}`}
        key={`${view.state} ${view.call ?? view.label}`}
        aria-live="assertive"
      >
        <p class="window-ticket-what">
          {what(first)}
          {!isCalled && <SecondLanguage translations={translations} text={(t) => ` ${what(t)}`} />}
        </p>
        <p class="window-ticket-label" style={{ '--letters': String(Math.max(4, view.label.length)) }}>
          <TicketLabel label={view.label} />
        </p>
        {isCalled && (
          <p class="window-ticket-more">
            {first('called.more')}{' '}
            {second.language !== first.language && (
              <span {...inLanguage(second.language)}>{second('called.whole', { label: view.label })}</span>
            )}
          </p>
        )}
      </section>
    )
  }
  const idleState = view.state === 'paused' || view.state === 'closed' ? view.state : 'free'
  const advice = idleAdvice(idleState, view)
  const reason = (t: Translate<Keys>): string => {
    if (idleState !== 'paused' || view.reason === undefined) return ''
    const usual = usualReasons.pause.find((one) => one === view.reason)
    const own = localText(view.words.reasons.pause[view.reason], t.asked)
    return own || (usual ? t(`pause.${usual}`) : view.reason)
  }
  return (
    <section class={`window-ticket window-ticket-${idleState}`} aria-live="polite">
      <p class="window-ticket-state">
        {first(idleState)} <SecondLanguage translations={translations} text={(t) => t(idleState)} />
      </p>
      {reason(first) && (
        <p class="window-ticket-reason">
          {reason(first)} <SecondLanguage translations={translations} text={reason} />
        </p>
      )}
      <p class="window-ticket-more">
        {first(advice)} <SecondLanguage translations={translations} text={(t) => t(advice)} />
      </p>
    </section>
  )
}

/** Services of the counter; replaced by a notice while the connection is silent or the hall takes no commands. */
function Services(props: {
  view: Drawn<'window'>
  translations: Translations
  notice: 'silent' | 'trouble' | undefined
}) {
  const { view, translations, notice } = props
  const { first } = translations
  if (notice)
    return (
      <p class="window-foot window-silent" role="status">
        {first(notice)} <SecondLanguage translations={translations} text={(t) => t(notice)} />
      </p>
    )
  const count = view.services.length
  if (count === 0) return <footer class="window-foot" />
  const nameOf = (id: string): string => localText(view.words.services[id], first.asked)
  const ems = view.services.reduce((sum, id) => sum + textWidth(nameOf(id)) + 1, 0)
  if (count > 1 && (count > windowLimits.maxServices || ems > windowLimits.maxServicesEms)) {
    const key = count === Object.keys(view.words.services).length ? 'services.all' : 'services.many'
    return (
      <footer class="window-foot">
        <p class="window-services window-summed">
          {first(key, { count })}{' '}
          <SecondLanguage translations={translations} text={(t) => t(key, { count })} />
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
            {nameOf(service)}
            <SecondLanguage
              translations={translations}
              text={({ asked }) => localText(view.words.services[service], asked)}
            />
          </li>
        ))}
      </ul>
    </footer>
  )
}
