import type { JSX } from 'preact'
import type { SectionProps } from '../section-props.ts'

interface ConfirmProps extends Pick<SectionProps, 'translations'> {
  /** Says what will be gone. */
  question: string
  cancel: () => void
  go: () => void
}

/** The question before words are destroyed, which nothing brings back. */
export const Confirm = ({ question, cancel, go, translations: { t } }: ConfirmProps): JSX.Element => (
  <div class="trust-asked" role="alert">
    <p>{question}</p>
    <div class="trust-keys">
      <button type="button" class="row-key" onClick={cancel}>
        {t('personal.cancel')}
      </button>
      <button type="button" class="dialog-go trust-sure" onClick={go}>
        {t('personal.destroy')}
      </button>
    </div>
  </div>
)
