import type { JSX } from 'preact'
import type { FloorProps } from '../floor-props.ts'

/** Keys for the floor as a whole: find a ticket; for those who may, stop the giving of tickets, close the day. */
export function FloorKeys({ view, acts, mayAct, open, translations }: FloorProps): JSX.Element {
  const { t } = translations
  const stop = view.areTicketsStopped ? 'give-tickets' : 'stop-tickets'
  return (
    <nav class="floor-keys" aria-label={t('keys.title')}>
      <button type="button" class="row-key" onClick={() => open({ show: 'queue' })}>
        {t('act.find')}
      </button>
      {mayAct && (
        <button
          type="button"
          class="row-key"
          aria-disabled={!acts.isReady}
          onClick={() => void acts.give(stop, {}, () => t(`done.${stop}`))}
        >
          {t(`act.${stop}`)}
        </button>
      )}
      {mayAct && (
        <button type="button" class="row-key" onClick={() => open({ show: 'close-day' })}>
          {t('act.close-day')}
        </button>
      )}
    </nav>
  )
}
