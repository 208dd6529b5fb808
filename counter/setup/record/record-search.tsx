import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import { wireLimits } from '../../../server/protocol/limits.ts'
import { recordKinds } from '../../../server/protocol/maintenance/record-kinds.ts'
import { limits } from '../../limits.ts'
import type { SectionProps } from '../section-props.ts'
import { anything, type RecordQuery } from './record-query.ts'

interface RecordSearchProps extends Pick<SectionProps, 'translations'> {
  query: RecordQuery
  search: (query: RecordQuery) => void
}

/** The fields by which rows are found. */
export function RecordSearch({ query, search, translations: { t } }: RecordSearchProps): JSX.Element {
  const [typed, setTyped] = useState(query)
  const change = (part: Partial<RecordQuery>): void => setTyped((now) => ({ ...now, ...part }))
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    search(typed)
  }
  const field = (name: 'who' | 'device' | 'ticket', length: number): JSX.Element => (
    <label class="field">
      <span>{t(`record.field.${name}`)}</span>
      <input
        name={name}
        value={typed[name]}
        maxLength={length}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
    </label>
  )
  return (
    <form class="section-card section-form record-search" onSubmit={submit}>
      <label class="field">
        <span>{t('record.field.day')}</span>
        <input
          type="date"
          name="day"
          value={typed.day}
          onInput={({ currentTarget }) => change({ day: currentTarget.value })}
        />
      </label>
      {field('ticket', limits.labelLength)}
      {field('who', limits.badgeLength)}
      {field('device', wireLimits.idLength)}
      <label class="field">
        <span>{t('record.field.what')}</span>
        <select value={typed.what} onChange={({ currentTarget }) => change({ what: currentTarget.value })}>
          <option value="">{t('record.any')}</option>
          {recordKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <div class="section-keys">
        <button type="submit" class="dialog-go">
          {t('record.search')}
        </button>
        <button
          type="button"
          class="row-key"
          onClick={() => {
            setTyped(anything)
            search(anything)
          }}
        >
          {t('record.latest')}
        </button>
      </div>
    </form>
  )
}
