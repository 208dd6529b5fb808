import type { JSX } from 'preact'
import { DialogFrame } from '../dialog-frame.tsx'
import { primaryId } from './key-pad.tsx'
import type { ConsoleState } from './use-console.ts'

/** Two people at one counter, or one person at two: taking over is always said, never silent. */
export function TakeOverDialog({ desk }: { desk: ConsoleState }): JSX.Element | null {
  if (!desk.takeOver) return null
  const { t } = desk.tongue
  const { refusal } = desk.takeOver
  const elsewhere = refusal.reason === 'you-are-elsewhere'
  const { counter } = refusal
  const badge = desk.view.badge
  const who = elsewhere
    ? counter === undefined
      ? t('take.elsewhere-plain')
      : t('take.elsewhere', { counter })
    : badge === undefined
      ? t('take.is-taken-plain', { counter: desk.view.counter })
      : t('take.is-taken', { counter: desk.view.counter, badge })
  return (
    <DialogFrame back={primaryId} title={t('take.title')} close={() => desk.answerTakeOver(false)}>
      <p class="dialog-lead">{who}</p>
      <p>{t(elsewhere ? 'take.what-elsewhere' : 'take.what-taken')}</p>
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={() => desk.answerTakeOver(false)} autofocus>
          {t('take.cancel')}
        </button>
        <button type="button" class="dialog-go" onClick={() => desk.answerTakeOver(true)}>
          {t('take.go')}
        </button>
      </div>
    </DialogFrame>
  )
}
