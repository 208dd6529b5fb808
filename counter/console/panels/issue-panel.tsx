import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { QrCode } from '../../../display/parts/qr-code.tsx'
import { TicketLabel } from '../../../display/parts/ticket-label.tsx'
import { type Category, categories } from '../../../server/hall/ids.ts'
import type { ResultOf } from '../../../server/protocol/commands.ts'
import type { ConsoleState } from '../use-console.ts'
import { Choice, PanelFrame } from './panel-frame.tsx'

type Issued = ResultOf<'issue-ticket'>

/** Issues a ticket for a customer who cannot use the kiosk, and shows its label and QR code. */
export function IssuePanel({ state }: { state: ConsoleState }): JSX.Element {
  const { translations, view } = state
  const { t } = translations
  const [category, setCategory] = useState<Category>('ordinary')
  const [issued, setIssued] = useState<Issued>()
  const open = Object.entries(view.queues).filter(([, queue]) => queue.open)
  const issue = async (service: string): Promise<void> => {
    const answer = await state.submit('issue-ticket', { service, category, language: translations.language })
    if (answer?.ok) setIssued(answer.result)
  }
  if (issued) return <IssuedTicket state={state} issued={issued} again={() => setIssued(undefined)} />
  return (
    <PanelFrame state={state} title={t('panel.issue')}>
      <label class="panel-field">
        <span>{t('panel.issue-category')}</span>
        <select value={category} onChange={(event) => setCategory(event.currentTarget.value as Category)}>
          {categories
            // An appointment needs its time, so it is checked in instead.
            .filter((one) => one !== 'appointment')
            .map((one) => (
              <option key={one} value={one}>
                {t(`category.${one}`)}
              </option>
            ))}
        </select>
      </label>
      <div class="choices choices-services" data-scrolls>
        {open.map(([service, queue], at) => (
          <Choice
            key={service}
            digit={at + 1}
            first={at === 0}
            letters={state.preferences.letters && at < 9}
            press={() => void issue(service)}
          >
            <b class="digits">{queue.letter}</b> <bdi>{translations.text(view.words.services[service])}</bdi>
          </Choice>
        ))}
      </div>
    </PanelFrame>
  )
}

function IssuedTicket({
  state,
  issued,
  again,
}: {
  state: ConsoleState
  issued: Issued
  again: () => void
}): JSX.Element {
  const { t } = state.translations
  return (
    <PanelFrame key="issued" state={state} title={t('panel.issued')}>
      <div class="issued">
        <p class="issued-label">
          <TicketLabel label={issued.label} />
        </p>
        <div class="issued-text">
          <p>{issued.next ? t('panel.issued-next') : t('panel.issued-ahead', { n: issued.ahead })}</p>
          {issued.wait && <p>{t('panel.issued-wait', { ...issued.wait })}</p>}
          {issued.now && <p>{t('panel.issued-now')}</p>}
          {issued.why && <p>{t(`panel.issued-why.${issued.why}`)}</p>}
          <button type="button" class="row-key" data-first onClick={again}>
            {t('panel.issued-again')}
          </button>
        </div>
        {issued.phoneUrl && (
          <figure>
            <QrCode text={new URL(issued.phoneUrl, location.href).href} />
            <figcaption>{t('panel.issued-scan')}</figcaption>
          </figure>
        )}
      </div>
    </PanelFrame>
  )
}
