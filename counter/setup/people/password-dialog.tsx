import type { JSX } from 'preact'
import type { Role } from '../../../server/hall/ids.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import type { SetupTranslations } from '../setup-translations.ts'
import type { Account } from './draft.ts'

interface PasswordDialogProps {
  badge: string
  account: Account | undefined
  password: string
  translations: SetupTranslations
  close: () => void
}

/** The page on which people of these roles sign in; the first that fits. */
const pages: readonly (readonly [Role, string])[] = [
  ['counter', '/counter'],
  ['manager', '/manager'],
  ['auditor', '/setup'],
  ['administrator', '/setup'],
]

/** A password for one sign-in, shown once, and what its person has to do. Escape does not close it, because it would be lost. */
export function PasswordDialog(props: PasswordDialogProps): JSX.Element {
  const { badge, account, password, close } = props
  const { t } = props.translations
  const page = pages.find(([role]) => account?.roles.includes(role))?.[1] ?? '/counter'
  return (
    <DialogFrame
      title={account?.name ?? badge}
      step={t('people.badge', { badge })}
      close={() => undefined}
      back="add-person"
    >
      <p class="dialog-lead">{t('people.password.once')}</p>
      <p class="digits to-copy person-password" translate={false}>
        {password}
      </p>
      <ol class="person-steps">
        <li>{t('people.password.give')}</li>
        <li>
          {t('people.password.open')}{' '}
          <b class="person-address">
            {location.origin}
            <wbr />
            {page}
          </b>
        </li>
        <li>{t('people.password.choose', { badge })}</li>
      </ol>
      <div class="dialog-keys">
        <button type="button" class="dialog-go" autofocus onClick={close}>
          {t('people.password.done')}
        </button>
      </div>
    </DialogFrame>
  )
}
