import { PrinterAddressWrong } from '../../printers/printer-address.ts'
import { BackupDamaged, BackupRefused, DirectoryNotEmpty, NoBackup } from '../data/backup/errors.ts'
import {
  DirectoryIsBackup,
  DirectoryNotOurs,
  DirectoryUnusable,
  RestoreUnfinished,
} from '../data/data-directory.ts'
import { ClockInDoubt, NoHall, RepairRefused, SecretDamaged, SettingsInUse } from '../data/errors.ts'
import { DirectoryInUse } from '../data/lock/directory-lock.ts'
import { DataDamaged, DocumentDamaged, NewerFormat, OtherHall, WrongKind } from '../journal/errors.ts'
import { errorCode } from '../journal/file-system.ts'
import { CannotListen, CertificateUnusable } from '../listen-errors.ts'
import { DeviceRefused } from '../print-agent/errors.ts'
import { NoPrintAgent } from '../printing/errors.ts'
import { UsageError } from './usage-error.ts'

export const exits = {
  success: 0,
  bug: 1,
  usage: 2,
  untrustedData: 3,
  inUse: 4,
  diskRefused: 5,
} as const

export const exitsHelp =
  "Exit codes: 0 stopped as asked, 2 wrong usage, 3 the data (or a checked slip) can't be trusted,\n  4 address or data directory in use or not the demo's, 5 the disk refused a write."

const kinds = [
  [exits.usage, [UsageError, CertificateUnusable, PrinterAddressWrong, NoPrintAgent, DeviceRefused]],
  [
    exits.untrustedData,
    [
      ...[DataDamaged, DocumentDamaged, NewerFormat, OtherHall, NoHall, SecretDamaged, SettingsInUse],
      ...[ClockInDoubt, RepairRefused, BackupDamaged, BackupRefused, NoBackup, RestoreUnfinished, WrongKind],
    ],
  ],
  [
    exits.inUse,
    [CannotListen, DirectoryInUse, DirectoryIsBackup, DirectoryNotEmpty, DirectoryNotOurs, DirectoryUnusable],
  ],
] as const

/** The exit code of a failure; undefined for a bug. */
export function exitOf(error: unknown): number | undefined {
  for (const [code, classes] of kinds) if (classes.some((kind) => error instanceof kind)) return code
  const code = errorCode(error)
  if (code === 'EACCES') return exits.inUse
  return ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT', 'EFBIG'].includes(code) ? exits.diskRefused : undefined
}
