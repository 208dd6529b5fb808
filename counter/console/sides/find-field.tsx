import type { JSX, TargetedSubmitEvent } from 'preact'
import { limits } from '../../limits.ts'
import type { ConsoleState } from '../use-console.ts'
import { type Find, findId } from './use-find.ts'

interface FindFieldProps {
  state: ConsoleState
  find: Find
  strip: boolean
}

/** Calls a ticket by its label, or resumes it when it is held. A scanner types here, wherever the focus is. */
export function FindField({ state, find, strip }: FindFieldProps): JSX.Element {
  const { t } = state.translations
  const disabled = !state.ready || state.phase !== 'free' || find.typed.trim() === ''
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!disabled) find.submit()
  }
  return (
    <search>
      <form class="find" onSubmit={onSubmit}>
        <label for={findId} class={strip ? 'visually-hidden' : undefined}>
          {t('find.label')}
        </label>
        <input
          id={findId}
          class="digits"
          value={find.typed}
          placeholder={t('find.example')}
          maxLength={limits.findLength}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-keyshortcuts={state.preferences.letters ? '/' : undefined}
          onInput={(event) => find.type(event.currentTarget.value)}
        />
        <button type="submit" class="row-key" aria-disabled={disabled} aria-label={t('find.go-of')}>
          {t(find.isHeld ? 'list.resume' : 'find.go')}
        </button>
      </form>
    </search>
  )
}
