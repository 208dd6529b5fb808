import type { ComponentChildren, JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { pageLock } from './sign-in/lock-state.ts'

interface DialogFrameProps {
  title: string
  step?: string
  close: () => void
  /** Id of the element that gets the focus on close; by default the element that had it. */
  back?: string
  children: ComponentChildren
}

/** A native modal dialog; Escape closes it and restores the focus, unless the page is locked. */
export function DialogFrame({ title, step, close, back, children }: DialogFrameProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const before = useRef(document.activeElement)
  // The dialog opens before the next key is read, because that key is meant for it; after it the focus is back in time.
  useLayoutEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    return () => {
      // Everything outside of an open modal dialog is inert, and takes no focus.
      opened?.close()
      const to = back === undefined ? before.current : document.getElementById(back)
      if (to instanceof HTMLElement) to.focus()
    }
  }, [])
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault()
        if (!pageLock.value) close()
      }}
    >
      <div class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        {step && <p>{step}</p>}
      </div>
      {children}
    </dialog>
  )
}
