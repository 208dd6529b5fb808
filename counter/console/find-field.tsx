import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import { limits } from '../limits.ts'
import type { ConsoleState } from './use-console.ts'

/** Id of the field that the shortcut `/` focuses. */
export const findId = 'find'

/** Calls a ticket by its label, or resumes it when it is held. The server looks the label up, because a view has few. */
export function FindField({ state, strip }: { state: ConsoleState; strip: boolean }): JSX.Element {
  const { t } = state.translations
  const [typed, setTyped] = useState('')
  const label = typed.trim().toUpperCase()
  const held = Object.values(state.view.held).find((one) => one.label === label)
  const disabled = !state.ready || state.phase !== 'free' || label === ''
  const onSubmit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (disabled) return
    const answer = held
      ? await state.submit('resume', { ...state.here, ticket: held.ticket })
      : await state.submit('call-ticket', { ...state.here, label })
    if (answer?.ok) setTyped('')
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
          value={typed}
          placeholder={t('find.example')}
          maxLength={limits.labelLength}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-keyshortcuts={state.preferences.letters ? '/' : undefined}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="row-key" aria-disabled={disabled} aria-label={t('find.go-of')}>
          {t(held ? 'list.resume' : 'find.go')}
        </button>
      </form>
    </search>
  )
}
