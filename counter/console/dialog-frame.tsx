import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { primaryId } from './key-pad.tsx'

interface DialogFrameProps {
  title: string
  step?: string
  close: () => void
  children: ComponentChildren
}

/** A native modal dialog; Escape closes it, and the primary key gets the focus back. */
export function DialogFrame({ title, step, close, children }: DialogFrameProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    return () => document.getElementById(primaryId)?.focus()
  }, [])
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <header>
        <h2 id="dialog-title">{title}</h2>
        {step && <p>{step}</p>}
      </header>
      {children}
    </dialog>
  )
}
