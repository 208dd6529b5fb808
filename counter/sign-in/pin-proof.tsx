import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { SignInWays } from '../../server/protocol/access/sign-in-bodies.ts'
import type { Translations } from '../translations.ts'
import { fetchSignIn, type PinFault } from './lock-state.ts'
import { fetchWays, signInBeside } from './openid.ts'
import { fetchAs, listenOpened, newSignIn, tabSession } from './tab-session.ts'

/** A sign-in that just began at the OpenID provider: that of this tab, or one in a window beside it. */
interface ProviderProof {
  readonly signIn: string | undefined
}

export type ProofFault = PinFault | { fault: 'another-person' }

interface ProviderProofs {
  /** In place of the password; undefined while it is needed. */
  readonly proof: ProviderProof | undefined
  readonly ways: SignInWays | undefined
  /** Signs in again in a window beside this page. Called in a press itself. */
  prove(): Promise<void>
  /** The proof is too old. */
  forget(): void
}

/**
 * A person who signs in by the OpenID provider may have no password. `hasPin` is told once it is known; the sign-in of a
 * window beside this page ends with the dialog.
 */
export function useProviderProof(
  hasPin: (isSet: boolean) => void,
  failed: (fault: ProofFault | undefined) => void,
): ProviderProofs {
  const [proof, setProof] = useState<ProviderProof>()
  const [ways, setWays] = useState<SignInWays>()
  const [beside, setBeside] = useState<string>()
  useEffect(() => {
    void fetchWays().then(setWays)
    void fetchSignIn().then(({ hasPin: isHere, hasPinElsewhere, isFresh }) => {
      hasPin(isHere === true || hasPinElsewhere === true)
      if (isFresh) setProof({ signIn: undefined })
    })
  }, [])
  useEffect(() => {
    if (beside === undefined) return
    const stop = listenOpened(() => {
      void fetchSignIn(beside).then(({ badge, isFresh }) => {
        if (badge === undefined) return
        if (badge !== tabSession()?.badge) {
          setBeside(undefined)
          failed({ fault: 'another-person' })
        } else if (isFresh) {
          failed(undefined)
          setProof({ signIn: beside })
        }
      })
    })
    return () => {
      stop()
      void fetchAs('/api/session', { method: 'DELETE' }, beside)
    }
  }, [beside])
  return {
    proof,
    ways,
    prove: async () => {
      const signIn = newSignIn()
      setBeside(signIn)
      failed(await signInBeside(signIn))
    },
    forget: () => {
      setProof(undefined)
      setBeside(undefined)
    },
  }
}

interface ProofFieldProps extends Pick<Translations, 't'>, Pick<ProviderProofs, 'ways' | 'proof' | 'prove'> {}

/** The way to set a PIN without a password, where the hall has an OpenID provider. */
export function ProofByProvider({ t, ways, proof, prove }: ProofFieldProps): JSX.Element | null {
  if (proof) return <p>{t('pin.proved')}</p>
  if (!ways?.openid) return null
  return (
    <div class="pin-prove">
      <p>{t('pin.prove')}</p>
      <button type="button" class="row-key" onClick={() => void prove()}>
        {ways.openid.label ?? t('sign-in.openid')}
      </button>
    </div>
  )
}
