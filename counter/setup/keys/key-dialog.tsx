import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import type { BodyOf } from '../../../server/protocol/commands.ts'
import { wireLimits } from '../../../server/protocol/limits.ts'
import type { KeysView } from '../../../server/protocol/messages.ts'
import { readableLine } from '../../../server/protocol/readable-text.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import { faultText } from '../devices/device-commands.ts'
import { Choices } from '../people/choices.tsx'
import type { SectionProps } from '../section-props.ts'
import { commandText, viewText } from './key-grants.ts'

interface KeyDialogProps extends SectionProps {
  grants: KeysView['grants']
  /** Undefined for a new key. */
  id: string | undefined
  facts: KeysView['keys'][string] | undefined
  close: () => void
  /** Called with a new key, which is shown once. */
  added: (secret: string, name: string) => void
}

interface Draft {
  readonly name: string
  readonly commands: readonly string[]
  readonly views: readonly string[]
  readonly days: number
}

/** A new API key, or other grants for one, or its end. */
export function KeyDialog(props: KeyDialogProps): JSX.Element {
  const { id, facts, grants, live, translations, close, added } = props
  const { t } = translations
  const [draft, setDraft] = useState<Draft>({
    name: '',
    commands: [],
    views: [],
    days: grants.days,
    ...facts,
  })
  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }))
  const [fault, setFault] = useState('')
  const [isAsked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (busy || !live.ready) return
    const { commands, views, days } = draft
    const given = readableLine(draft.name)
    if (given === '') return setFault(t('keys.fault.name'))
    if (commands.length + views.length === 0) return setFault(t('keys.fault.grants'))
    setBusy(true)
    const body = { name: given, commands: [...commands], views: [...views] }
    const answer =
      id === undefined
        ? await live.act('add-key', { ...body, days } as BodyOf<'add-key'>)
        : await live.act('change-key', { ...body, id } as BodyOf<'change-key'>)
    setBusy(false)
    if (!answer.ok) return setFault(faultText(answer, t))
    if ('key' in answer.result) return added(String(answer.result.key), given)
    close()
  }
  const revoke = async (): Promise<void> => {
    if (id === undefined || !live.ready) return
    const answer = await live.act('revoke-key', { id })
    if (answer.ok) close()
    else setFault(faultText(answer, t))
  }
  return (
    <DialogFrame
      title={id === undefined ? t('keys.add') : (facts?.name ?? id)}
      {...(id !== undefined && { step: t('keys.id', { id }) })}
      close={close}
    >
      <form class="dialog-form dialog-long" onSubmit={submit} noValidate>
        <Fields {...{ draft, change, grants, translations }} isNew={id === undefined} />
        {fault && (
          <p class="dialog-fault" role="alert">
            ▲ {fault}
          </p>
        )}
        <div class="dialog-keys">
          <button type="button" class="row-key" onClick={close}>
            {t('keys.cancel')}
          </button>
          <button type="submit" class="dialog-go" aria-disabled={busy || !live.ready}>
            {t(id === undefined ? 'keys.add.go' : 'keys.save')}
          </button>
        </div>
      </form>
      {id !== undefined && (
        <section class="dialog-part dialog-asked">
          {isAsked && <p role="alert">{t('keys.revoke.ask', { name: facts?.name ?? id })}</p>}
          <div class="dialog-keys">
            <button
              type="button"
              class={isAsked ? 'dialog-go dialog-sure' : 'row-key'}
              onClick={() => (isAsked ? void revoke() : setAsked(true))}
            >
              {t('keys.revoke')}
            </button>
          </div>
        </section>
      )}
    </DialogFrame>
  )
}

interface FieldsProps extends Pick<KeyDialogProps, 'grants' | 'translations'> {
  draft: Draft
  change: (part: Partial<Draft>) => void
  isNew: boolean
}

function Fields({ draft, change, grants, translations: { t }, isNew }: FieldsProps): JSX.Element {
  const choice = (names: readonly string[], text: typeof commandText) =>
    names.map((one) => ({ id: one, name: text(one, t) }))
  return (
    <>
      <div class="field">
        <label for="key-name">{t('keys.field.name')}</label>
        <input
          id="key-name"
          value={draft.name}
          maxLength={wireLimits.keyNameLength}
          autocomplete="off"
          onInput={({ currentTarget }) => change({ name: currentTarget.value })}
        />
      </div>
      <Choices
        title={t('keys.field.commands')}
        options={choice(grants.commands, commandText)}
        chosen={draft.commands}
        choose={(commands) => change({ commands })}
      />
      <Choices
        title={t('keys.field.views')}
        options={choice(grants.views, viewText)}
        chosen={draft.views}
        choose={(views) => change({ views })}
      />
      {isNew && (
        <div class="field">
          <label for="key-days">{t('keys.field.days', { n: grants.days })}</label>
          <input
            id="key-days"
            type="number"
            min={1}
            max={grants.days}
            value={draft.days}
            onInput={({ currentTarget }) => change({ days: currentTarget.valueAsNumber || 0 })}
          />
        </div>
      )}
    </>
  )
}
