import type { JSX } from 'preact'
import { DialogFrame } from '../../dialog-frame.tsx'
import { primaryId } from '../key-pad.tsx'
import type { ConsoleState } from '../use-console.ts'

/** Confirms a takeover: the counter is used by another person, or this person has another counter. */
export function TakeOverDialog({ state }: { state: ConsoleState }): JSX.Element | null {
  if (!state.takeOver) return null
  const { t } = state.translations
  const { refusal } = state.takeOver
  const elsewhere = refusal.reason === 'you-are-elsewhere'
  const { counter } = refusal
  const badge = state.view.badge
  const isServing = elsewhere
    ? counter !== undefined && state.view.counters[counter]?.label !== undefined
    : state.view.active !== undefined
  const who = elsewhere
    ? t('take-over.elsewhere', { counter: counter ?? '' })
    : badge === undefined
      ? t('take-over.is-taken-plain', { counter: state.view.counter })
      : t('take-over.is-taken', { counter: state.view.counter, badge })
  return (
    <DialogFrame back={primaryId} title={t('take-over.title')} close={() => state.answerTakeOver(false)}>
      <p class="dialog-lead">{who}</p>
      <p>{t(`take-over.what-${elsewhere ? 'elsewhere' : 'taken'}${isServing ? '' : '-free'}`)}</p>
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={() => state.answerTakeOver(false)} autofocus>
          {t('take-over.cancel')}
        </button>
        <button type="button" class="dialog-go" onClick={() => state.answerTakeOver(true)}>
          {t('take-over.go')}
        </button>
      </div>
    </DialogFrame>
  )
}
