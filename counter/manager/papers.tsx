import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import type { ManagerView, PrinterView } from '../../server/hall/views/view-types.ts'
import { minutesOf } from '../translations.ts'
import type { FloorProps } from './floor.tsx'
import type { ManagerTranslations } from './manager-translations.ts'
import { List } from './open-item-list.tsx'
import { PaperDialog } from './paper-dialog.tsx'

type Paper = ManagerView['paper'][string]

/** What is asked about now. */
export type Subject = { printer: string } | { ticket: string }

/** Printers that need somebody, papers that nobody is sure of, then the printers that are well. Each opens what can be done. */
export function Papers(props: FloorProps): JSX.Element {
  const { view, now, tongue } = props
  const [subject, setSubject] = useState<Subject>()
  const printers = Object.entries(view.printers)
  const ill = printers.filter(([, printer]) => needsSomebody(printer))
  const papers = Object.entries(view.paper)
  const printerRow = ([device, printer]: [string, PrinterView]): JSX.Element => (
    <PrinterRow key={device} {...{ printer, now, tongue }} open={() => setSubject({ printer: device })} />
  )
  const rows = [
    ...ill.map(printerRow),
    ...papers.map(([ticket, paper]) => (
      <PaperRow key={ticket} {...{ paper, tongue }} open={() => setSubject({ ticket })} />
    )),
    ...printers.filter(([, printer]) => !needsSomebody(printer)).map(printerRow),
  ]
  return (
    <>
      <List
        id="paper"
        title={tongue.tell('matters.paper')}
        none={tongue.tell('matters.paper-none')}
        rows={rows}
        count={ill.length + papers.length}
      />
      {subject && <PaperDialog {...props} subject={subject} close={() => setSubject(undefined)} />}
    </>
  )
}

const needsSomebody = ({ state, nearEnd }: PrinterView): boolean =>
  (state !== 'ready' && state !== 'unknown') || nearEnd === true

interface RowProps {
  tongue: ManagerTranslations
  open: () => void
}

function PrinterRow({
  printer,
  now,
  tongue,
  open,
}: RowProps & { printer: PrinterView; now: number }): JSX.Element {
  const { tell } = tongue
  const isDown = printer.state !== 'ready' && printer.state !== 'unknown'
  const facts = [
    tell(`printer.${printer.state}`),
    ...(printer.state === 'ready' && printer.nearEnd ? [tell('printer.near-end')] : []),
    ...(printer.silent && !isDown ? [tell('printer.silent')] : []),
    ...(printer.queued > 0 ? [tell('printer.queued', { count: printer.queued })] : []),
    ...(!isDown && printer.left !== undefined ? [tell('printer.left', { count: printer.left })] : []),
  ]
  return (
    <li class={isDown || printer.nearEnd ? 'matter-row matter-late' : 'matter-row'}>
      <button type="button" class="matter-key" onClick={open}>
        <span class="matter-what">
          <b>{printer.name}</b> {facts.join('\u00a0· ')}
        </span>
        {isDown && printer.since !== undefined && (
          <span class="matter-since">
            <span aria-hidden="true">▲ </span>
            {tell('matters.minutes', { n: minutesOf(now - printer.since) })}
          </span>
        )}
      </button>
    </li>
  )
}

function PaperRow({ paper, tongue, open }: RowProps & { paper: Paper }): JSX.Element {
  return (
    <li class="matter-row">
      <button type="button" class="matter-key" onClick={open}>
        <span class="matter-label">
          <TicketLabel label={paper.label} />
        </span>
        <span class="matter-what">{paperSentence(paper, tongue)}</span>
      </button>
    </li>
  )
}

const knownWhys = [
  'unreachable',
  'no-paper',
  'cover-open',
  'timed-out',
  'cut-off',
  'no-proof',
  'restarted',
  'broken',
  'cutter-jam',
  'printer-error',
] as const

/** What became of a paper, and why. */
export function paperSentence({ printing }: Paper, { tell }: ManagerTranslations): string {
  const why = 'why' in printing ? printing.why : undefined
  const known = knownWhys.find((one) => one === why)
  const because =
    why === undefined ? [] : [known ? tell(`paper.why.${known}`) : tell('paper.why.other', { why })]
  return [tell(`paper.${printing.print}`), ...because].join('\u00a0· ')
}

/** What became of the last test page, if there was one. */
export function testSentence(
  { test }: PrinterView,
  { timeZone }: ManagerView,
  { tell }: ManagerTranslations,
): string | undefined {
  return test && tell(`printer.test.${test.page}`, { time: hallTime(test.at, timeZone) })
}
