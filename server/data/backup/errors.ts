/** Thrown when no backup can be made. Nothing half stays behind. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused'
}

/** Thrown for a backup that is not as it was written. */
export class BackupDamaged extends Error {
  override readonly name = 'BackupDamaged'

  constructor(file: string, what: string) {
    super(`${file}: ${what}. The backup is damaged, nothing was changed. Take another one.`)
  }
}
