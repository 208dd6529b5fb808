import { fetchAs } from '../../sign-in/tab-session.ts'
import type { LiveView } from '../../use-live-view.ts'
import type { Refused } from '../devices/device-commands.ts'

/** The fields as they were typed; no age of records: they are kept for ever. */
export interface RetentionForm {
  readonly backupAt: string
  readonly backups: string
  readonly copiesDays: string
  readonly recordsDays: string
}

/** Changes the section `maintenance` of the settings in force; returns the reason when it was not changed. */
export async function changeRetention(
  act: LiveView<'setup'>['act'],
  { backupAt, backups, copiesDays, recordsDays }: RetentionForm,
): Promise<Refused | undefined> {
  const found = await fetchAs('/api/settings')
  if (!found?.ok) return { ok: false, unknown: true }
  const { version } = (await found.json()) as { version: number }
  const maintenance = {
    backupAt,
    backups: Number(backups),
    copiesDays: Number(copiesDays),
    recordsDays: recordsDays === '' ? null : Number(recordsDays),
  }
  const answer = await act('change-settings', { base: version, patch: { maintenance } })
  return answer.ok ? undefined : answer
}
