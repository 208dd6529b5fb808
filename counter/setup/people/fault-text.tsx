import type { JSX } from 'preact'
import type { SetupTranslations } from '../setup-translations.ts'
import type { Fault, Field } from './draft.ts'

interface FaultTextProps extends Pick<SetupTranslations, 't'> {
  faults: readonly Fault[]
  at: Field | 'form'
}

/** The id of the sentence about a field, for `aria-describedby`. */
export const faultId = (at: Field | 'form'): string => `fault-${at}`

/** Why something was not done, in words, where it stands. */
export function FaultText({ faults, at, t }: FaultTextProps): JSX.Element | null {
  const fault = faults.find((one) => one.at === at)
  if (!fault) return null
  return (
    <p class="dialog-fault" role="alert" id={faultId(at)}>
      ▲ {t('key' in fault ? fault.key : `refusal.${fault.refusal}`)}
    </p>
  )
}
