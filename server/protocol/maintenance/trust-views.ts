import type { EpochMs } from '../../hall/ids.ts'

/** Views by which an administrator sees that the hall can be trusted. */

/** An API key of another program, without the key itself. */
interface KeyFacts {
  /** The program that has it. */
  name: string
  commands: string[]
  views: string[]
  addedAt: EpochMs
  /** `staff:<badge>`; absent: at the command line. */
  addedBy?: string
  /** Its end. */
  until: EpochMs
  /** Its last request, to a minute; absent: never. */
  usedAt?: EpochMs
}

export interface KeysView {
  /** By id. */
  keys: Record<string, KeyFacts>
  /** Commands and views for keys, and the longest time. */
  grants: { commands: string[]; views: string[]; days: number }
  /** Requests that a key may send in a minute. */
  perMinute: number
}

/** The backups of the hall. */
export interface BackupFacts {
  /** The folder that the command line named. */
  folder: string
  /** A backup is being made. */
  isRunning: boolean
  /** The newest one. */
  madeAt?: EpochMs
  /** Its name in the folder. */
  name?: string
  /** Every file of it was read again then and is as it was written. */
  checkedAt?: EpochMs
  /** A file of it is not as it was written. */
  isDamaged?: true
  /** The last try failed then. */
  failedAt?: EpochMs
  /** The newest good backup is older than the schedule says. */
  isLate: boolean
}

/** The work that the hall needs from the people who keep it. */
export interface MaintenanceView {
  /** Absent while no folder is named. */
  backup?: BackupFacts
  /** Time of day of the daily backup, `HH:MM` in the hall's time zone. */
  backupAt: string
  /** In days and numbers, as the settings in force say; absent: kept for ever. */
  keeps: { backups: number; copiesDays: number; recordsDays?: number }
  /** Of the certificate with which the hall speaks TLS. */
  certificate?: { endsAt: EpochMs; state: 'good' | 'ends-soon' | 'ended' }
}
