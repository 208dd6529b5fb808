import type { JSX, TargetedMouseEvent } from 'preact'
import type { CounterView } from '../../server/hall/views/view-types.ts'
import type { ConsoleKey } from './console-translations.ts'
import { type KeyName, keyLetters, keyNames, keyState, primaryState } from './counter-phase.ts'
import type { ConsoleState } from './use-console.ts'

/** Id of the primary key, which gets the focus when a panel or dialog closes. */
export const primaryId = 'primary'

/** Removes the focus after a pointer press, so that Space always presses the primary key. */
const pressed =
  (act: () => void) =>
  (event: TargetedMouseEvent<HTMLButtonElement>): void => {
    if (event.detail > 0) event.currentTarget.blur()
    act()
  }

/** All keys of the console. In the strip a key shows its letter alone; its note is for screen readers. */
export function KeyPad({ state, strip }: { state: ConsoleState; strip: boolean }): JSX.Element {
  return (
    <div class="pad">
      <PrimaryKey state={state} />
      <fieldset class="pad-keys" aria-label={state.translations.t('key.group')}>
        {keyNames.map((name) => (
          <Key key={name} name={name} state={state} strip={strip} />
        ))}
      </fieldset>
    </div>
  )
}

const nextLabel = (view: CounterView): string | undefined =>
  Object.values(view.next).find((one) => one.place === 1)?.label

function PrimaryKey({ state }: { state: ConsoleState }): JSX.Element {
  const { t } = state.translations
  const primary = primaryState(state.view, state.phase)
  const disabled = !state.ready || !primary.enabled
  const label = nextLabel(state.view)
  const note = !state.ready
    ? t('primary.offline')
    : primary.note === 'nobody-waits' || primary.note === 'nobody-after'
      ? t(`primary.${primary.note}`)
      : primary.note === 'who-is-next' && label
        ? t('primary.who-is-next', { label })
        : ''
  return (
    <button
      type="button"
      id={primaryId}
      class={`primary primary-${primary.name}`}
      aria-disabled={disabled}
      aria-busy={state.sending}
      aria-keyshortcuts="Space Enter"
      onClick={pressed(state.pressPrimary)}
    >
      <span class="primary-label">{t(`primary.${primary.name}`)}</span>
      <span class="primary-note">
        {!disabled && <kbd>{t('primary.press')}</kbd>}
        {note && <span>{note}</span>}
      </span>
    </button>
  )
}

function Key({ name, state, strip }: { name: KeyName; state: ConsoleState; strip: boolean }): JSX.Element {
  const { t } = state.translations
  const shown = keyState(name, state.view, state.phase, state.now, state.lastCallAt)
  const disabled = !state.ready || !shown.enabled
  const letter = keyLetters[name]
  return (
    <button
      type="button"
      class={`key ${shown.offered ? 'key-offered' : ''}`}
      aria-disabled={disabled}
      aria-expanded={state.panel === name || undefined}
      aria-keyshortcuts={state.preferences.letters ? letter : undefined}
      onClick={pressed(() => state.pressKey(name))}
    >
      <span class="key-name">{t(isUnpause(name, state) ? 'key.unpause' : `key.${name}`)}</span>
      <span class="key-note">
        {state.preferences.letters && <kbd>{letter}</kbd>}
        <span class={strip && shown.inSeconds === undefined ? 'visually-hidden' : undefined}>
          {strip && shown.inSeconds !== undefined
            ? t('undo.seconds', { n: shown.inSeconds })
            : t(...noteOf(name, state))}
        </span>
      </span>
    </button>
  )
}

const isUnpause = (name: KeyName, { view, phase }: ConsoleState): boolean =>
  name === 'pause' && view.state === 'paused' && phase !== 'paused'

/** Note under a key: why it is disabled, when it is advised, or its effect. */
function noteOf(name: KeyName, state: ConsoleState): [ConsoleKey, Record<string, number>?] {
  const { view, phase, now, lastCallAt } = state
  if (!state.ready) return ['key.disabled.offline']
  const { disabledBecause, inSeconds, offered } = keyState(name, view, phase, now, lastCallAt)
  if (inSeconds !== undefined) return [name === 'no-show' ? 'key.early' : 'key.in', { n: inSeconds }]
  if (disabledBecause) return [`key.disabled.${disabledBecause}`]
  if (offered) return ['key.offered']
  if (name === 'recall') return ['key.calls', { n: view.active?.callsHere ?? 0 }]
  if (name === 'no-show') return ['key.offered']
  if (name === 'pause' && isUnpause(name, state)) return ['key.note.unpause']
  if (name === 'pause' && view.active) return ['key.note.pause-after']
  return [`key.note.${name}`]
}
