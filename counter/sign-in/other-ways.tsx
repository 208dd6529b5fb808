import type { JSX } from 'preact'
import type { SignInWays } from '../../server/protocol/access/sign-in-bodies.ts'
import type { Translations } from '../translations.ts'
import { leaveForOpenId } from './openid.ts'
import type { SignInFault } from './sign-in-fault.ts'

interface OtherWaysProps {
  translations: Translations
  ways: SignInWays
  busy: boolean
  /** Runs an attempt to sign in, which returns its fault. */
  attempt: (way: () => Promise<SignInFault | undefined>) => void
}

/** The ways to sign in beside the password. */
export function OtherWays({ translations, ways, busy, attempt }: OtherWaysProps): JSX.Element | null {
  const { t } = translations
  const { openid } = ways
  if (!openid) return null
  return (
    <div class="sign-in-ways">
      {!openid.reachable && <p class="sign-in-away">{t('sign-in.openid-away')}</p>}
      <button type="button" class="sign-in-way" aria-disabled={busy} onClick={() => attempt(leaveForOpenId)}>
        {openid.label ?? t('sign-in.openid')}
      </button>
    </div>
  )
}
