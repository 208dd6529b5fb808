import type { ComponentChildren, JSX } from 'preact'
import type { Key } from '../../../../display/words/catalogue-keys.ts'
import type { FormPath } from '../../../../server/protocol/settings/form.ts'
import { Field } from '../fields/field.tsx'
import type { FormProps } from '../form-props.ts'

interface FormSectionProps extends Pick<FormProps, 'translations'> {
  readonly id: string
  readonly title: Extract<Key<'setup'>, `section.${string}`>
  readonly lead: Extract<Key<'settings'>, `settings.lead.${string}`>
  readonly children: ComponentChildren
}

/** A section of settings with its title and one sentence. */
export function FormSection({
  id,
  title,
  lead,
  children,
  translations: { t },
}: FormSectionProps): JSX.Element {
  return (
    <section class="settings" aria-labelledby={id}>
      <header class="settings-head">
        <h2 id={id}>{t(title)}</h2>
        <p>{t(lead)}</p>
      </header>
      {children}
    </section>
  )
}

interface FieldGroupProps extends FormProps {
  readonly title: Extract<Key<'settings'>, `group.${string}`>
  readonly fields: readonly (FormPath | JSX.Element)[]
}

/** Fields that belong together, on one sheet. */
export function FieldGroup({ title, fields, ...props }: FieldGroupProps): JSX.Element {
  return (
    <fieldset class="settings-sheet">
      <legend>{props.translations.t(title)}</legend>
      {fields.map((one) =>
        typeof one === 'string' ? <Field key={one} {...props} path={one.split('.')} /> : one,
      )}
    </fieldset>
  )
}
