import { z } from 'zod'
import type { Settings } from '../../hall/settings.ts'
import { wireLimits as limits } from '../../protocol/limits.ts'

/** `maintenance` in `hall.json`: when backups are made, and how long what is old is kept. */
export const maintenanceSettings = z.strictObject({
  /** Time of day of the daily backup, in the hall's time zone. Its folder is named at the command line. */
  backupAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/u, 'a time of day as HH:MM')
    .default('02:00'),
  /** Beyond this number the oldest backups go. */
  backups: z.number().int().min(1).max(limits.keptBackups).default(14),
  /** Copies that were set aside go at this age. */
  copiesDays: z.number().int().min(1).max(limits.copiesDays).default(90),
  /** Records of closed days go at this age; absent: never. */
  recordsDays: z.number().int().min(limits.fewestRecordsDays).max(limits.recordsDays).optional(),
})
export type MaintenanceSettings = z.output<typeof maintenanceSettings>

/** Those in force, or the usual ones of a hall that has none. */
export const maintenanceOf = ({ maintenance }: Pick<Settings, 'maintenance'>): MaintenanceSettings =>
  maintenanceSettings.parse(maintenance ?? {})
