import type { JSX } from 'preact'
import { type FormControl, settingsForm } from '../../../../server/protocol/settings/form.ts'
import { isInverse, isSwitchedOn } from '../parts/setting-words.ts'
import { type ControlProps, clockIn, described, numberIn } from './control-props.ts'
import { HoursControl } from './hours-control.tsx'
import { LanguagesControl } from './languages-control.tsx'
import { CategoriesControl, ServicesControl } from './lists-control.tsx'
import { PictogramControl } from './pictogram-control.tsx'
import { LinesControl, TextsControl } from './texts-control.tsx'
import { zoneNames } from './zone-names.ts'

/** A control for each kind of field. */
export const controls: Readonly<Record<Exclude<FormControl, 'fixed'>, (props: ControlProps) => JSX.Element>> =
  {
    text: TextControl,
    texts: TextsControl,
    'texts-list': LinesControl,
    number: NumberControl,
    choice: ChoiceControl,
    switch: SwitchControl,
    clock: ClockControl,
    hours: HoursControl,
    languages: LanguagesControl,
    zone: ZoneControl,
    categories: CategoriesControl,
    services: ServicesControl,
    pictogram: PictogramControl,
  }

const textOf = (value: unknown): string => (value === undefined ? '' : String(value))

function TextControl(props: ControlProps): JSX.Element {
  const { id, value, limits, form, change } = props
  return (
    <input
      {...described(props)}
      id={id}
      class={form === 'services.*.prefix' ? 'setting-short' : undefined}
      value={textOf(value)}
      maxLength={limits.length}
      autocomplete="off"
      spellcheck={false}
      onInput={({ currentTarget }) => change(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  )
}

function NumberControl(props: ControlProps): JSX.Element {
  const { id, value, form, change, translations } = props
  const { unit } = settingsForm[form] as { unit?: 'minutes' | 'seconds' | 'times' }
  return (
    <span class="setting-number">
      <input
        {...described(props)}
        id={id}
        inputMode="decimal"
        value={textOf(value)}
        autocomplete="off"
        onInput={({ currentTarget }) => change(numberIn(currentTarget.value, props))}
      />
      {unit && <span>{translations.t(`settings.unit.${unit}`)}</span>}
    </span>
  )
}

function ChoiceControl(props: ControlProps): JSX.Element {
  const { id, value, options = [], change } = props
  return (
    <select
      {...described(props)}
      id={id}
      value={textOf(value)}
      onChange={({ currentTarget }) => change(currentTarget.value === '' ? undefined : currentTarget.value)}
    >
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.name}
        </option>
      ))}
    </select>
  )
}

function SwitchControl(props: ControlProps): JSX.Element {
  const { id, value, limits, form, change, translations } = props
  const isOn = isSwitchedOn(form, value)
  return (
    <label class="choice-box">
      <input
        {...described(props)}
        id={id}
        type="checkbox"
        checked={isOn}
        onChange={({ currentTarget: { checked } }) => {
          const next = isInverse(form) ? !checked : checked
          change(next || (limits.default === undefined ? undefined : false))
        }}
      />
      <span>{translations.t(isOn ? 'settings.on' : 'settings.off')}</span>
    </label>
  )
}

function ClockControl(props: ControlProps): JSX.Element {
  const { id, value, change } = props
  return (
    <input
      {...described(props)}
      id={id}
      class="setting-clock digits"
      inputMode="numeric"
      maxLength={5}
      value={textOf(value)}
      autocomplete="off"
      onInput={({ currentTarget }) => change(clockIn(currentTarget.value))}
    />
  )
}

function ZoneControl(props: ControlProps): JSX.Element {
  const { id, value, change } = props
  return (
    <>
      <input
        {...described(props)}
        id={id}
        list={`${id}-names`}
        value={textOf(value)}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      <datalist id={`${id}-names`}>
        {zoneNames().map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}
