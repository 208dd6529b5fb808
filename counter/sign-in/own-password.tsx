import type { JSX, TargetedSubmitEvent } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { DialogFrame } from '../dialog-frame.tsx'
import { limits } from '../limits.ts'
import type { StaffKey, Translations } from '../translations.ts'
import { SecretField } from './secret-field.tsx'
import { changePassword } from './session.ts'
import { factsOf, type SignInFault } from './sign-in-fault.ts'
import { tabSession } from './tab-session.ts'

interface OwnPasswordProps {
  translations: Translations
  close: () => void
  /** Id of the element that gets the focus on close. */
  back: string
}

const fields = ['now', 'new', 'again'] as const
type Field = (typeof fields)[number]
/** A fault at a field, or of the whole form. */
type Fault = { at: Field; key: StaffKey } | { at: 'form'; fault: SignInFault }

/** The dialog in which people change their own password. They stay signed in on this page. */
export function OwnPassword({ translations, close, back }: OwnPasswordProps): JSX.Element {
  const { t } = translations
  const [fault, setFault] = useState<Fault>()
  const [progress, setProgress] = useState<'typing' | 'busy' | 'done'>('typing')
  const form = useRef<HTMLFormElement>(null)
  const done = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [fault])
  useLayoutEffect(() => done.current?.focus(), [progress])
  const badge = tabSession()?.badge ?? ''

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (progress === 'busy') return
    const typed = new FormData(event.currentTarget)
    const passwords = fields.map((field) => String(typed.get(field) ?? ''))
    const [now = '', chosen = ''] = passwords
    const early = earlyFault(passwords)
    setFault(early)
    if (early) return
    setProgress('busy')
    const failed = await changePassword(now, chosen)
    setFault(failed && faultOf(failed))
    setProgress(failed ? 'typing' : 'done')
  }

  return (
    <DialogFrame
      title={t('password.title')}
      step={`${t('sign-in.badge')} ${badge}`}
      close={close}
      back={back}
    >
      {progress === 'done' ? (
        <>
          <p class="dialog-lead" role="status">
            {t('password.done')}
          </p>
          <div class="dialog-keys">
            <button type="button" class="dialog-go" ref={done} onClick={close}>
              {t('password.close')}
            </button>
          </div>
        </>
      ) : (
        <form ref={form} class="dialog-form dialog-long" onSubmit={submit} noValidate>
          <p>{t('password.lead')}</p>
          {/* Password managers store the new password under this name. */}
          <input type="text" autocomplete="username" value={badge} hidden readOnly />
          {fields.map((field) => (
            <SecretField
              key={field}
              form="password"
              name={field}
              label={t(`password.${field}`)}
              fault={fault?.at === field ? t(fault.key) : undefined}
              autocomplete={field === 'now' ? 'current-password' : 'new-password'}
              maxLength={limits.passwordLength}
              autofocus={field === 'now'}
            />
          ))}
          {fault?.at === 'form' && (
            <p class="dialog-fault" role="alert">
              ▲ {t(`sign-in.${fault.fault.fault}`, factsOf(fault.fault))}
            </p>
          )}
          <div class="dialog-keys">
            <button type="button" class="row-key" onClick={close}>
              {t('password.cancel')}
            </button>
            <button type="submit" class="dialog-go" aria-disabled={progress === 'busy'}>
              {t('password.title')}
            </button>
          </div>
        </form>
      )}
    </DialogFrame>
  )
}

/** The fault that is seen without the hall. */
function earlyFault([now, chosen, again]: readonly string[]): Fault | undefined {
  const empty = [now, chosen, again].indexOf('')
  const at = fields[empty]
  if (at !== undefined) return { at, key: 'password.empty' }
  if (chosen === now) return { at: 'new', key: 'password.same' }
  return again === chosen ? undefined : { at: 'again', key: 'password.different' }
}

function faultOf(failed: SignInFault): Fault {
  if (failed.fault === 'wrong') return { at: 'now', key: 'password.wrong' }
  return failed.fault === 'weak' ? { at: 'new', key: 'password.weak' } : { at: 'form', fault: failed }
}
