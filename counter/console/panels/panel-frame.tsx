import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { primaryId } from '../key-pad.tsx'
import type { ConsoleState } from '../use-console.ts'

interface PanelFrameProps {
  state: ConsoleState
  title: string
  lead?: string
  children: ComponentChildren
}

/** Takes the focus on open and gives it to the primary key on close. */
export function PanelFrame({ state, title, lead, children }: PanelFrameProps): JSX.Element {
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => document.getElementById(primaryId)?.focus()
  }, [])
  return (
    <section class="panel" ref={frame} aria-labelledby="panel-title">
      <header>
        <h2 id="panel-title">{title}</h2>
        {lead && <p class="panel-lead">{lead}</p>}
        <button type="button" class="row-key panel-close" onClick={() => state.openPanel(undefined)}>
          {state.translations.t('panel.close')} <kbd>Esc</kbd>
        </button>
      </header>
      {children}
    </section>
  )
}

interface ChoiceProps {
  /** Shortcut of this choice while the panel is open. */
  digit: number
  letters: boolean
  first?: boolean
  press: () => void
  /** Called on focus and when the pointer enters. */
  highlight?: () => void
  children: ComponentChildren
}

export function Choice({ digit, letters, first, press, highlight, children }: ChoiceProps): JSX.Element {
  return (
    <button
      type="button"
      class="choice"
      data-digit={digit}
      data-first={first}
      aria-keyshortcuts={letters ? String(digit) : undefined}
      onFocus={highlight}
      onPointerEnter={highlight}
      onClick={press}
    >
      {letters && <kbd>{digit}</kbd>}
      <span>{children}</span>
    </button>
  )
}
