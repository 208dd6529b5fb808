import type { JSX } from 'preact'
import type { FormPath } from '../../../../server/protocol/settings/form.ts'
import type { FormProps } from '../form-props.ts'
import { FieldGroup, FormSection } from '../parts/form-section.tsx'
import { SlipPreview } from './slip-preview.tsx'

const texts: readonly FormPath[] = ['slip.documents', 'slip.fees', 'slip.notes', 'slip.callRule']
const marks: readonly FormPath[] = ['slip.logo', 'slip.checkCode']

/** The paper tickets of the hall, with a picture of the draft as it would print. */
export function SlipsSection(props: FormProps): JSX.Element {
  return (
    <FormSection
      id="slips"
      title="section.slips"
      lead="settings.lead.slips"
      translations={props.translations}
    >
      <div class="slips">
        <div class="slips-fields">
          <FieldGroup {...props} title="group.slip.texts" fields={texts} />
          <FieldGroup {...props} title="group.slip.marks" fields={marks} />
        </div>
        <SlipPreview {...props} />
      </div>
    </FormSection>
  )
}
