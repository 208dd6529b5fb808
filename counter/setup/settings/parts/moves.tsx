import type { JSX } from 'preact'
import type { FormProps } from '../form-props.ts'

interface MovesProps extends Pick<FormProps, 'translations'> {
  readonly name: string
  /** The place of the entry, of `count`. */
  readonly at: number
  readonly count: number
  readonly move: (to: number) => void
}

/** The keys that move an entry of a list, and a handle by which a pointer drags it. */
export function Moves({ name, at, count, move, translations: { t } }: MovesProps): JSX.Element {
  return (
    <span class="settings-moves">
      <span
        class="settings-drag"
        aria-hidden="true"
        title={t('settings.drag')}
        onPointerDown={(event) => {
          event.preventDefault()
          drag(event.currentTarget.closest('ul'), at, move)
        }}
      />
      <button
        type="button"
        class="setting-small"
        disabled={at === 0}
        aria-label={t('settings.up.of', { name })}
        onClick={() => move(at - 1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="setting-small"
        disabled={at === count - 1}
        aria-label={t('settings.down.of', { name })}
        onClick={() => move(at + 1)}
      >
        ↓
      </button>
    </span>
  )
}

/** Moves an entry to where the pointer is, until it is let go. `move` is that of the beginning: the others keep their order. */
function drag(list: Element | null, at: number, move: (to: number) => void): void {
  let last = at
  const follow = ({ clientY }: PointerEvent): void => {
    const over = [...(list?.children ?? [])].findIndex((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      return clientY >= top && clientY < bottom
    })
    if (over < 0 || over === last) return
    last = over
    move(over)
  }
  const end = (): void => {
    removeEventListener('pointermove', follow)
    for (const name of ['pointerup', 'pointercancel'] as const) removeEventListener(name, end)
  }
  addEventListener('pointermove', follow)
  for (const name of ['pointerup', 'pointercancel'] as const) addEventListener(name, end)
}
