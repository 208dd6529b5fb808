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

/** Thrown for a directory that is no backup. */
export class NoBackup extends Error {
  override readonly name = 'NoBackup'

  constructor(directory: string) {
    super(
      `${directory} is no whole backup: it has no backup.json. Nothing was changed. Give a directory that \`nowserving backup\` made; the folder of the backups holds one per backup.`,
    )
  }
}

/** Thrown when a restore would go over what a directory holds. */
export class DirectoryNotEmpty extends Error {
  override readonly name = 'DirectoryNotEmpty'

  constructor(directory: string) {
    super(
      `${directory} is not empty. Nothing was changed. Give an empty directory with --data, or add --set-aside, which first moves what is there to a folder in it.`,
    )
  }
}
