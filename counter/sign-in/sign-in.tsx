import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SignInWays } from '../../server/protocol/access/sign-in-bodies.ts'
import { typedId } from '../../server/protocol/typed-label.ts'
import { limits } from '../limits.ts'
import type { Translations } from '../translations.ts'
import { fetchWays, takeOpenIdFault } from './openid.ts'
import { OtherWays, type Way } from './other-ways.tsx'
import { signIn } from './session.ts'
import { factsOf, type SignInFault } from './sign-in-fault.ts'
import { TicketForm } from './ticket-form.tsx'

interface SignInProps {
  translations: Translations
  /** The fault for which the form is shown again. */
  why?: SignInFault
  onSignedIn: (badge: string) => void
  /** A sentence above the usual one, for a first start. */
  hint?: string | undefined
  /** The badge that stands in its field at first; may arrive later, and then takes the place of an empty one. */
  badge?: string | undefined
}

/** The page on which people sign in. */
export const SignIn = (props: SignInProps): JSX.Element => (
  <main class="sign-in">
    <SignInForm {...props} />
  </main>
)

interface SignInFormProps extends SignInProps {
  /** Title and sentences over a locked page, in place of the usual ones. */
  lock?: { title: string; leads: readonly string[] }
  /** A key for another way in. */
  change?: JSX.Element | false | undefined
}

/** The sign-in form; faults are shown beside the fields. */
export function SignInForm(props: SignInFormProps): JSX.Element {
  const { translations, why, onSignedIn, hint, lock, badge: known, change } = props
  const { t } = translations
  const [fault, setFault] = useState(() => why ?? takeOpenIdFault())
  const [busy, setBusy] = useState(false)
  /** The password is for one sign-in, so that another one has to be chosen. */
  const [isChoosing, setIsChoosing] = useState(false)
  const { badgeField, passwordField } = usePasswordNext(known)
  const chosen = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => chosen.current?.focus(), [isChoosing])
  const [ways, setWays] = useState<SignInWays>()
  useEffect(() => void fetchWays().then(setWays), [])
  const attempt = async (way: Way): Promise<void> => {
    if (busy) return
    setBusy(true)
    setFault(undefined)
    const outcome = await way()
    // The page stays busy while the browser leaves it; a locked one is not left.
    setBusy(outcome === undefined && lock === undefined)
    if (outcome && 'fault' in outcome) setFault(outcome)
    else if (outcome) onSignedIn(outcome.badge)
  }
  const submit = async (fields: FormData): Promise<void> => {
    const badge = typedId(String(fields.get('badge') ?? ''))
    setBusy(true)
    setFault(undefined)
    const newPassword = isChoosing ? String(fields.get('new-password') ?? '') : undefined
    const failed = await signIn(badge, String(fields.get('password') ?? ''), newPassword)
    setBusy(false)
    if (failed?.fault === 'choose') setIsChoosing(true)
    setFault(failed)
    if (!failed) onSignedIn(badge)
  }
  return (
    <TicketForm
      stub={t('sign-in.badge')}
      title={lock?.title ?? t('sign-in.title')}
      leads={lock?.leads ?? [...(hint ? [hint] : []), t(leadOf(ways))]}
      fields={
        <>
          <label>
            <span>{t('sign-in.badge')}</span>
            <input
              ref={badgeField}
              name="badge"
              inputMode="numeric"
              autocomplete="username"
              maxLength={limits.badgeLength}
              defaultValue={known}
              autofocus={known === undefined}
              required
            />
          </label>
          <label>
            <span>{t('sign-in.password')}</span>
            <input
              ref={passwordField}
              name="password"
              type="password"
              autocomplete="current-password"
              maxLength={limits.passwordLength}
              autofocus={known !== undefined}
              required
            />
          </label>
          {isChoosing && (
            <label>
              <span>{t('sign-in.new-password')}</span>
              <input
                ref={chosen}
                name="new-password"
                type="password"
                autocomplete="new-password"
                maxLength={limits.passwordLength}
                required
              />
            </label>
          )}
        </>
      }
      fault={fault && t(`sign-in.${fault.fault}`, factsOf(fault))}
      go={t(busy ? 'sign-in.busy' : 'sign-in.submit')}
      busy={busy}
      isTall={isChoosing}
      submit={(fields) => void submit(fields)}
    >
      {change}
      {ways && <OtherWays {...{ translations, ways, busy, attempt }} isLock={lock !== undefined} />}
    </TicketForm>
  )
}

/** The fields; a badge that arrives late leads on to the password, but never away from what somebody types. */
function usePasswordNext(known: string | undefined) {
  const badgeField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    const isAtBadge = document.activeElement === badgeField.current
    if (known !== undefined && isAtBadge && badgeField.current?.value === known)
      passwordField.current?.focus()
  }, [known])
  return { badgeField, passwordField }
}

/** Secure contexts are pages over TLS and of this very machine. */
function leadOf(ways: SignInWays | undefined) {
  if (!isSecureContext) return 'sign-in.clear'
  return ways?.password === 'administrators' ? 'sign-in.lead-administrators' : 'sign-in.lead'
}
