import type { JSX } from 'preact'
import { QrCode } from '../../../display/parts/qr-code.tsx'
import type { ShownPage } from '../../../server/protocol/maintenance/record-kinds.ts'
import { LongCode } from '../long-code.tsx'
import { exportAddress } from './record-query.ts'
import type { Says } from './record-sentence.ts'

/** The command that takes a noted hash. */
const verification = 'nowserving verify --until-hash'

/** The hash of a closed day, to be printed and kept elsewhere, and the whole day as a file. */
export function ClosingHash({
  day,
  closing,
  ...says
}: Says & Pick<ShownPage, 'day' | 'closing'>): JSX.Element {
  const { t, text } = says.translations
  return (
    <section class="section-card record-closing" aria-labelledby="closing">
      <h3 id="closing">{t('closing.title', { day })}</h3>
      {closing ? (
        <>
          <p class="record-printed-only">{text(says.view.words.hall)}</p>
          <p class="to-copy record-hash">
            <code>
              <LongCode code={closing.sha256} />
            </code>
          </p>
          <p>{t('closing.keep')}</p>
          <p>
            {t('closing.verify')}{' '}
            <code class="record-command">
              {verification} <LongCode code={closing.sha256} />
            </code>
          </p>
          {/* On paper, so that nobody has to type the hash again. */}
          <div class="record-printed-only record-qr">
            <QrCode text={`${verification} ${closing.sha256}`} />
          </div>
        </>
      ) : (
        <p>{t('closing.open')}</p>
      )}
      <p class="record-files">
        {closing && (
          <button type="button" class="row-key" onClick={() => print()}>
            {t('closing.print')}
          </button>
        )}
        <a class="row-key" href={exportAddress(day, 'csv')} download>
          {t('record.csv')}
        </a>
        <a class="row-key" href={exportAddress(day, 'ndjson')} download>
          {t('record.ndjson')}
        </a>
      </p>
    </section>
  )
}
