import { join } from 'node:path'
import { staffSettings } from '../access/staff.ts'
import { DocumentDamaged } from '../journal/errors.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { judgeJournal } from '../journal/recovery/judgement.ts'
import type { Judgement, Problem, RecordCheck } from '../journal/recovery/judgement-types.ts'
import { SecretDamaged } from './errors.ts'
import type { HallFile } from './hall-config.ts'
import { settingsOf } from './hall-settings.ts'
import { warningLines } from './judging/warning-lines.ts'
import { documentReaders, openStaff, readHallFile } from './open-data.ts'
import { checkRecord, snapshotVersion } from './open-hall.ts'
import { type MissingBeginning, Removals } from './retention/removals.ts'

/** The state of a data directory, for verify and repair as for a start. */
interface DirectoryJudgement {
  readonly file: HallFile
  readonly journal: Judgement
  /** Documents that the next start begins anew. */
  readonly replaced: readonly Problem[]
  /** Documents that only a person can put right: no hall starts before, and no repair helps. */
  readonly refused: readonly Error[]
  /** Set when the first records of the journal are gone. */
  readonly missing?: MissingBeginning
}

/** Doubts about the settings of a directory; none where its accounts cannot be read, which is a problem of its own. */
export async function directoryWarnings(
  fs: FileSystem,
  directory: string,
  file: HallFile,
): Promise<readonly string[]> {
  const staff = await openStaff(fs, directory).catch(() => undefined)
  return staff ? warningLines(fs, directory, settingsOf(file, staffSettings(staff.data, undefined))) : []
}

/**
 * Judges a data directory without changing it; the hall may not run meanwhile. Throws what nothing but a person can
 * mend and without which nothing else can be judged: `NoHall`, `DocumentDamaged` for `hall.json`, `NewerFormat`,
 * `NewerRecord`, `OtherHall`, `WrongKind`. `notedSha`: the SHA-256 of a batch that was noted elsewhere.
 */
export async function judgeDirectory(
  fs: FileSystem,
  directory: string,
  notedSha?: string,
): Promise<DirectoryJudgement> {
  const file = await readHallFile(fs, directory)
  const replaced: Problem[] = []
  const refused: Error[] = []
  for (const { name, isTruth, read } of documentReaders(fs, directory)) {
    try {
      await read()
    } catch (error) {
      if (!(error instanceof DocumentDamaged || error instanceof SecretDamaged)) throw error
      if (isTruth || error instanceof SecretDamaged) refused.push(error)
      else
        replaced.push({
          file: join(directory, name),
          offset: 0,
          what: error.what,
          segment: 0,
          mendedBy: 'start',
        })
    }
  }
  const removals = new Removals()
  const onRecord: RecordCheck = (record, place) => {
    checkRecord(record, place)
    removals.add(record)
  }
  const journal = await judgeJournal({ fs, directory, hall: file.id, snapshotVersion, onRecord, notedSha })
  const missing = removals.explain(journal.report.begins)
  return { file, journal, replaced, refused, ...(missing && { missing }) }
}
