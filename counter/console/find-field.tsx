import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import { limits } from '../limits.ts'
import type { ConsoleState } from './use-console.ts'

/** Where `/` leads. */
export const findId = 'find'

/** A customer with a number stands here: call it, or go on with it if it is held. The server knows all numbers. */
export function FindField({ desk, strip }: { desk: ConsoleState; strip: boolean }): JSX.Element {
  const { t } = desk.tongue
  const [typed, setTyped] = useState('')
  const label = typed.trim().toUpperCase()
  const held = Object.values(desk.view.held).find((one) => one.label === label)
  const rests = !desk.ready || desk.moment !== 'free' || label === ''
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (rests) return
    const answer = held
      ? await desk.give('resume', { ...desk.here, ticket: held.ticket })
      : await desk.give('call-ticket', { ...desk.here, label })
    if (answer?.ok) setTyped('')
  }
  return (
    <search>
      <form class="find" onSubmit={submit}>
        <label for={findId} class={strip ? 'heard-only' : undefined}>
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
          aria-keyshortcuts={desk.preferences.letters ? '/' : undefined}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="row-key" aria-disabled={rests} aria-label={t('find.go-of')}>
          {t(held ? 'list.resume' : 'find.go')}
        </button>
      </form>
    </search>
  )
}
