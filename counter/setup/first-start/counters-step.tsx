import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { CounterRow } from '../settings/counters/counter-row.tsx'
import type { FormProps } from '../settings/form-props.ts'

/** The counters; each opens to its name and the profile by which it calls. */
export function CountersStep(form: FormProps): JSX.Element {
  const { settings, translations } = form
  const { t } = translations
  const { counters } = settings.draft
  const [added, setAdded] = useState<string>()
  const add = (): void => {
    const numbers = Object.keys(counters).map(Number).filter(Number.isInteger)
    const id = String(Math.max(0, ...numbers) + 1)
    // A further counter is most often like the one before.
    const profile = Object.values(counters).at(-1)?.profile ?? ''
    settings.set(['counters', id], { name: { [t.language]: t('guide.counter', { n: id }) }, profile })
    setAdded(id)
  }
  return (
    <>
      <ul class="settings-rows">
        {Object.keys(counters).map((id, _, all) => (
          <CounterRow key={id} {...form} id={id} isOpen={id === added} isLast={all.length === 1} />
        ))}
      </ul>
      <button type="button" class="row-key settings-add" onClick={add}>
        {t('counters.add')}
      </button>
    </>
  )
}
