import type { JSX, TargetedMouseEvent } from 'preact'
import type { CounterView } from '../../server/hall/views/view-types.ts'
import type { ConsoleKey } from './console-translations.ts'
import { type KeyName, keyLetters, keyNames, keyState, primaryState } from './counter-phase.ts'
import type { ConsoleState } from './use-console.ts'

/** Where focus returns to when a tray or dialog is done. */
export const primaryId = 'primary'

/** A key pressed by pointer gives the focus back, so that Space always means the primary key. */
const pressed =
  (act: () => void) =>
  (event: TargetedMouseEvent<HTMLButtonElement>): void => {
    if (event.detail > 0) event.currentTarget.blur()
    act()
  }

/** In the strip a key shows its letter alone; what stands beside it in the wide page is heard. */
export function KeyPad({ desk, strip }: { desk: ConsoleState; strip: boolean }): JSX.Element {
  return (
    <div class="pad">
      <PrimaryKey desk={desk} />
      <fieldset class="pad-keys" aria-label={desk.tongue.t('key.group')}>
        {keyNames.map((name) => (
          <Key key={name} name={name} desk={desk} strip={strip} />
        ))}
      </fieldset>
    </div>
  )
}

const nextLabel = (view: CounterView): string | undefined =>
  Object.values(view.next).find((one) => one.place === 1)?.label

function PrimaryKey({ desk }: { desk: ConsoleState }): JSX.Element {
  const { t } = desk.tongue
  const primary = primaryState(desk.view, desk.moment)
  const rests = !desk.ready || !primary.enabled
  const label = nextLabel(desk.view)
  const note = !desk.ready
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
      aria-disabled={rests}
      aria-busy={desk.sending}
      aria-keyshortcuts="Space Enter"
      onClick={pressed(desk.pressPrimary)}
    >
      <span class="primary-label">{t(`primary.${primary.name}`)}</span>
      <span class="primary-note">
        {!rests && <kbd>{t('primary.press')}</kbd>}
        {note && <span>{note}</span>}
      </span>
    </button>
  )
}

function Key({ name, desk, strip }: { name: KeyName; desk: ConsoleState; strip: boolean }): JSX.Element {
  const { t } = desk.tongue
  const state = keyState(name, desk.view, desk.moment, desk.now, desk.lastCallAt)
  const rests = !desk.ready || !state.enabled
  const letter = keyLetters[name]
  return (
    <button
      type="button"
      class={`key ${state.offered ? 'key-offered' : ''}`}
      aria-disabled={rests}
      aria-expanded={desk.tray === name || undefined}
      aria-keyshortcuts={desk.preferences.letters ? letter : undefined}
      onClick={pressed(() => desk.pressKey(name))}
    >
      <span class="key-name">{t(isUnpause(name, desk) ? 'key.unpause' : `key.${name}`)}</span>
      <span class="key-note">
        {desk.preferences.letters && <kbd>{letter}</kbd>}
        <span class={strip && state.inSeconds === undefined ? 'heard-only' : undefined}>
          {strip && state.inSeconds !== undefined
            ? t('undo.seconds', { n: state.inSeconds })
            : t(...noteOf(name, desk))}
        </span>
      </span>
    </button>
  )
}

const isUnpause = (name: KeyName, { view, moment }: ConsoleState): boolean =>
  name === 'pause' && view.state === 'paused' && moment !== 'paused'

/** The small line under a key: why it rests, when it is advised, or what it does. */
function noteOf(name: KeyName, desk: ConsoleState): [ConsoleKey, Record<string, number>?] {
  const { view, moment, now, lastCallAt } = desk
  if (!desk.ready) return ['key.rests.offline']
  const { rests, inSeconds, offered } = keyState(name, view, moment, now, lastCallAt)
  if (inSeconds !== undefined) return [name === 'no-show' ? 'key.early' : 'key.in', { n: inSeconds }]
  if (rests) return [`key.rests.${rests}`]
  if (offered) return ['key.offered']
  if (name === 'recall') return ['key.calls', { n: view.active?.callsHere ?? 0 }]
  if (name === 'no-show') return ['key.offered']
  if (name === 'pause' && isUnpause(name, desk)) return ['key.note.unpause']
  if (name === 'pause' && view.active) return ['key.note.pause-after']
  return [`key.note.${name}`]
}
