import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { hallMoment, hallTime } from '../../display/parts/hall-time.ts'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { minutesOf } from '../translations.ts'
import { CounterCard } from './counter-card.tsx'
import type { FloorProps } from './floor-props.ts'
import type { ManagerTranslations } from './manager-translations.ts'
import { OpenItems } from './open-items.tsx'
import { RatingsDialog } from './ratings.tsx'
import { Services } from './services.tsx'

/** The floor on one screen: counters, services with their queues, open items, figures of the day. */
export function Floor({ view, now, translations, act, menu, banner }: FloorProps): JSX.Element {
  const { t } = translations
  return (
    <div class="frame floor">
      <FloorHead view={view} now={now} translations={translations} menu={menu} />
      {banner}
      <main class="floor-main">
        <section class="floor-counters" aria-labelledby="counters">
          <h2 id="counters">{t('counters.title')}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys (axe: scrollable-region-focusable). */}
          <ul class="counter-cards" data-scrolls tabIndex={0} aria-labelledby="counters">
            {Object.entries(view.counters).map(([id, counter]) => (
              <CounterCard
                key={id}
                id={id}
                counter={counter}
                view={view}
                now={now}
                translations={translations}
              />
            ))}
          </ul>
        </section>
        <Services view={view} now={now} translations={translations} />
        <OpenItems view={view} now={now} translations={translations} act={act} />
        <Figures view={view} now={now} translations={translations} act={act} />
      </main>
    </div>
  )
}

function FloorHead({ view, now, translations, menu }: Omit<FloorProps, 'act'>): JSX.Element {
  const { t, text } = translations
  const counters = Object.values(view.counters)
  const open = counters.filter(({ state }) => state === 'open').length
  const longest = view.longestSince === undefined ? undefined : now - view.longestSince
  const isLong = longest !== undefined && longest >= view.guidance.longWaitMs
  return (
    <header class="head">
      <h1 class="head-counter">{text(view.words.hall)}</h1>
      <p class="head-me">{openingHoursText(view, now, translations)}</p>
      <dl class="totals">
        <div>
          <dt>{t('total.waiting')}</dt>
          <dd class="digits">{view.waiting}</dd>
        </div>
        <div class={isLong ? 'total-long' : undefined}>
          <dt>{t('total.longest')}</dt>
          <dd class="digits">
            {longest === undefined ? t('total.none') : t('total.minutes', { n: minutesOf(longest) })}
            {isLong && ' ▲'}
          </dd>
        </div>
        <div>
          <dt>{t('total.counters')}</dt>
          <dd class="digits">
            {open} / {counters.length}
          </dd>
        </div>
      </dl>
      <time class="digits head-clock">{hallTime(now, view.timeZone)}</time>
      {menu}
    </header>
  )
}

/** When the hall closes or opens next, with the date where it is another day. */
function openingHoursText(
  view: Drawn<'manager'>,
  now: EpochMs,
  { t, language }: ManagerTranslations,
): string {
  const { callsUntil, unserved, timeZone } = view
  if (callsUntil !== undefined) return t('closing.until', { time: hallTime(callsUntil, timeZone) })
  if (unserved) return t('closing.unserved', { count: unserved.count, time: hallTime(unserved.at, timeZone) })
  const at = view.doors === 'open' ? view.closesAt : view.opensAt
  if (at === undefined) return t('hours.closed')
  return t(`hours.${view.doors}-until`, { time: hallMoment(at, now, timeZone, language) })
}

const figureKeys = [
  ['issued', 'issued'],
  ['served', 'served'],
  ['noShow', 'no-show'],
  ['left', 'left'],
  ['cancelled', 'cancelled'],
  ['unserved', 'unserved'],
  ['ratings', 'ratings'],
] as const

function Figures(props: FloorProps): JSX.Element {
  const { view, translations } = props
  const { t } = translations
  const [isReading, setReading] = useState(false)
  return (
    <section class="figures" aria-labelledby="figures">
      <h2 id="figures">{t('figures.title')}</h2>
      <dl>
        {figureKeys.map(([key, word]) => (
          <div key={key}>
            <dt>{t(`figures.${word}`)}</dt>
            <dd class="digits">{view.figures[key]}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="row-key figures-read" onClick={() => setReading(true)}>
        {t('ratings.read')}
      </button>
      {isReading && <RatingsDialog {...props} close={() => setReading(false)} />}
    </section>
  )
}
