import type { ComponentChildren, JSX } from 'preact'
import { settingsForm } from '../../../../server/protocol/settings/form.ts'
import { formOf, type Path, valueAt } from '../draft/document.ts'
import type { FormProps } from '../form-props.ts'
import { labelOf, type ShownPath, valueText } from '../parts/setting-words.ts'
import { controls } from './controls.tsx'

interface FieldProps extends FormProps {
  readonly path: Path
  /** For a choice: its options in order. */
  readonly options?: readonly { readonly value: string; readonly name: string }[]
}

/** The id of the control of a field. */
const fieldId = (path: Path): string => `field-${path.join('-')}`

/** A setting: label, help, its control, what is wrong with it, and the way back to the usual value. */
export function Field(props: FieldProps): JSX.Element {
  const { path, settings, translations } = props
  const { t } = translations
  const form = formOf(path) as ShownPath
  const limits = settings.limits[form]
  const value = valueAt(settings.draft, path)
  const fault = settings.faults.find((one) => one.path.join('.') === path.join('.'))
  const usual = isSimple(limits.default) ? valueText(form, limits.default, translations) : undefined
  const isUsual = JSON.stringify(value) === JSON.stringify(limits.default)
  const id = fieldId(path)
  const Control = controls[settingsForm[form].control as keyof typeof controls]
  return (
    <div class="setting" data-form={form}>
      <div class="setting-text">
        <FieldLabel {...{ id, form }}>{labelOf(form, translations)}</FieldLabel>
        <p class="setting-help" id={`${id}-help`}>
          {t(`help.${form}`)}
        </p>
      </div>
      <div class="setting-control">
        <Control
          {...props}
          {...{ id, form, limits, value }}
          isInvalid={fault !== undefined}
          change={(next) => settings.set(path, next)}
        />
        {fault && (
          <p class="dialog-fault" id={`${id}-fault`}>
            ▲ {t(fault.key, fault.facts)}
          </p>
        )}
        {usual !== undefined && !isUsual && (
          <p class="setting-usual">
            {t('settings.default', { value: usual })}
            <button
              type="button"
              class="setting-reset"
              aria-label={t('settings.reset.of', { field: labelOf(form, translations) })}
              onClick={() => settings.set(path, limits.default)}
            >
              {t('settings.reset')}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}

/** Values with a control of their own are told in it. */
const isSimple = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)

/** Controls of several parts are groups, named by the same text. */
const groups: readonly string[] = ['texts', 'texts-list', 'hours', 'languages', 'categories', 'services']

function FieldLabel({
  id,
  form,
  children,
}: {
  id: string
  form: ShownPath
  children: ComponentChildren
}): JSX.Element {
  const isGroup = groups.includes(settingsForm[form].control)
  return isGroup ? (
    <p class="setting-label" id={`${id}-label`}>
      {children}
    </p>
  ) : (
    <label class="setting-label" for={id}>
      {children}
    </label>
  )
}
