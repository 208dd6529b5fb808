import { z } from 'zod'
import { count, moment, text } from './parts.ts'

const backup = z
  .strictObject({
    folder: text.describe('named at the command line'),
    isRunning: z.boolean(),
    isLate: z.boolean().describe('the last good backup is older than the schedule says'),
    madeAt: moment.optional().describe('of the newest one'),
    name: text.optional().describe('its name in the folder'),
    checkedAt: moment.optional().describe('every file of it was read again and is as it was written'),
    isDamaged: z.literal(true).optional().describe('a file of it is not as it was written'),
    failedAt: moment.optional().describe('the last try failed'),
  })
  .meta({ id: 'BackupFacts' })

/** The work that the hall needs from the people who keep it, for managers, auditors and administrators. */
export const maintenanceView = z
  .strictObject({
    backup: backup.optional().describe('absent while the command line names no folder'),
    backupAt: text.describe('time of day of the daily backup, in the time zone of the hall'),
    keeps: z
      .strictObject({
        backups: count,
        copiesDays: count,
        recordsDays: count.optional().describe('absent: for ever'),
      })
      .describe('by the settings in force'),
    certificate: z
      .strictObject({ endsAt: moment, state: z.enum(['good', 'ends-soon', 'ended']) })
      .optional()
      .describe('with which the hall speaks TLS'),
  })
  .meta({ id: 'MaintenanceView' })
