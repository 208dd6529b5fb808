import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { hallTime } from '../../../display/parts/hall-time.ts'
import type { StaffTicket } from '../../../server/hall/views/view-types.ts'
import type { ResultOf } from '../../../server/protocol/commands.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import type { ConsoleState } from '../use-console.ts'

interface NotesKeyProps {
  state: ConsoleState
  ticket: StaffTicket
  look: 'chip chip-key' | 'row-key'
}

/** Reads the notes of a ticket at this counter, on request only, because each reading is recorded. */
export function NotesKey({ state, ticket, look }: NotesKeyProps): JSX.Element | null {
  const [read, setRead] = useState<ResultOf<'read-notes'>>()
  const { t } = state.translations
  if (ticket.notes === 0) return null
  return (
    <>
      <button
        type="button"
        class={look}
        aria-disabled={!state.ready}
        onClick={() =>
          void state.submit('read-notes', { ...state.here, ticket: ticket.ticket }).then((answer) => {
            if (answer?.ok) setRead(answer.result)
          })
        }
      >
        {t('notes.read', { n: ticket.notes })}
      </button>
      {read && <NotesDialog state={state} read={read} close={() => setRead(undefined)} />}
    </>
  )
}

interface NotesDialogProps {
  state: ConsoleState
  read: ResultOf<'read-notes'>
  close: () => void
}

function NotesDialog({ state, read, close }: NotesDialogProps): JSX.Element {
  const { t } = state.translations
  return (
    <DialogFrame title={t('notes.title', { label: read.label })} step={t('notes.recorded')} close={close}>
      <ul class="written" data-scrolls>
        {read.notes.map(({ by, at, words }) => (
          <li key={at}>
            <p class="written-words" dir="auto">
              {words ?? t('notes.gone')}
            </p>
            <p class="written-by">
              {t('notes.from', {
                badge: by.replace(/^staff:/u, ''),
                time: hallTime(at, state.view.timeZone),
              })}
            </p>
          </li>
        ))}
      </ul>
      <div class="dialog-keys">
        <button type="button" class="dialog-go" onClick={close}>
          {t('panel.close')}
        </button>
      </div>
    </DialogFrame>
  )
}
