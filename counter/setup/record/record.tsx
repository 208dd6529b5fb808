import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { hallClock } from '../../../display/parts/hall-time.ts'
import type { ShownPage, ShownRow } from '../../../server/protocol/maintenance/record-kinds.ts'
import type { SectionProps } from '../section-props.ts'
import { ClosingHash } from './closing-hash.tsx'
import { anything, fetchRecord, type RecordQuery } from './record-query.ts'
import { RecordSearch } from './record-search.tsx'
import { isLook, type Says, sentence, whoText } from './record-sentence.ts'

interface Shown extends Omit<ShownPage, 'rows'> {
  readonly query: RecordQuery
  readonly rows: readonly ShownRow[]
}

/** The record of the hall: who did what, when and from which device. Nothing here acts. */
export function Record(props: SectionProps): JSX.Element {
  const { t } = props.translations
  const [shown, setShown] = useState<Shown>()
  const [fault, setFault] = useState<'invalid' | 'busy' | 'unreachable'>()
  const [busy, setBusy] = useState(false)
  const look = async (query: RecordQuery, more?: Shown): Promise<void> => {
    if (busy) return
    setBusy(true)
    const found = await fetchRecord(query, more?.cursor)
    setBusy(false)
    setFault('fault' in found ? found.fault : undefined)
    if ('fault' in found) return
    const { rows, closing = more?.closing, day, cursor } = found.page
    setShown({
      query,
      day,
      rows: [...(more?.rows ?? []), ...rows],
      ...(cursor === undefined ? {} : { cursor }),
      ...(closing && { closing }),
    })
  }
  useEffect(() => void look(anything), [])
  return (
    <section class="section record" aria-labelledby="record">
      <header class="section-head">
        <h2 id="record">{t('section.record')}</h2>
        <p>{t('record.lead')}</p>
      </header>
      <RecordSearch translations={props.translations} query={anything} search={(query) => void look(query)} />
      {fault && (
        <p class="dialog-fault" role="alert">
          ▲ {t(`record.fault.${fault}`)}
        </p>
      )}
      {shown && (
        <>
          <Rows {...props} rows={shown.rows} title={t('record.of-day', { day: shown.day })} />
          {shown.rows.length === 0 && <p class="dialog-none">{t('record.none')}</p>}
          {shown.cursor !== undefined && (
            <button
              type="button"
              class="row-key record-more"
              aria-disabled={busy}
              onClick={() => void look(shown.query, shown)}
            >
              {t('record.more')}
            </button>
          )}
          <ClosingHash {...props} day={shown.day} {...(shown.closing && { closing: shown.closing })} />
        </>
      )}
      {!shown && !fault && <p role="status">{t('connection.joining')}</p>}
    </section>
  )
}

/** Labels that some rows tell, for those that have the id alone. */
const labelsIn = (rows: readonly ShownRow[]): ReadonlyMap<string, string> =>
  new Map(rows.flatMap(({ ticket, label }) => (ticket && label ? [[ticket, label] as const] : [])))

function Rows({ rows, title, ...says }: Says & { rows: readonly ShownRow[]; title: string }): JSX.Element {
  const { t } = says.translations
  const labels = labelsIn(rows)
  return (
    <>
      <h3 class="record-day">{title}</h3>
      <ol class="record-rows">
        {rows.map((row) => (
          <li key={row.seq} class={isLook(row) ? 'record-row record-look' : 'record-row'}>
            <time class="digits">{hallClock(row.at, says.view.timeZone)}</time>
            <p>
              <b>{whoText(row, says)}</b> {sentence(row, labels, says)}
              {isLook(row) && <span class="record-mark"> {t('record.look')}</span>}
            </p>
            <span class="record-device">
              <bdi>{row.device}</bdi> <span class="digits">#{row.seq}</span>
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}
