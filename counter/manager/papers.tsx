import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import type { PrinterView } from '../../server/hall/views/view-types.ts'
import { dotted } from '../dotted.ts'
import { minutesOf } from '../translations.ts'
import type { FloorProps } from './floor-props.ts'
import type { ManagerTranslations } from './manager-translations.ts'
import { List } from './open-item-list.tsx'
import { PaperDialog } from './paper-dialog.tsx'
import { type Paper, paperSentence, type Subject } from './paper-sentences.ts'

/** Printers that need attention, slips with an uncertain outcome, then all other printers. Each opens its dialog. */
export function Papers(props: FloorProps): JSX.Element {
  const { view, now, translations } = props
  const [subject, setSubject] = useState<Subject>()
  const printers = Object.entries(view.printers)
  const faulty = printers.filter(([, printer]) => needsAttention(printer))
  const papers = Object.entries(view.paper)
  const printerRow = ([device, printer]: [string, PrinterView]): JSX.Element => (
    <PrinterRow
      key={device}
      {...{ printer, now, translations }}
      open={() => setSubject({ printer: device })}
    />
  )
  const rows = [
    ...faulty.map(printerRow),
    ...papers.map(([ticket, paper]) => (
      <PaperRow key={ticket} {...{ paper, translations }} open={() => setSubject({ ticket })} />
    )),
    ...printers.filter(([, printer]) => !needsAttention(printer)).map(printerRow),
  ]
  return (
    <>
      <List
        id="paper"
        title={translations.t('open-items.paper')}
        none={translations.t('open-items.paper-none')}
        rows={rows}
        count={faulty.length + papers.length}
      />
      {subject && <PaperDialog {...props} subject={subject} close={() => setSubject(undefined)} />}
    </>
  )
}

const needsAttention = ({ state, nearEnd }: PrinterView): boolean =>
  (state !== 'ready' && state !== 'unknown') || nearEnd === true

interface RowProps {
  translations: ManagerTranslations
  open: () => void
}

function PrinterRow({
  printer,
  now,
  translations,
  open,
}: RowProps & { printer: PrinterView; now: number }): JSX.Element {
  const { t } = translations
  const isDown = printer.state !== 'ready' && printer.state !== 'unknown'
  const facts = [
    t(`printer.${printer.state}`),
    ...(printer.state === 'ready' && printer.nearEnd ? [t('printer.near-end')] : []),
    ...(printer.silent && !isDown ? [t('printer.silent')] : []),
    ...(printer.queued > 0 ? [t('printer.queued', { count: printer.queued })] : []),
    ...(!isDown && printer.left !== undefined ? [t('printer.left', { count: printer.left })] : []),
  ]
  return (
    <li class={isDown || printer.nearEnd ? 'open-item-row open-item-late' : 'open-item-row'}>
      <button type="button" class="open-item-button" onClick={open}>
        <span class="open-item-text">
          <b>
            <bdi>{printer.name}</bdi>
          </b>{' '}
          {dotted(facts, t)}
        </span>
        {isDown && printer.since !== undefined && (
          <span class="open-item-since">
            <span aria-hidden="true">▲ </span>
            {t('open-items.minutes', { n: minutesOf(now - printer.since) })}
          </span>
        )}
      </button>
    </li>
  )
}

function PaperRow({ paper, translations, open }: RowProps & { paper: Paper }): JSX.Element {
  return (
    <li class="open-item-row">
      <button type="button" class="open-item-button" onClick={open}>
        <span class="open-item-label">
          <TicketLabel label={paper.label} />
        </span>
        <span class="open-item-text">{paperSentence(paper, translations)}</span>
      </button>
    </li>
  )
}
