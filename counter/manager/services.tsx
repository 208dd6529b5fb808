import type { ComponentChildren, JSX } from 'preact'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Queue } from '../../server/hall/views/view-types.ts'
import { minutesOf } from '../translations.ts'
import { UnconfirmedNumbers } from '../unconfirmed-numbers.tsx'
import type { ShownProps } from './floor-props.ts'

/** Every queue, as its services have them, and the tickets that were sent on: number waiting, longest and estimated wait. */
export function Services(props: ShownProps): JSX.Element {
  const { view, translations } = props
  const { t, text } = translations
  return (
    <section class="services" aria-labelledby="services">
      <h2 id="services">{t('services.title')}</h2>
      <UnconfirmedNumbers view={view} translations={translations} />
      <ul class="rows" data-scrolls>
        {Object.entries(view.queues).map(([id, queue]) => (
          <QueueRow
            key={id}
            {...props}
            {...queue}
            now={props.now}
            press={() => props.open({ show: 'queue', service: id })}
            name={text(view.words.services[id])}
          >
            {queue.waiting > 0 && <span>{howLong(queue, t)}</span>}
            {queue.waiting === 0 && <span>{t('services.nobody')}</span>}
            {!queue.open && <span class="service-closed">{t('services.closed')}</span>}
          </QueueRow>
        ))}
        {view.sent.waiting > 0 && (
          <QueueRow
            {...props}
            {...view.sent}
            press={() => props.open({ show: 'queue' })}
            letter="→"
            name={t('services.sent')}
          />
        )}
      </ul>
    </section>
  )
}

/** The estimated wait of who joins now, or why there is none. */
const howLong = (
  { wait, now, why = 'too-little-known' }: Queue,
  t: ShownProps['translations']['t'],
): string => (wait ? t('services.wait', { ...wait }) : t(now ? 'services.now' : `services.why.${why}`))

interface QueueRowProps extends Omit<ShownProps, 'open'> {
  letter: string
  name: string
  waiting: number
  longestSince?: EpochMs
  press: () => void
  /** Further facts of the queue. */
  children?: ComponentChildren
}

function QueueRow(props: QueueRowProps): JSX.Element {
  const { view, now, translations, letter, name, waiting, longestSince, press, children } = props
  const { t } = translations
  const longest = longestSince === undefined ? undefined : now - longestSince
  const isLong = longest !== undefined && longest >= view.guidance.longWaitMs
  return (
    <li class={isLong ? 'service service-long' : 'service'}>
      <button type="button" class="service-button" onClick={press}>
        <b class="digits service-letter">{letter}</b>
        <span class="service-what">
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
        </span>
        <span class="digits service-waiting" aria-hidden="true">
          {waiting}
        </span>
        <span class="visually-hidden">{t('services.waiting', { n: waiting })}</span>
      </button>
    </li>
  )
}
