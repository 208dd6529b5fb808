import { useEffect, useRef } from 'preact/hooks'
import { keyLetters, keyNames } from './counter-phase.ts'
import { findId } from './find-field.tsx'
import { primaryId } from './key-pad.tsx'
import type { ConsoleState } from './use-console.ts'

const isTyping = (target: Element): boolean =>
  target.closest('textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])') !== null

/**
 * The keyboard of the console. Letters rest in inputs, in dialogs and when switched off; a key held down counts
 * once; with a modifier it belongs to the browser.
 */
export function useShortcuts(desk: ConsoleState): void {
  const now = useRef(desk)
  now.current = desk
  useEffect(() => {
    const press = (event: KeyboardEvent): void => onKey(event, now.current)
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function onKey(event: KeyboardEvent, desk: ConsoleState): void {
  const target = event.target instanceof Element ? event.target : document.body
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
  if (event.key === 'Escape') return onEscape(target, desk)
  if (isTyping(target)) return
  if (event.repeat) {
    // Held down: a button would be pressed again and again, a page would scroll.
    if (event.key !== 'Tab' && !event.key.startsWith('Arrow')) event.preventDefault()
    return
  }
  if (document.querySelector('dialog[open]')) return
  if (event.key === ' ' || event.key === 'Enter') return onPrimary(event, target, desk)
  if (!desk.preferences.letters || event.key.length !== 1) return
  onCharacter(event, desk)
}

function onEscape(target: Element, desk: ConsoleState): void {
  if (target.id === findId) document.getElementById(primaryId)?.focus()
  else if (desk.tray && !document.querySelector('dialog[open]')) desk.openTray(undefined)
}

function onPrimary(event: KeyboardEvent, target: Element, desk: ConsoleState): void {
  // A control that has the focus answers for itself.
  if (desk.tray || target.closest('button, a, input, summary, [tabindex="0"]')) return
  event.preventDefault()
  desk.pressPrimary()
}

function onCharacter(event: KeyboardEvent, desk: ConsoleState): void {
  const letter = event.key.toUpperCase()
  if (letter === '/') {
    event.preventDefault()
    document.getElementById(findId)?.focus()
  } else if (letter === 'Z') desk.undo()
  else if (desk.tray && /^[1-9]$/.test(letter))
    document.querySelector<HTMLElement>(`.tray [data-digit="${letter}"]`)?.click()
  else {
    const key = keyNames.find((name) => keyLetters[name] === letter)
    if (!key) return
    event.preventDefault()
    desk.pressKey(key)
  }
}
