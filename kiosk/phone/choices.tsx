import { useEffect, useState } from 'preact/hooks'
import type { Answer } from '../../server/protocol/messages.ts'
import { phoneLimits } from './limits.ts'
import { type TicketContext, troubleOf } from './ticket-context.ts'

/** Actions of a waiting customer: let others go first, or leave, which a second tap confirms. */
export function Choices({ context }: { context: TicketContext }) {
  const [open, setOpen] = useState<'let-go' | 'leave' | undefined>(undefined)
  const [message, setMessage] = useState('')
  const [isSending, setSending] = useState(false)
  const { t, status } = context
  useEffect(() => {
    if (open !== 'leave') return undefined
    const later = setTimeout(() => setOpen(undefined), phoneLimits.confirmWithinMs)
    return () => clearTimeout(later)
  }, [open])
  const send = async <R,>(submit: () => Promise<Answer<R>>, done: (result: R) => string) => {
    setSending(true)
    setMessage(t('sending'))
    const answer = await submit()
    setSending(false)
    setOpen(undefined)
    setMessage(answer.ok ? done(answer.result) : (troubleOf(answer, t) ?? ''))
  }
  const { act, ticketKey: key } = context
  const leave = () =>
    send(
      () => act('leave', { key }),
      () => '',
    )
  const letGoFirst = (count: number) =>
    send(
      () => act('let-go-first', { key, count }),
      () => t('let-go.done'),
    )
  const isDisabled = isSending || status === 'lost'
  return (
    <section class="choices">
      <p class="status" role="status">
        {open === 'leave' ? t('leave.warn') : message}
      </p>
      {open === 'let-go' ? (
        <LetGo
          context={context}
          isDisabled={isDisabled}
          take={(count) => void letGoFirst(count)}
          close={() => setOpen(undefined)}
        />
      ) : (
        <button type="button" class="key" disabled={isDisabled} onClick={() => setOpen('let-go')}>
          {t('let-go')}
        </button>
      )}
      <button
        type="button"
        class={open === 'leave' ? 'key key-danger' : 'key key-quiet'}
        data-key="leave"
        disabled={isDisabled}
        onClick={() => (open === 'leave' ? void leave() : setOpen('leave'))}
      >
        {t(open === 'leave' ? 'leave.sure' : 'leave')}
      </button>
    </section>
  )
}

interface LetGoProps {
  context: TicketContext
  isDisabled: boolean
  take: (count: number) => void
  close: () => void
}

function LetGo({ context: { t }, isDisabled, take, close }: LetGoProps) {
  return (
    <fieldset class="let-go">
      <legend>{t('let-go.title')}</legend>
      {Array.from({ length: phoneLimits.maxLetGo }, (_, index) => index + 1).map((count) => (
        <button type="button" class="key" key={count} disabled={isDisabled} onClick={() => take(count)}>
          {t('let-go.count', { count })}
        </button>
      ))}
      <button type="button" class="key key-quiet" onClick={close}>
        {t('let-go.cancel')}
      </button>
    </fieldset>
  )
}
