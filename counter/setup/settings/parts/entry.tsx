import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'

interface EntryProps {
  readonly id?: string
  readonly isOpenAtFirst: boolean
  readonly onOpen?: () => void
  readonly children: ComponentChildren
}

/** An entry of a list that opens to its fields. Afterwards only its reader opens and closes it, whatever is typed. */
export function Entry({ id, isOpenAtFirst, onOpen, children }: EntryProps): JSX.Element {
  const [isOpen] = useState(isOpenAtFirst)
  return (
    <details class="settings-entry" open={isOpen} {...{ id }} onToggle={onOpen}>
      {children}
    </details>
  )
}
