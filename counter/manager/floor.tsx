import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { hallMoment, hallTime } from '../../display/parts/hall-time.ts'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { minutesOf } from '../translations.ts'
import { UndoBar } from './acts/undo-bar.tsx'
import { AttentionList } from './attention/attention-list.tsx'
import { CounterCard } from './counter-card.tsx'
import { CounterDialog } from './counters/counter-dialog.tsx'
import { CloseDayDialog } from './day/close-day-dialog.tsx'
import { FloorKeys } from './day/floor-keys.tsx'
import type { FloorFrame, FloorProps, Opened } from './floor-props.ts'
import type { ManagerTranslations } from './manager-translations.ts'
import { OpenItems } from './open-items.tsx'
import { PaperDialog } from './paper-dialog.tsx'
import { QueueDialog } from './queue/queue-dialog.tsx'
import { RatingsDialog } from './ratings.tsx'
import { Services } from './services.tsx'
import { Today } from './today/today.tsx'

/**
 * The floor on one screen: what goes wrong first, then counters, services with their queues, open items, figures of
 * the day. Each opens to what can be done about it.
 */
export function Floor({ menu, banner, lines, ...shown }: Omit<FloorProps, 'open'> & FloorFrame): JSX.Element {
  const [opened, open] = useState<Opened>()
  const [isToday, showToday] = useState(false)
  const back = (): void => {
    showToday(false)
    requestAnimationFrame(() => document.getElementById('figures-open')?.focus())
  }
  const props = { ...shown, open }
  const { view, translations } = props
  const { t } = translations
  return (
    <div class={isToday ? 'frame floor floor-today' : 'frame floor'}>
      <FloorHead {...props} menu={menu} />
      <div class="floor-notices">
        {banner}
        <AttentionList {...props} lines={lines} />
      </div>
      {isToday ? (
        <Today {...props} back={back} />
      ) : (
        <main class="floor-main">
          <section class="floor-counters" aria-labelledby="counters">
            <h2 id="counters">{t('counters.title')}</h2>
            <ul class="rows counter-cards" data-scrolls>
              {Object.entries(view.counters).map(([id, counter]) => (
                <CounterCard key={id} {...props} id={id} counter={counter} />
              ))}
            </ul>
          </section>
          <Services {...props} />
          <OpenItems {...props} />
          <Figures {...props} showToday={() => showToday(true)} />
        </main>
      )}
      {!opened && <UndoBar {...props} />}
      {opened && (
        <Dialog key={JSON.stringify(opened)} {...props} opened={opened} close={() => open(undefined)} />
      )}
    </div>
  )
}

function Dialog({
  opened,
  close,
  ...props
}: FloorProps & { opened: Opened; close: () => void }): JSX.Element | null {
  switch (opened.show) {
    case 'queue':
      return <QueueDialog {...props} {...opened} close={close} />
    case 'counter':
      return <CounterDialog {...props} counter={opened.counter} close={close} />
    case 'printer':
      return <PaperDialog {...props} subject={{ printer: opened.device }} close={close} />
    case 'close-day':
      return <CloseDayDialog {...props} close={close} />
    default:
      return opened satisfies never
  }
}

function FloorHead({
  view,
  now,
  mayAct,
  translations,
  menu,
}: FloorProps & Pick<FloorFrame, 'menu'>): JSX.Element {
  const { t, text } = translations
  const counters = Object.values(view.counters)
  const open = counters.filter(({ state }) => state === 'open').length
  const longest = view.longestSince === undefined ? undefined : now - view.longestSince
  const isLong = longest !== undefined && longest >= view.guidance.longWaitMs
  return (
    <header class="head">
      <h1 class="head-counter">{text(view.words.hall)}</h1>
      <p class="head-me">
        {openingHoursText(view, now, translations)}
        {!mayAct && ` · ${t('read-only')}`}
      </p>
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

function Figures(props: FloorProps & { showToday: () => void }): JSX.Element {
  const { view, translations } = props
  const { t } = translations
  const [isReading, setReading] = useState(false)
  return (
    <section class="figures" aria-labelledby="figures">
      <h2 id="figures">
        <button type="button" id="figures-open" class="figures-open" onClick={props.showToday}>
          {t('figures.title')} <span aria-hidden="true">›</span>
        </button>
      </h2>
      <dl>
        {figureKeys.map(([key, word]) => (
          <div key={key}>
            <dt>{t(`figures.${word}`)}</dt>
            <dd class="digits">{view.figures[key]}</dd>
          </div>
        ))}
      </dl>
      {props.mayAct && (
        <button type="button" class="row-key figures-read" onClick={() => setReading(true)}>
          {t('ratings.read')}
        </button>
      )}
      <FloorKeys {...props} />
      {isReading && <RatingsDialog {...props} close={() => setReading(false)} />}
    </section>
  )
}
