import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { FormProps } from '../form-props.ts'
import { ReviewDialog } from './review-dialog.tsx'

/** The state of the draft, in sight in every section; nothing while there is none. */
export function SaveBar(props: FormProps): JSX.Element | null {
  const { settings, translations } = props
  const { t } = translations
  const [isOpen, setIsOpen] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const { changes, faults, done, meanwhile } = settings
  if (changes.length === 0 && !isOpen)
    return (
      <p class="save-bar-said" role="status">
        {done && `✓ ${t(done === 'saved' ? 'bar.saved' : 'plan.kept')}`}
      </p>
    )
  return (
    <section class="save-bar" aria-label={t('bar.review')}>
      <p role="status">
        <b>{t('bar.changes', { n: changes.length })}</b>
        {faults.length > 0 && <span class="save-bar-faults"> ▲ {t('bar.faults', { n: faults.length })}</span>}
        {meanwhile.length > 0 && <span class="save-bar-faults"> ▲ {t('review.meanwhile')}</span>}
      </p>
      <button
        type="button"
        class="row-key"
        onBlur={() => setIsAsked(false)}
        onClick={() => {
          if (isAsked) settings.discard()
          setIsAsked(!isAsked)
        }}
      >
        {t(isAsked ? 'bar.discard.sure' : 'bar.discard')}
      </button>
      <button type="button" class="dialog-go" id="review" onClick={() => setIsOpen(true)}>
        {t('bar.review')}
      </button>
      {isOpen && <ReviewDialog {...props} close={() => setIsOpen(false)} />}
    </section>
  )
}
