import type { JSX } from 'preact'
import type { FormProps } from './form-props.ts'
import { FieldGroup, FormSection } from './parts/form-section.tsx'

/** The hall as a whole: its name, place and times. */
export function HallSection(props: FormProps): JSX.Element {
  return (
    <FormSection id="hall" title="section.hall" lead="settings.lead.hall" translations={props.translations}>
      <FieldGroup
        {...props}
        title="group.place"
        fields={['name', 'languages', 'timeZone', 'publicUrl', 'printing']}
      />
      <FieldGroup {...props} title="group.day" fields={['hours', 'dayStartsAt', 'graceMinutes']} />
    </FormSection>
  )
}
