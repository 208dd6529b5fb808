import type { JSX } from 'preact'
import { hallTime } from '../../display/parts/hall-time.ts'
import { minutesOf } from '../translations.ts'
import type { ConsoleState } from './use-console.ts'

/** Whose counter this is, and how the hall stands, in one line. */
export function HeadBar({ desk, menu }: { desk: ConsoleState; menu: JSX.Element }): JSX.Element {
  const { view, tongue, moment } = desk
  const { say, text } = tongue
  const longest = view.longestSince === undefined ? undefined : desk.now - view.longestSince
  const isLong = longest !== undefined && longest >= view.guidance.longWaitMs
  return (
    <header class="head">
      <h1 class="head-counter">
        {text(view.words.counters[view.counter]) || say('counter.name', { counter: view.counter })}
      </h1>
      <p class={`head-state head-${moment}`}>{say(`state.${moment}`)}</p>
      {view.badge !== undefined && <p class="head-me">{say('counter.me', { badge: view.badge })}</p>}
      <dl class="totals">
        <div>
          <dt>{say('total.waiting')}</dt>
          <dd class="digits">{view.waiting}</dd>
        </div>
        <div class={isLong ? 'total-long' : undefined}>
          <dt>{say('total.longest')}</dt>
          <dd class="digits">
            {longest === undefined ? say('total.none') : say('total.minutes', { n: minutesOf(longest) })}
            {isLong && ' ▲'}
          </dd>
        </div>
        <div>
          <dt>{say('total.served')}</dt>
          <dd class="digits">{view.servedToday}</dd>
        </div>
      </dl>
      <time class="digits head-clock">{hallTime(desk.now, view.timeZone)}</time>
      {menu}
    </header>
  )
}
