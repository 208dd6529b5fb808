import type { JSX } from 'preact'

interface DeviceFieldProps {
  label: string
  value: string
  type: (text: string) => void
  /** Longest text that it takes. */
  length: number
  /** Of a code: large capitals, without help by the browser. */
  isCode?: boolean
}

/** A line of text with its label above. */
export const DeviceField = ({ label, value, type, length, isCode }: DeviceFieldProps): JSX.Element => (
  <label class="field">
    <span>{label}</span>
    <input
      class={isCode ? 'device-code digits' : undefined}
      value={value}
      maxLength={length}
      autocomplete="off"
      autocapitalize={isCode ? 'characters' : 'off'}
      spellcheck={false}
      autofocus={isCode}
      onInput={({ currentTarget }) => type(currentTarget.value)}
    />
  </label>
)
