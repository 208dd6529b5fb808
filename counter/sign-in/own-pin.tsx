import type { ComponentChildren, JSX, TargetedSubmitEvent } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { DialogFrame } from '../dialog-frame.tsx'
import { limits } from '../limits.ts'
import type { StaffKey, Translations } from '../translations.ts'
import { changePin } from './lock-state.ts'
import { ProofByProvider, type ProofFault, useProviderProof } from './pin-proof.tsx'
import { SecretField } from './secret-field.tsx'
import { factsOf } from './sign-in-fault.ts'
import { tabSession } from './tab-session.ts'

interface OwnPinProps {
  translations: Translations
  close: () => void
  /** Id of the element that gets the focus on close. */
  back: string
}

const fields = ['now', 'new', 'again'] as const
type Field = (typeof fields)[number]
const labels = { now: 'sign-in.password', new: 'pin.new', again: 'pin.again' } as const
/** A fault at a field, or of the whole form. */
type Fault = { at: Field; key: StaffKey } | { at: 'form'; fault: ProofFault }

/** The dialog in which people set or remove the PIN that unlocks their sign-ins. */
export function OwnPin({ translations, close, back }: OwnPinProps): JSX.Element {
  const { t } = translations
  const [fault, setFault] = useState<Fault>()
  const [progress, setProgress] = useState<'typing' | 'busy' | 'set' | 'removed'>('typing')
  const [hasPin, setHasPin] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const { proof, ways, prove, forget } = useProviderProof(setHasPin, (failed) =>
    setFault(failed && { at: 'form', fault: failed }),
  )
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [fault])
  useLayoutEffect(() => {
    if (proof) form.current?.querySelector<HTMLElement>('[name=new]')?.focus()
  }, [proof])

  const change = async (wish: 'set' | 'removed'): Promise<void> => {
    if (progress === 'busy' || !form.current) return
    const typed = new FormData(form.current)
    const [now = '', chosen = '', again = ''] = fields.map((field) => String(typed.get(field) ?? ''))
    const shown = proof ? 'none' : now
    const early = wish === 'set' ? earlyFault(shown, chosen, again) : earlyFault(shown, 'none', 'none')
    setFault(early)
    if (early) return
    setProgress('busy')
    const failed = await changePin(proof ?? { password: now }, wish === 'set' ? chosen : undefined)
    if (failed?.fault === 'not-fresh') forget()
    setFault(failed && faultOf(failed))
    setProgress(failed ? 'typing' : wish)
  }

  return (
    <DialogFrame
      title={t('pin.title')}
      step={`${t('sign-in.badge')} ${tabSession()?.badge ?? ''}`}
      close={close}
      back={back}
    >
      {progress === 'set' || progress === 'removed' ? (
        <Done t={t} sentence={t(`pin.${progress}`)} close={close} />
      ) : (
        <form
          ref={form}
          class="dialog-form dialog-long"
          onSubmit={(event: TargetedSubmitEvent<HTMLFormElement>) => {
            event.preventDefault()
            void change('set')
          }}
          noValidate
        >
          <PinFields t={t} fault={fault} hasProof={proof !== undefined}>
            <ProofByProvider {...{ t, ways, proof, prove }} />
          </PinFields>
          <div class="dialog-keys">
            <button type="button" class="row-key" onClick={close}>
              {t('pin.cancel')}
            </button>
            {hasPin && (
              <button type="button" class="row-key" onClick={() => void change('removed')}>
                {t('pin.remove')}
              </button>
            )}
            <button type="submit" class="dialog-go" aria-disabled={progress === 'busy'}>
              {t('pin.submit')}
            </button>
          </div>
        </form>
      )}
    </DialogFrame>
  )
}

interface PinFieldsProps extends Pick<Translations, 't'> {
  fault: Fault | undefined
  /** The password is not asked for. */
  hasProof: boolean
  children: ComponentChildren
}

function PinFields({ t, fault, hasProof, children }: PinFieldsProps): JSX.Element {
  const asked = hasProof ? fields.slice(1) : fields
  return (
    <>
      <p>{t('pin.lead')}</p>
      {children}
      {asked.map((name) => (
        <SecretField
          key={name}
          form="pin"
          name={name}
          label={t(labels[name])}
          fault={fault?.at === name ? t(fault.key) : undefined}
          autocomplete={name === 'now' ? 'current-password' : 'off'}
          maxLength={name === 'now' ? limits.passwordLength : limits.pinLength}
          isNumeric={name !== 'now'}
          autofocus={name === asked[0]}
        />
      ))}
      {fault?.at === 'form' && (
        <p class="dialog-fault" role="alert">
          ▲ {formFault(fault.fault, t)}
        </p>
      )}
    </>
  )
}

interface DoneProps extends Pick<Translations, 't'> {
  sentence: string
  close: () => void
}

function Done({ t, sentence, close }: DoneProps): JSX.Element {
  const key = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => key.current?.focus(), [])
  return (
    <>
      <p class="dialog-lead" role="status">
        {sentence}
      </p>
      <div class="dialog-keys">
        <button type="button" class="dialog-go" ref={key} onClick={close}>
          {t('password.close')}
        </button>
      </div>
    </>
  )
}

function formFault(fault: ProofFault, t: Translations['t']): string {
  if (fault.fault === 'not-fresh' || fault.fault === 'another-person') return t(`pin.${fault.fault}`)
  return t(`sign-in.${fault.fault}`, factsOf(fault))
}

/** The fault that is seen without the hall. */
function earlyFault(...[now, chosen, again]: [string, string, string]): Fault | undefined {
  const at = fields[[now, chosen, again].indexOf('')]
  if (at !== undefined) return { at, key: 'password.empty' }
  return again === chosen ? undefined : { at: 'again', key: 'password.different' }
}

function faultOf(failed: ProofFault): Fault {
  if (failed.fault === 'wrong') return { at: 'now', key: 'password.wrong' }
  return failed.fault === 'weak' ? { at: 'new', key: 'pin.weak' } : { at: 'form', fault: failed }
}
