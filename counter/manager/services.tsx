import type { JSX } from 'preact'
import { minutesOf } from '../translations.ts'
import type { FloorProps } from './floor-props.ts'

/** Every service with its queue: tickets waiting, longest wait, estimated wait. */
export function Services({ view, now, translations }: Omit<FloorProps, 'act'>): JSX.Element {
  const { t, text } = translations
  return (
    <section class="services" aria-labelledby="services">
      <h2 id="services">{t('services.title')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys (axe: scrollable-region-focusable). */}
      <ul data-scrolls tabIndex={0} aria-labelledby="services">
        {Object.entries(view.queues).map(([id, queue]) => {
          const longest = queue.longestSince === undefined ? undefined : now - queue.longestSince
          const isLong = longest !== undefined && longest >= view.guidance.longWaitMs
          return (
            <li key={id} class={isLong ? 'service service-long' : 'service'}>
              <b class="digits service-letter">{queue.letter}</b>
              <div class="service-what">
                <b>{text(view.words.services[id])}</b>
                <span class="service-facts">
                  {longest !== undefined && (
                    <span class="service-longest">
                      {isLong && <span aria-hidden="true">▲ </span>}
                      {t('services.longest', { n: minutesOf(longest) })}
                    </span>
                  )}
                  {queue.waiting > 0 && (
                    <span>{queue.wait ? t('services.wait', { ...queue.wait }) : t('services.no-wait')}</span>
                  )}
                  {queue.waiting === 0 && <span>{t('services.nobody')}</span>}
                  {!queue.open && <span class="service-closed">{t('services.closed')}</span>}
                </span>
              </div>
              <span class="digits service-waiting" aria-hidden="true">
                {queue.waiting}
              </span>
              <span class="visually-hidden">{t('services.waiting', { n: queue.waiting })}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
