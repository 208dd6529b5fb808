import { hallDay } from '../display/parts/hall-time.ts'
import type { MaintenanceView } from '../server/protocol/messages.ts'
import type { Translations } from './translations.ts'

/** The sentences about backups and the certificate that somebody has to act on; none while all is well. */
export function maintenanceLines(
  { backup, certificate }: MaintenanceView,
  { t, language }: Translations,
  timeZone: string,
): string[] {
  const day = (at: number): string => hallDay(at, timeZone, language)
  const lines: string[] = []
  if (backup?.isDamaged) lines.push(t('maintenance.backup-damaged'))
  else if (backup?.isLate && backup.madeAt === undefined) lines.push(t('maintenance.backup-never'))
  else if (backup?.isLate) lines.push(t('maintenance.backup-late', { day: day(backup.madeAt ?? 0) }))
  if (certificate && certificate.state !== 'good')
    lines.push(t(`maintenance.certificate-${certificate.state}`, { day: day(certificate.endsAt) }))
  return lines
}
