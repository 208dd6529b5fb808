import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { FormProps } from '../settings/form-props.ts'
import { FieldGroup } from '../settings/parts/form-section.tsx'
import { passedSteps } from './steps.ts'
import type { Proposals } from './use-proposals.ts'

interface HallStepProps extends FormProps {
  readonly proposals: Proposals | undefined
}

/** Of this computer, where the hall's machine does not say in which zone it stands. */
const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The name of the hall, its zone as the machine proposes it, and its hours. */
export function HallStep({ proposals, ...form }: HallStepProps): JSX.Element {
  const { settings, translations } = form
  const { t } = translations
  const zone = proposals && (proposals.timeZone ?? zoneHere())
  const isNew = !passedSteps(settings.base).includes('hall')
  useEffect(() => {
    const { base, draft, set } = settings
    if (isNew && zone !== undefined && draft.timeZone === base.timeZone) set(['timeZone'], zone)
  }, [zone])
  return (
    <>
      <FieldGroup {...form} title="group.place" fields={['name', 'timeZone']} />
      {zone !== undefined && (
        <p class="first-note">
          {t(proposals?.timeZone === undefined ? 'guide.zone.here' : 'guide.zone.machine', { zone })}
        </p>
      )}
      <FieldGroup {...form} title="group.day" fields={['hours']} />
    </>
  )
}
