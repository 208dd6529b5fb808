import type { JSX } from 'preact'
import { DialogFrame } from '../../dialog-frame.tsx'
import { UndoBar } from '../acts/undo-bar.tsx'
import type { FloorProps } from '../floor-props.ts'

/** Everything that is open before the day is closed: tickets that will end, and those that stay with their person. */
export function CloseDayDialog({ close, ...props }: FloorProps & { close: () => void }): JSX.Element {
  const { view, acts, mayAct, translations } = props
  const { t, text } = translations
  const missed = Object.keys(view.missed).length
  const held = Object.keys(view.held).length
  const atCounters = Object.values(view.counters).filter(({ active }) => active).length
  const lines = [
    ...Object.entries(view.queues).map(([service, { waiting }]) => [
      text(view.words.services[service]),
      waiting,
    ]),
    [t('services.sent'), view.sent.waiting],
    [t('open-items.missed'), missed],
  ] as [string, number][]
  const ending = view.waiting + missed
  return (
    <DialogFrame title={t('act.close-day')} close={close}>
      <p class="dialog-lead">{ending > 0 ? t('close-day.ends', { n: ending }) : t('close-day.nothing')}</p>
      <ul class="close-day-list" data-scrolls>
        {lines.map(
          ([name, count]) =>
            count > 0 && (
              <li key={name}>
                <span>{name}</span> <b class="digits">{count}</b>
              </li>
            ),
        )}
      </ul>
      {held + atCounters > 0 && <p>{t('close-day.stays', { n: atCounters, held })}</p>}
      <UndoBar {...props} />
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={close}>
          {t('paper.close')}
        </button>
        {mayAct && ending > 0 && (
          <button
            type="button"
            class="dialog-go close-day-go"
            aria-disabled={!acts.isReady}
            onClick={() =>
              void acts
                .give('close-day', {}, ({ ended }) => t('done.close-day', { n: ended.length }))
                // More than one command ends: the dialog tells how many are left.
                .then((result) => result && !result.left && close())
            }
          >
            {t('close-day.go', { n: ending })}
          </button>
        )}
      </div>
    </DialogFrame>
  )
}
