import type { JSX } from 'preact'
import type { SignInWays } from '../../server/protocol/access/sign-in-bodies.ts'
import type { Translations } from '../translations.ts'
import { leaveForOpenId, unlockByOpenId } from './openid.ts'
import { canHavePasskeys, signInByPasskey } from './passkey.ts'
import type { SignInFault } from './sign-in-fault.ts'

/** An attempt to sign in: who is signed in here, or the fault; undefined when the person goes on at the provider. */
export type Way = () => Promise<{ badge: string } | SignInFault | undefined>

interface OtherWaysProps {
  translations: Translations
  ways: SignInWays
  busy: boolean
  /** Over a locked page, which stays. */
  isLock: boolean
  attempt: (way: Way) => void
}

/** The ways to sign in beside the password. */
export function OtherWays({ translations, ways, busy, isLock, attempt }: OtherWaysProps): JSX.Element | null {
  const { t } = translations
  const { openid } = ways
  const hasPasskeys = ways.passkeys && canHavePasskeys()
  if (!openid && !hasPasskeys) return null
  return (
    <div class="sign-in-ways">
      {openid?.reachable === false && <p class="sign-in-away">{t('sign-in.openid-away')}</p>}
      {openid && (
        <button
          type="button"
          class="sign-in-way"
          aria-disabled={busy}
          onClick={() => attempt(isLock ? unlockByOpenId : leaveForOpenId)}
        >
          {openid.label ?? t('sign-in.openid')}
        </button>
      )}
      {hasPasskeys && (
        <button
          type="button"
          class="sign-in-way"
          aria-disabled={busy}
          onClick={() => attempt(signInByPasskey)}
        >
          {t('sign-in.passkey')}
        </button>
      )}
    </div>
  )
}
