import type { ComponentChildren, JSX } from 'preact'
import type { EpochMs } from '../../server/hall/ids.ts'
import { minutesOf } from '../translations.ts'
import { UnconfirmedNumbers } from '../unconfirmed-numbers.tsx'
import type { FloorProps } from './floor-props.ts'

type ServicesProps = Omit<FloorProps, 'act'>

/** Every queue, as its services have them, and the tickets that were sent on: number waiting, longest and estimated wait. */
export function Services(props: ServicesProps): JSX.Element {
  const { view, translations } = props
  const { t, text } = translations
  return (
    <section class="services" aria-labelledby="services">
      <h2 id="services">{t('services.title')}</h2>
      <UnconfirmedNumbers view={view} translations={translations} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys (axe: scrollable-region-focusable). */}
      <ul data-scrolls tabIndex={0} aria-labelledby="services">
        {Object.entries(view.queues).map(([id, queue]) => (
          <QueueRow key={id} {...props} {...queue} name={text(view.words.services[id])}>
            {queue.waiting > 0 && (
              <span>{queue.wait ? t('services.wait', { ...queue.wait }) : t('services.no-wait')}</span>
            )}
            {queue.waiting === 0 && <span>{t('services.nobody')}</span>}
            {!queue.open && <span class="service-closed">{t('services.closed')}</span>}
          </QueueRow>
        ))}
        {view.sent.waiting > 0 && <QueueRow {...props} {...view.sent} letter="→" name={t('services.sent')} />}
      </ul>
    </section>
  )
}

interface QueueRowProps extends ServicesProps {
  letter: string
  name: string
  waiting: number
  longestSince?: EpochMs
  /** Further facts of the queue. */
  children?: ComponentChildren
}

function QueueRow(props: QueueRowProps): JSX.Element {
  const { view, now, translations, letter, name, waiting, longestSince, children } = props
  const { t } = translations
  const longest = longestSince === undefined ? undefined : now - longestSince
  const isLong = longest !== undefined && longest >= view.guidance.longWaitMs
  return (
    <li class={isLong ? 'service service-long' : 'service'}>
      <b class="digits service-letter">{letter}</b>
      <div class="service-what">
        <b class="service-name">{name}</b>
        <span class="service-facts">
          {longest !== undefined && (
            <span class="service-longest">
              {isLong && <span aria-hidden="true">▲ </span>}
              {t('services.longest', { n: minutesOf(longest) })}
              {isLong && <span class="visually-hidden"> {t('services.long')}</span>}
            </span>
          )}
          {children}
        </span>
      </div>
      <span class="digits service-waiting" aria-hidden="true">
        {waiting}
      </span>
      <span class="visually-hidden">{t('services.waiting', { n: waiting })}</span>
    </li>
  )
}
