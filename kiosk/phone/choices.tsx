import { useEffect, useState } from 'preact/hooks'
import type { Answer } from '../../server/protocol/messages.ts'
import { phoneLimits } from './limits.ts'
import { type TicketContext, troubleOf } from './ticket-context.ts'

/** What a waiting customer may do: let others go first, or give up, which takes a second tap. */
export function Choices({ context }: { context: TicketContext }) {
  const [open, setOpen] = useState<'let-go' | 'leave' | undefined>(undefined)
  const [said, setSaid] = useState('')
  const [isSending, setSending] = useState(false)
  const { t, status } = context
  useEffect(() => {
    if (open !== 'leave') return undefined
    const later = setTimeout(() => setOpen(undefined), phoneLimits.confirmWithin)
    return () => clearTimeout(later)
  }, [open])
  const send = async <R,>(give: () => Promise<Answer<R>>, done: (result: R) => string) => {
    setSending(true)
    setSaid(t('sending'))
    const told = await give()
    setSending(false)
    setOpen(undefined)
    setSaid(told.ok ? done(told.result) : (troubleOf(told, t) ?? ''))
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
      ({ ahead }) => t('let-go.done', { count: ahead }),
    )
  const isIdle = isSending || status === 'lost'
  return (
    <section class="choices">
      <p class="said" role="status">
        {open === 'leave' ? t('leave.warn') : said}
      </p>
      {open === 'let-go' ? (
        <LetGo
          context={context}
          isIdle={isIdle}
          take={(count) => void letGoFirst(count)}
          close={() => setOpen(undefined)}
        />
      ) : (
        <button type="button" class="key" disabled={isIdle} onClick={() => setOpen('let-go')}>
          {t('let-go')}
        </button>
      )}
      <button
        type="button"
        class={open === 'leave' ? 'key key-danger' : 'key key-quiet'}
        data-key="leave"
        disabled={isIdle}
        onClick={() => (open === 'leave' ? void leave() : setOpen('leave'))}
      >
        {t(open === 'leave' ? 'leave.sure' : 'leave')}
      </button>
    </section>
  )
}

interface LetGoProps {
  context: TicketContext
  isIdle: boolean
  take: (count: number) => void
  close: () => void
}

function LetGo({ context: { t }, isIdle, take, close }: LetGoProps) {
  return (
    <fieldset class="let-go">
      <legend>{t('let-go.title')}</legend>
      {Array.from({ length: phoneLimits.letGoMost }, (_, place) => place + 1).map((count) => (
        <button type="button" class="key" key={count} disabled={isIdle} onClick={() => take(count)}>
          {t('let-go.count', { count })}
        </button>
      ))}
      <button type="button" class="key key-quiet" onClick={close}>
        {t('let-go.cancel')}
      </button>
    </fieldset>
  )
}
