import type { JSX } from 'preact'

interface SecretFieldProps {
  /** Of its form, such as `password`; makes the ids of the field and its fault. */
  form: string
  name: string
  label: string
  /** Its fault, in words. */
  fault: string | undefined
  autocomplete: 'current-password' | 'new-password' | 'off'
  maxLength: number
  isNumeric?: boolean
  autofocus: boolean
}

/** A field of a dialog in which people type a password or PIN, with its fault below. */
export function SecretField(props: SecretFieldProps): JSX.Element {
  const { form, name, label, fault, autocomplete, maxLength, isNumeric, autofocus } = props
  const faultId = `${form}-fault-${name}`
  return (
    <div class="field">
      <label for={`${form}-${name}`}>{label}</label>
      <input
        id={`${form}-${name}`}
        name={name}
        type="password"
        {...(isNumeric ? { inputMode: 'numeric' } : {})}
        autocomplete={autocomplete}
        maxLength={maxLength}
        autofocus={autofocus}
        aria-invalid={fault !== undefined}
        aria-describedby={faultId}
        required
      />
      {fault !== undefined && (
        <p class="dialog-fault" role="alert" id={faultId}>
          ▲ {fault}
        </p>
      )}
    </div>
  )
}
