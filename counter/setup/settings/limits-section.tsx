import type { JSX } from 'preact'
import { type FormPath, settingsForm } from '../../../server/protocol/settings/form.ts'
import { Field } from './fields/field.tsx'
import type { FormProps } from './form-props.ts'
import { FieldGroup, FormSection } from './parts/form-section.tsx'

const fieldsOf = (beginning: string): FormPath[] =>
  (Object.keys(settingsForm) as FormPath[]).filter((form) => form.startsWith(beginning))

const policies = ['head-start', 'precedence', 'alternation'] as const
const places = ['kept', 'end'] as const
/** The turns of a hall that begins to alternate. */
const usualTurns = { priority: 1, ordinary: 2 }

/** Times and limits: priority, the queue, guidance of staff, kiosks. */
export function LimitsSection(props: FormProps): JSX.Element {
  const { settings, translations } = props
  const { t } = translations
  const { policy } = settings.draft
  const policyField = (
    <Field
      key="policy"
      {...props}
      // The rest of a policy goes with its kind.
      settings={{
        ...settings,
        set: (_, kind) =>
          settings.set(['policy'], kind === 'alternation' ? { kind, ...usualTurns } : { kind }),
      }}
      path={['policy', 'kind']}
      options={policies.map((value) => ({ value, name: t(`policy.${value}`) }))}
    />
  )
  const transferField = (
    <Field
      key="transfer"
      {...props}
      path={['transferPlace']}
      options={places.map((value) => ({ value, name: t(`transfer.${value}`) }))}
    />
  )
  const turns: readonly FormPath[] =
    policy.kind === 'alternation' ? ['policy.priority', 'policy.ordinary'] : []
  return (
    <FormSection id="limits" title="section.limits" lead="settings.lead.limits" translations={translations}>
      <FieldGroup
        {...props}
        title="group.priority"
        fields={[policyField, ...turns, 'headStartMinutes', 'freeCategories']}
      />
      <FieldGroup
        {...props}
        title="group.queue"
        fields={['appointmentToleranceMinutes', 'returnBehind', ...fieldsOf('returns.'), transferField]}
      />
      <FieldGroup {...props} title="group.guidance" fields={fieldsOf('guidance.')} />
      <FieldGroup {...props} title="group.kiosk" fields={fieldsOf('kiosk.')} />
      <FieldGroup {...props} title="group.rating" fields={fieldsOf('rating.')} />
      <FieldGroup {...props} title="group.sign-in" fields={fieldsOf('signIn.')} />
    </FormSection>
  )
}
