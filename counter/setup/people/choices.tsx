import type { JSX } from 'preact'

interface ChoicesProps {
  title: string
  options: readonly { id: string; name: string; more?: string }[]
  chosen: readonly string[]
  choose: (chosen: readonly string[]) => void
  describedBy?: string
  isInvalid?: boolean
}

/** A list out of which several may be chosen. */
export function Choices(props: ChoicesProps): JSX.Element {
  const { title, options, chosen, choose, describedBy, isInvalid } = props
  return (
    <fieldset class="choices" aria-describedby={describedBy}>
      <legend>{title}</legend>
      <div class={options.some(({ more }) => more) ? 'choices-list choices-long' : 'choices-list'}>
        {options.map(({ id, name, more }, place) => (
          <label key={id} class="choice-box">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              aria-invalid={isInvalid && place === 0}
              onChange={({ currentTarget }) =>
                choose(currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            <span>
              <b>{name}</b>
              {more && <span class="choice-more">{more}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
