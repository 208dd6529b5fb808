import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { MaintenanceView } from '../../../server/protocol/messages.ts'
import { useOutsideView } from '../../use-live-view.ts'
import { faultText } from '../devices/device-commands.ts'
import { dayText, momentText } from '../devices/device-words.ts'
import type { SectionProps } from '../section-props.ts'
import { Retention } from './retention.tsx'

/** Backups, how long what is old is kept, and the end of the certificate. */
export function Backups(props: SectionProps): JSX.Element {
  const { live, translations, roles } = props
  const { t } = translations
  const shown = useOutsideView(live.client, 'maintenance')
  const [fault, setFault] = useState('')
  if (!shown) return <p role="status">{t('connection.joining')}</p>
  const mayChange = roles.includes('administrator')
  const backUp = async (): Promise<void> => {
    if (!live.ready) return
    const answer = await live.act('make-backup', {})
    setFault(answer.ok ? '' : faultText(answer, t))
  }
  return (
    <section class="section" aria-labelledby="backups">
      <header class="section-head">
        <h2 id="backups">{t('section.backups')}</h2>
        <p>{t('backups.lead')}</p>
      </header>
      <section class="section-card" aria-labelledby="last-backup">
        <h3 id="last-backup">{t('backups.last')}</h3>
        {shown.backup ? <BackupFacts {...props} backup={shown.backup} /> : <p>{t('backups.no-folder')}</p>}
        {fault && (
          <p class="dialog-fault" role="alert">
            ▲ {fault}
          </p>
        )}
        {shown.backup && mayChange && (
          <div class="section-keys">
            <button
              type="button"
              class="dialog-go"
              id="make-backup"
              aria-disabled={shown.backup.isRunning || !live.ready}
              onClick={() => {
                if (!shown.backup?.isRunning) void backUp()
              }}
            >
              {t(shown.backup.isRunning ? 'backups.running' : 'backups.make')}
            </button>
          </div>
        )}
      </section>
      <Retention {...props} shown={shown} mayChange={mayChange} />
      {shown.certificate && (
        <section class="section-card" aria-labelledby="certificate">
          <h3 id="certificate">{t('certificate.title')}</h3>
          <p class={shown.certificate.state === 'good' ? undefined : 'section-late'}>
            {t(`certificate.${shown.certificate.state}`, {
              day: dayText(shown.certificate.endsAt, props),
            })}
          </p>
          <p>{t('certificate.how')}</p>
        </section>
      )}
    </section>
  )
}

function BackupFacts({
  backup,
  ...says
}: SectionProps & { backup: NonNullable<MaintenanceView['backup']> }): JSX.Element {
  const { t } = says.translations
  const { folder, name, madeAt, checkedAt, failedAt, isDamaged, isLate } = backup
  return (
    <>
      {(isLate || isDamaged) && (
        <p class="section-late" role="status">
          ▲ {t(isDamaged ? 'backups.damaged' : 'backups.late')}
        </p>
      )}
      <dl class="section-facts">
        <dt>{t('backups.made')}</dt>
        <dd>{madeAt === undefined ? t('backups.none') : momentText(madeAt, says)}</dd>
        {madeAt !== undefined && !isDamaged && (
          <>
            <dt>{t('backups.checked')}</dt>
            <dd>
              {checkedAt === undefined
                ? t('backups.unchecked')
                : t('backups.good', { time: momentText(checkedAt, says) })}
            </dd>
          </>
        )}
        <dt>{t('backups.where')}</dt>
        <dd>
          <bdi>{name === undefined ? folder : `${folder}/${name}`}</bdi>
        </dd>
        {failedAt !== undefined && (
          <>
            <dt>{t('backups.failed')}</dt>
            <dd>{momentText(failedAt, says)}</dd>
          </>
        )}
      </dl>
    </>
  )
}
