import type { JSX, TargetedSubmitEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { inLanguage } from '../../../display/words/languages.ts'
import { readableText } from '../../../server/protocol/readable-text.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import { limits } from '../../limits.ts'
import { customerTranslations } from '../console-translations.ts'
import { primaryId } from '../key-pad.tsx'
import type { ConsoleState } from '../use-console.ts'

type To = { service: string } | { counter: string } | { badge: string }
type Kind = 'service' | 'counter' | 'badge'
const kinds: readonly Kind[] = ['service', 'counter', 'badge']

interface Target {
  kind: Kind
  to: To
  name: string
  /** The name in the customer's language; of a colleague that of the counter. */
  customerName: string
}

/** Asks for the target, then for place and note. The ticket keeps its label, and its place unless changed here. */
export function TransferDialog({ state }: { state: ConsoleState }): JSX.Element | null {
  const [kind, setKind] = useState<Kind>('service')
  const [target, setTarget] = useState<Target>()
  const { active } = state.view
  if (!state.transferring || !active) return null
  const { t } = state.translations
  const close = (): void => {
    setTarget(undefined)
    state.openTransfer(false)
  }
  const step = t('transfer.step', { n: target ? 2 : 1 })
  return (
    <DialogFrame
      back={primaryId}
      title={t('transfer.title', { label: active.label })}
      step={step}
      close={close}
    >
      {target ? (
        <PlaceAndNote state={state} target={target} back={() => setTarget(undefined)} close={close} />
      ) : (
        <>
          <p class="dialog-lead">{t('transfer.where')}</p>
          <fieldset class="dialog-tabs" aria-label={t('transfer.where')}>
            {kinds.map((one) => (
              <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
                {t(`transfer.${one}`)}
              </button>
            ))}
          </fieldset>
          <Targets state={state} kind={kind} choose={setTarget} />
          <div class="dialog-keys">
            <button type="button" class="row-key" onClick={close}>
              {t('transfer.cancel')}
            </button>
          </div>
        </>
      )}
    </DialogFrame>
  )
}

function targetsOf(state: ConsoleState, kind: Kind): Target[] {
  const { view, translations } = state
  const customer = customerTranslations(view.active?.language, translations)
  const others = Object.entries(view.counters).filter(
    ([id, counter]) => id !== view.counter && counter.state !== 'closed',
  )
  if (kind === 'service')
    return Object.entries(view.queues)
      .filter(([service, queue]) => queue.open && service !== view.active?.service)
      .map(([service]) => {
        const { [service]: texts } = view.words.services
        return {
          kind,
          to: { service },
          name: translations.text(texts),
          customerName: customer.text(texts),
        }
      })
  if (kind === 'counter')
    return others.map(([counter]) => {
      const { [counter]: texts } = view.words.counters
      return { kind, to: { counter }, name: translations.text(texts), customerName: customer.text(texts) }
    })
  return others.flatMap(([counter, { badge }]) => {
    if (badge === undefined) return []
    const { [counter]: texts } = view.words.counters
    const name = translations.t('transfer.badge-of', { badge, counter })
    return [{ kind, to: { badge }, name, customerName: customer.text(texts) }]
  })
}

function Targets({
  state,
  kind,
  choose,
}: {
  state: ConsoleState
  kind: Kind
  choose: (one: Target) => void
}): JSX.Element {
  const targets = targetsOf(state, kind)
  if (targets.length === 0) return <p class="dialog-none">{state.translations.t('transfer.none-open')}</p>
  return (
    <div class="dialog-choices" data-scrolls>
      {targets.map((one) => (
        <button key={one.name} type="button" class="choice" onClick={() => choose(one)}>
          <span>{one.name}</span>
        </button>
      ))}
    </div>
  )
}

interface PlaceAndNoteProps {
  state: ConsoleState
  target: Target
  back: () => void
  close: () => void
}

function PlaceAndNote({ state, target, back, close }: PlaceAndNoteProps): JSX.Element {
  const { t } = state.translations
  const customer = customerTranslations(state.view.active?.language, state.translations)
  const note = useRef<HTMLTextAreaElement>(null)
  useEffect(() => note.current?.focus(), [])
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    // A note that cannot be sent now stays.
    if (!state.ready) return
    const fields = new FormData(event.currentTarget)
    const text = readableText(String(fields.get('note') ?? ''))
    const place = fields.get('place') === 'end' ? 'end' : 'kept'
    void state.submit('transfer', {
      ...state.here,
      to: target.to,
      place,
      ...(text !== '' && { note: text }),
    })
    close()
  }
  return (
    <form class="dialog-form" onSubmit={onSubmit}>
      <p class="panel-phrase" {...inLanguage(customer.t.language)}>
        {customer.t(`transfer.say.${target.kind}`, { place: target.customerName })}
      </p>
      <fieldset class="places">
        <legend>{t('transfer.place')}</legend>
        {(['kept', 'end'] as const).map((place) => (
          <label key={place} class="radio">
            <input type="radio" name="place" value={place} defaultChecked={place === 'kept'} />
            <span>{t(`transfer.place-${place}`)}</span>
          </label>
        ))}
      </fieldset>
      <label class="note">
        <span>{t('transfer.note')}</span>
        <span class="text-box">
          <textarea
            name="note"
            rows={2}
            maxLength={limits.noteLength}
            aria-describedby="note-hint"
            ref={note}
          />
        </span>
        <small id="note-hint">{t('transfer.note-hint')}</small>
      </label>
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={back}>
          {t('transfer.back')}
        </button>
        <button type="submit" class="dialog-go" aria-disabled={!state.ready}>
          {t('transfer.go', { place: target.name })}
        </button>
      </div>
    </form>
  )
}
