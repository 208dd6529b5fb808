import type { SectionProps } from '../section-props.ts'
import type { Account } from './draft.ts'

export interface PersonDialogProps extends SectionProps {
  /** Undefined for a new account. */
  badge: string | undefined
  account: Account | undefined
  /** The badge number that stands in the field of a new account at first. */
  proposal?: string | undefined
  close: () => void
  /** Called with a password for one sign-in. */
  given: (badge: string, password: string) => void
}
