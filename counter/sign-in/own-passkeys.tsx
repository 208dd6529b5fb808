import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import { DialogFrame } from '../dialog-frame.tsx'
import { limits } from '../limits.ts'
import type { Translations } from '../translations.ts'
import {
  addPasskey,
  confirmPassword,
  type OwnPasskey,
  ownPasskeys,
  removePasskey,
  renamePasskey,
} from './passkey.ts'
import { factsOf, type SignInFault } from './sign-in-fault.ts'
import { tabSession } from './tab-session.ts'

interface OwnPasskeysProps {
  translations: Translations
  close: () => void
  /** Id of the element that gets the focus on close. */
  back: string
}

/** The dialog in which people change their own passkeys, after their password. */
export function OwnPasskeys(props: OwnPasskeysProps): JSX.Element {
  const { translations, close, back } = props
  const { t } = translations
  const [passkeys, setPasskeys] = useState<readonly OwnPasskey[]>()
  return (
    <DialogFrame
      title={t('passkeys.title')}
      step={`${t('sign-in.badge')} ${tabSession()?.badge ?? ''}`}
      close={close}
      back={back}
    >
      {passkeys ? (
        <PasskeyList {...{ translations, close, passkeys, setPasskeys }} />
      ) : (
        <Confirmation
          {...{ translations, close }}
          confirmed={() => void ownPasskeys().then((found) => setPasskeys(found ?? []))}
        />
      )}
    </DialogFrame>
  )
}

interface ConfirmationProps extends Pick<OwnPasskeysProps, 'translations' | 'close'> {
  confirmed: () => void
}

function Confirmation({ translations: { t }, close, confirmed }: ConfirmationProps): JSX.Element {
  const [fault, setFault] = useState<SignInFault>()
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password') ?? '')
    const failed = password === '' ? ({ fault: 'wrong' } as const) : await confirmPassword(password)
    setFault(failed)
    if (!failed) confirmed()
  }
  return (
    <form class="dialog-form" onSubmit={submit} noValidate>
      <p>{t('passkeys.lead')}</p>
      <div class="field">
        <label for="passkey-password">{t('password.now')}</label>
        <input
          id="passkey-password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={limits.passwordLength}
          aria-invalid={fault !== undefined}
          aria-describedby="passkey-fault"
          autofocus
          required
        />
        {fault && (
          <p class="dialog-fault" role="alert" id="passkey-fault">
            ▲ {fault.fault === 'wrong' ? t('password.wrong') : t(`sign-in.${fault.fault}`, factsOf(fault))}
          </p>
        )}
      </div>
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={close}>
          {t('password.close')}
        </button>
        <button type="submit" class="dialog-go">
          {t('passkeys.next')}
        </button>
      </div>
    </form>
  )
}

interface PasskeyListProps extends Pick<OwnPasskeysProps, 'translations' | 'close'> {
  passkeys: readonly OwnPasskey[]
  setPasskeys: (now: readonly OwnPasskey[]) => void
}

function PasskeyList({ translations: { t }, close, passkeys, setPasskeys }: PasskeyListProps): JSX.Element {
  const [label, setLabel] = useState('')
  const [hasFailed, setHasFailed] = useState(false)
  const does = async (work: Promise<boolean>): Promise<void> => {
    const isDone = await work
    setHasFailed(!isDone)
    if (isDone) setLabel('')
    setPasskeys((await ownPasskeys()) ?? passkeys)
  }
  const named = label.trim()
  return (
    <form
      class="dialog-form dialog-long"
      onSubmit={(event) => {
        event.preventDefault()
        if (named !== '') void does(addPasskey(named))
      }}
      noValidate
    >
      {passkeys.length === 0 && <p>{t('passkeys.none')}</p>}
      <ul class="passkeys">
        {passkeys.map(({ id, label: own, host }) => (
          <li key={id} class="passkey">
            <span>
              <b>
                <bdi>{own}</bdi>
              </b>{' '}
              {t('passkeys.at', { host })}
            </span>
            <button
              type="button"
              class="row-key"
              aria-label={t('passkeys.rename-one', { label: own })}
              aria-disabled={named === ''}
              onClick={() => named !== '' && void does(renamePasskey(id, named))}
            >
              {t('passkeys.rename')}
            </button>
            <button
              type="button"
              class="row-key"
              aria-label={t('passkeys.remove-one', { label: own })}
              onClick={() => void does(removePasskey(id))}
            >
              {t('passkeys.remove')}
            </button>
          </li>
        ))}
      </ul>
      <div class="field">
        <label for="passkey-label">{t('passkeys.label')}</label>
        <input
          id="passkey-label"
          maxLength={limits.passkeyLabelLength}
          value={label}
          onInput={({ currentTarget }) => setLabel(currentTarget.value)}
          autofocus
        />
      </div>
      {hasFailed && (
        <p class="dialog-fault" role="alert">
          ▲ {t('passkeys.failed')}
        </p>
      )}
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={close}>
          {t('password.close')}
        </button>
        <button type="submit" class="dialog-go" aria-disabled={named === ''}>
          {t('passkeys.add')}
        </button>
      </div>
    </form>
  )
}
