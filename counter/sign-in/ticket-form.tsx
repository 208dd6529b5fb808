import type { ComponentChildren, JSX, TargetedSubmitEvent } from 'preact'

interface TicketFormProps {
  /** On the stub of the ticket. */
  stub: string | undefined
  title: string
  /** Sentences above the fields. */
  leads: readonly string[]
  fields: ComponentChildren
  fault: string | undefined
  go: string
  busy: boolean
  isTall?: boolean
  /** Called with the fields, and not while `busy`. */
  submit: (fields: FormData, form: HTMLFormElement) => void
  /** Other ways, below the key. */
  children: ComponentChildren
}

/** A form drawn as a ticket, by which people prove who they are. */
export function TicketForm(props: TicketFormProps): JSX.Element {
  const { stub, title, leads, fields, fault, go, busy, isTall, submit, children } = props
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!busy) submit(new FormData(event.currentTarget), event.currentTarget)
  }
  return (
    <form class="sign-in-ticket" onSubmit={onSubmit} noValidate>
      <div class="sign-in-stub" aria-hidden="true">
        <span>{stub}</span>
      </div>
      <div class={isTall ? 'sign-in-body is-choosing' : 'sign-in-body'}>
        <h1>{title}</h1>
        {leads.map((lead) => (
          <p key={lead} class="sign-in-lead">
            {lead}
          </p>
        ))}
        {fields}
        <p class="sign-in-fault" role="alert">
          {fault !== undefined && `▲ ${fault}`}
        </p>
        <button type="submit" class="sign-in-go" aria-disabled={busy}>
          {go}
        </button>
        {children}
      </div>
    </form>
  )
}
