import { useEffect, useRef } from 'preact/hooks'
import { shortcutOf } from '../../display/parts/key-place.ts'
import { keyLetters, keyNames } from './counter-phase.ts'
import { primaryId } from './key-pad.tsx'
import { findId } from './sides/use-find.ts'
import type { ConsoleState } from './use-console.ts'

const isTyping = (target: Element): boolean =>
  target.closest('textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])') !== null

/**
 * Keyboard shortcuts of the console. Letters are ignored in inputs, in dialogs and when switched off, a repeated
 * keydown always, and keys with a modifier are left to the browser.
 */
export function useShortcuts(state: ConsoleState): void {
  const now = useRef(state)
  now.current = state
  useEffect(() => {
    const press = (event: KeyboardEvent): void => onKey(event, now.current)
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function onKey(event: KeyboardEvent, state: ConsoleState): void {
  const target = event.target instanceof Element ? event.target : document.body
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
  if (event.key === 'Escape') return onEscape(target, state)
  if (isTyping(target)) return
  if (event.repeat) {
    // Auto-repeat would press a button again and again, or scroll the page.
    if (event.key !== 'Tab' && !event.key.startsWith('Arrow')) event.preventDefault()
    return
  }
  if (document.querySelector('dialog[open]')) return
  if (event.key === ' ' || event.key === 'Enter') return onPrimary(event, target, state)
  if (state.preferences.letters) onCharacter(event, state)
}

function onEscape(target: Element, state: ConsoleState): void {
  if (target.id === findId) document.getElementById(primaryId)?.focus()
  else if (state.panel && !document.querySelector('dialog[open]')) state.openPanel(undefined)
}

function onPrimary(event: KeyboardEvent, target: Element, state: ConsoleState): void {
  // Space and Enter press the focused control natively.
  if (state.panel || target.closest('button, a, input, summary, [tabindex="0"]')) return
  event.preventDefault()
  state.pressPrimary()
}

function onCharacter(event: KeyboardEvent, state: ConsoleState): void {
  const letter = shortcutOf(event)
  if (letter === '/') {
    event.preventDefault()
    document.getElementById(findId)?.focus()
  } else if (letter === 'Z') state.undo()
  else if (state.panel && /^[1-9]$/.test(letter))
    document.querySelector<HTMLElement>(`.panel [data-digit="${letter}"]`)?.click()
  else {
    const key = keyNames.find((name) => keyLetters[name] === letter)
    if (!key) return
    event.preventDefault()
    state.pressKey(key)
  }
}
