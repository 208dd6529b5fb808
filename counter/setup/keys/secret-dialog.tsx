import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { DialogFrame } from '../../dialog-frame.tsx'
import { LongCode } from '../long-code.tsx'
import type { SectionProps } from '../section-props.ts'

interface SecretDialogProps extends Pick<SectionProps, 'translations'> {
  secret: string
  name: string
  close: () => void
}

/** A new API key, shown once. Escape does not close it, because the key would be lost. */
export function SecretDialog({ secret, name, translations, close }: SecretDialogProps): JSX.Element {
  const { t } = translations
  const shown = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState<'done' | 'by-hand'>()
  const copy = async (): Promise<void> => {
    // A page over plain HTTP has no clipboard: there the selected key is copied by hand.
    const done = await navigator.clipboard?.writeText(secret).then(
      () => true,
      () => false,
    )
    if (shown.current) getSelection()?.selectAllChildren(shown.current)
    setCopied(done ? 'done' : 'by-hand')
  }
  return (
    <DialogFrame title={name} close={() => undefined} back="add-key">
      <p class="dialog-lead">{t('keys.secret.once')}</p>
      <p class="to-copy key-secret">
        <code ref={shown}>
          <LongCode code={secret} />
        </code>
      </p>
      <p>{t('keys.secret.how')}</p>
      <p class="section-done" role="status">
        {copied && t(`keys.copied.${copied}`)}
      </p>
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={() => void copy()}>
          {t('keys.copy')}
        </button>
        <button type="button" class="dialog-go" onClick={close}>
          {t('keys.secret.done')}
        </button>
      </div>
    </DialogFrame>
  )
}
