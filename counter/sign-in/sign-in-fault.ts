/** Reason of a failed sign-in as a catalogue key, with the HTTP status where that helps. */
export type SignInFault =
  | {
      fault:
        | 'wrong'
        | 'wrong-role'
        | 'not-administrator'
        | 'too-many'
        | 'unchecked'
        | 'no-connection'
        | 'incomplete'
        | 'ended'
        | 'taken-over'
        | 'crowded-out'
        | 'choose'
        | 'weak'
        | 'in-clear'
        | 'not-kept'
        | 'only-by-openid'
        | 'passkey-none'
        | 'passkey-refused'
        | `openid-${'unreachable' | 'blocked' | 'denied' | 'unverified' | 'expired' | 'no-badge'}`
    }
  | { fault: 'openid-no-account'; badge: string }
  | { fault: 'broken'; status: number }

/** The facts that the sentence of a fault names. */
export const factsOf = ({ fault: _, ...facts }: SignInFault): Record<string, string | number> => facts
