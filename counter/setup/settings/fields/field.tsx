import type { ComponentChildren, JSX } from 'preact'
import { settingsForm } from '../../../../server/protocol/settings/form.ts'
import { isSame } from '../draft/differences.ts'
import { formOf, type Path, valueAt } from '../draft/document.ts'
import type { FormProps } from '../form-props.ts'
import { Doubts } from '../parts/doubts.tsx'
import { faultText } from '../parts/fault-words.ts'
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
  const found = valueAt(settings.draft, path)
  // Numbers of a series that says nothing are the usual ones.
  const value = found ?? (path[0] === 'series' ? limits.default : undefined)
  const fault = settings.faults.find((one) => one.path.join('.') === path.join('.'))
  const { from, value: former } = originOf(path, form, settings)
  const usual = isSimple(former) ? valueText(form, former, translations) : undefined
  const differs = !isSame(value, former) && (from === 'template' || usual !== undefined)
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
            ▲ {faultText(fault, settings.draft, translations)}
          </p>
        )}
        <Doubts {...{ path, settings, translations }} />
        {differs && (
          <p class="setting-usual">
            {usual === undefined
              ? t('settings.differs')
              : t(from === 'template' ? 'settings.template' : 'settings.default', { value: usual })}
            <button
              type="button"
              class="setting-reset"
              aria-label={t(from === 'template' ? 'settings.adopt.of' : 'settings.reset.of', {
                field: labelOf(form, translations),
              })}
              onClick={() => settings.set(path, former)}
            >
              {t(from === 'template' ? 'settings.adopt' : 'settings.reset')}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}

/** The value that a field goes back to: that of the hall's template, where it has the entry, otherwise the usual one. */
function originOf(
  path: Path,
  form: ShownPath,
  { template, limits }: FormProps['settings'],
): { readonly from: 'template' | 'usual'; readonly value: unknown } {
  const { default: preset } = limits[form]
  const isOfEntry = form.includes('*') || form === 'groups'
  const hasEntry = !isOfEntry || valueAt(template, path.slice(0, 2)) !== undefined
  if (template === undefined || !hasEntry) return { from: 'usual', value: preset }
  return { from: 'template', value: valueAt(template, path) ?? preset }
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
