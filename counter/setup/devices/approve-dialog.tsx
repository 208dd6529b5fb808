import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import type { DevicesView } from '../../../server/protocol/messages.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import { limits } from '../../limits.ts'
import type { SectionProps } from '../section-props.ts'
import { type ApproveDraft, approveScreen, faultyField, needsCounter } from './approve-screen.ts'
import { CounterChoice, DeviceChoice, firstChoice, newKindOf } from './device-choice.tsx'
import { faultText } from './device-commands.ts'
import { DeviceField } from './device-field.tsx'

interface ApproveDialogProps extends SectionProps, DevicesView {
  /** The device that is chosen at first. */
  device: string | undefined
  close: () => void
  /** Called with the name of the device once the screen is approved. */
  done: (name: string) => void
}

/** Approves the screen that shows a code, as a device of the settings or as a new one. */
export function ApproveDialog(props: ApproveDialogProps): JSX.Element {
  const { live, translations, devices, close, done } = props
  const { t } = translations
  const [draft, setDraft] = useState<ApproveDraft>(() => {
    const choice = props.device ?? firstChoice(props)
    return { code: '', choice, name: '', counter: '' }
  })
  const [fault, setFault] = useState('')
  const [isReplacing, setReplacing] = useState(false)
  const [busy, setBusy] = useState(false)
  const name = devices[draft.choice]?.name ?? draft.name
  const change = (part: Partial<ApproveDraft>): void => {
    setDraft((now) => ({ ...now, ...part }))
    if (part.choice !== undefined) setReplacing(false)
  }
  const approve = async (replace: boolean): Promise<void> => {
    if (busy || !live.ready) return
    const faulty = faultyField(draft)
    setFault(faulty ? t(`devices.fault.${faulty}`) : '')
    if (faulty) return
    setBusy(true)
    const refused = await approveScreen(live, draft, { replace, added: (choice) => change({ choice }) })
    setBusy(false)
    if (!refused) return done(name)
    const isPaired = 'refusal' in refused && refused.refusal.reason === 'device-is-paired'
    setReplacing(isPaired)
    if (!isPaired) setFault(faultText(refused, t))
  }
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    void approve(false)
  }
  return (
    <DialogFrame title={t('devices.approve')} close={close} back="approve-device">
      <p class="dialog-lead">{t('devices.approve.lead')}</p>
      <form class="dialog-form" onSubmit={submit} noValidate>
        <Fields {...props} draft={draft} change={change} />
        {fault && (
          <p class="dialog-fault" role="alert">
            ▲ {fault}
          </p>
        )}
        {isReplacing && (
          <p class="dialog-asked" role="alert">
            {t('devices.replace.ask', { name })}
          </p>
        )}
        <div class="dialog-keys">
          <button type="button" class="row-key" onClick={close}>
            {t('devices.cancel')}
          </button>
          <button
            type={isReplacing ? 'button' : 'submit'}
            class={isReplacing ? 'dialog-go dialog-sure' : 'dialog-go'}
            aria-disabled={busy || !live.ready}
            {...(isReplacing && { onClick: () => void approve(true) })}
          >
            {t(isReplacing ? 'devices.replace.go' : 'devices.approve.go')}
          </button>
        </div>
      </form>
    </DialogFrame>
  )
}

interface FieldsProps extends SectionProps, DevicesView {
  draft: ApproveDraft
  change: (part: Partial<ApproveDraft>) => void
}

function Fields({ draft, change, ...props }: FieldsProps): JSX.Element {
  const { t } = props.translations
  const kind = newKindOf(draft.choice)
  return (
    <>
      <DeviceField
        label={t('devices.code')}
        value={draft.code}
        type={(code) => change({ code })}
        length={limits.typedCodeLength}
        isCode
      />
      <DeviceChoice {...props} choice={draft.choice} choose={(choice) => change({ choice })} />
      {kind !== undefined && (
        <DeviceField
          label={t('devices.name')}
          value={draft.name}
          type={(name) => change({ name })}
          length={limits.deviceNameLength}
        />
      )}
      {needsCounter(kind) && (
        <CounterChoice {...props} counter={draft.counter} choose={(counter) => change({ counter })} />
      )}
    </>
  )
}
