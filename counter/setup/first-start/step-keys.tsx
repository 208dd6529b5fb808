import type { JSX } from 'preact'
import type { FirstStep } from '../../../server/protocol/settings/first-steps.ts'
import type { HallSettings } from '../settings/draft/document.ts'
import type { FormProps } from '../settings/form-props.ts'
import { refusalLines } from '../settings/review/refusal-lines.ts'
import { type StepState, usePassing } from './steps.ts'

interface StepKeysProps extends FormProps {
  readonly step: FirstStep
  readonly states: Readonly<Record<FirstStep, StepState>>
  /** The settings as this step leaves them. */
  readonly wanted: HallSettings
}

/** Goes on with what the step has, or leaves it out. A refusal stands above the keys, and nothing typed is lost. */
export function StepKeys({ step, states, wanted, ...form }: StepKeysProps): JSX.Element {
  const { settings, translations, live } = form
  const { t } = translations
  const { refused, busy, pass } = usePassing(step, settings, states)
  const { isFaulty } = settings
  const canPass = !busy && live.ready
  const leaveOut = (): void => {
    settings.discard()
    void pass(settings.base)
  }
  return (
    <footer class="first-foot">
      {(refused || isFaulty) && (
        <div class="dialog-problem" role="alert">
          {isFaulty && <p>▲ {t('guide.faults')}</p>}
          {refused &&
            refusalLines(refused, settings.base, translations).map((line) => <p key={line}>▲ {line}</p>)}
          {refused && 'refusal' in refused && refused.refusal.inUse && <p>{t('guide.in-use')}</p>}
        </div>
      )}
      <div class="first-keys">
        {states[step] === 'open' && (
          <button
            type="button"
            class="row-key"
            aria-disabled={!canPass}
            onClick={() => canPass && leaveOut()}
          >
            {t('guide.leave-out')}
          </button>
        )}
        <button
          type="button"
          class="dialog-go"
          id="first-next"
          aria-disabled={!canPass || isFaulty}
          onClick={() => canPass && !isFaulty && void pass(wanted)}
        >
          {t('guide.next')}
        </button>
      </div>
    </footer>
  )
}
