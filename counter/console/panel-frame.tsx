import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { primaryId } from './key-pad.tsx'
import type { ConsoleState } from './use-console.ts'

export interface PanelFrameProps {
  state: ConsoleState
  title: string
  lead?: string
  children: ComponentChildren
}

/** Takes the focus when it opens and gives it to the primary key when it goes. */
export function PanelFrame({ state, title, lead, children }: PanelFrameProps): JSX.Element {
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => document.getElementById(primaryId)?.focus()
  }, [])
  return (
    <section class="tray" ref={frame} aria-labelledby="tray-title">
      <header>
        <h2 id="tray-title">{title}</h2>
        {lead && <p class="tray-lead">{lead}</p>}
        <button type="button" class="row-key tray-close" onClick={() => state.openPanel(undefined)}>
          {state.translations.t('tray.close')} <kbd>Esc</kbd>
        </button>
      </header>
      {children}
    </section>
  )
}

export interface ChoiceProps {
  /** Pressed with this digit while the panel is open. */
  digit: number
  letters: boolean
  first?: boolean
  press: () => void
  /** Looked at: focused or under the pointer. */
  look?: () => void
  children: ComponentChildren
}

export function Choice({ digit, letters, first, press, look, children }: ChoiceProps): JSX.Element {
  return (
    <button
      type="button"
      class="choice"
      data-digit={digit}
      data-first={first}
      aria-keyshortcuts={letters ? String(digit) : undefined}
      onFocus={look}
      onPointerEnter={look}
      onClick={press}
    >
      {letters && <kbd>{digit}</kbd>}
      <span>{children}</span>
    </button>
  )
}
