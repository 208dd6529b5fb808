import type { JSX } from 'preact'
import { hallTime } from '../../display/parts/hall-time.ts'
import { minutesOf } from '../translations.ts'
import type { ConsoleState } from './use-console.ts'

/** Counter, clerk and figures of the hall in one line. */
export function HeadBar({ state, menu }: { state: ConsoleState; menu: JSX.Element }): JSX.Element {
  const { view, translations, phase } = state
  const { t, text } = translations
  const longest = view.longestSince === undefined ? undefined : state.now - view.longestSince
  const isLong = longest !== undefined && longest >= view.guidance.longWaitMs
  return (
    <header class="head">
      <h1 class="head-counter">{text(view.words.counters[view.counter]) || view.counter}</h1>
      <p class={`head-state head-${phase}`}>{t(`state.${phase}`)}</p>
      {view.badge !== undefined && <p class="head-me">{t('counter.me', { badge: view.badge })}</p>}
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
          <dt>{t('total.served')}</dt>
          <dd class="digits">{view.servedToday}</dd>
        </div>
      </dl>
      <time class="digits head-clock">{hallTime(state.now, view.timeZone)}</time>
      {menu}
    </header>
  )
}
