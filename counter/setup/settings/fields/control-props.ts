import type { FieldLimits } from '../../../../server/protocol/settings/form.ts'
import type { FormProps } from '../form-props.ts'
import type { ShownPath } from '../parts/setting-words.ts'

/** The properties of every control of a field. */
export interface ControlProps extends FormProps {
  readonly id: string
  readonly form: ShownPath
  readonly limits: FieldLimits
  readonly value: unknown
  readonly isInvalid: boolean
  readonly options?: readonly { readonly value: string; readonly name: string }[]
  /** Undefined takes the field out. */
  readonly change: (value: unknown) => void
}

/** Attributes by which a control is described. */
export const described = ({ id, isInvalid }: ControlProps) => ({
  'aria-invalid': isInvalid,
  'aria-describedby': isInvalid ? `${id}-fault ${id}-help` : `${id}-help`,
})

/** Attributes of a control of several parts. */
export const groupOf = (props: ControlProps) => ({
  role: 'group' as const,
  'aria-labelledby': `${props.id}-label`,
  'aria-describedby': described(props)['aria-describedby'],
})

/** A number as somebody typed it; nothing where the field may be empty, otherwise the text, which is a fault. */
export function numberIn(typed: string, { limits, value }: Pick<ControlProps, 'limits' | 'value'>): unknown {
  const text = typed.normalize('NFKC').trim().replace(',', '.')
  if (text === '') return limits.default === undefined && value !== '' ? undefined : ''
  return /^\d+(\.\d+)?$/u.test(text) ? Number(text) : typed
}

/** A time of day as somebody types it: `830` and `8.30` are 08:30 once four digits or a sign between stand there. */
export function clockIn(typed: string): string {
  const text = typed.normalize('NFKC').trim()
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:.]?(\d{2})$/u.exec(text) ?? []
  return minutes === '' || (text.length === 3 && !/[:.]/u.test(text))
    ? text
    : `${hours.padStart(2, '0')}:${minutes}`
}
