import { constants } from 'node:fs'
import { type FileHandle, open, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../journal/file-system.ts'

/** Files and folders of a data directory that other users of the machine may not read. */
const secretFiles = ['secret', 'staff.json', 'sessions.json', 'devices.json', 'keys.json']
const secretFolders = ['vault', 'vault/keys', 'vault/words']
/** A file of earlier versions with the first password. */
const formerFile = 'first-sign-in.txt'

const groupAndOthers = 0o077
const writableByOthers = 0o022

/**
 * Closes what is secret in a data directory to everybody but its owner, and the directory itself to writers. Returns
 * what was found open, for the operator: each with what was done, or what to do. Nothing on Windows, whose files have
 * other rights.
 */
export async function guardSecrets(directory: string): Promise<string[]> {
  if (process.platform === 'win32') return []
  const paths = [
    { path: directory, open: writableByOthers, followed: true },
    ...[...secretFolders, ...secretFiles].map((name) => ({
      path: join(directory, name),
      open: groupAndOthers,
      followed: false,
    })),
  ]
  const reports: string[] = []
  for (const { path, open, followed } of paths) reports.push(...(await guard(path, open, followed)))
  if (await isThere(join(directory, formerFile)))
    reports.push(`${join(directory, formerFile)} holds a password and is no longer used: delete it`)
  return reports
}

/** Tells of a secret that others may read; its file is not the hall's, so it stays as it is. `what`: what it holds. */
export async function secretReports(path: string, what: string): Promise<string[]> {
  if (process.platform === 'win32') return []
  const handle = await opened(path, true)
  if (handle === 'gone' || handle === 'link') return []
  try {
    const { mode } = await handle.stat()
    if ((mode & 0o004) === 0) return []
    return [`${path} can be read by every user of this machine, and it is ${what}: chmod 600 ${path}`]
  } finally {
    await handle.close()
  }
}

/** Through one descriptor, so that nothing is exchanged between the look and the change. */
async function guard(path: string, open: number, followed: boolean): Promise<string[]> {
  const handle = await opened(path, followed)
  if (handle === 'gone') return []
  if (handle === 'link')
    return [
      `${path} is a link to ${await readlink(path).catch(() => 'another place')}: whoever may change the link decides what the hall reads. Put the file itself there.`,
    ]
  try {
    const { mode, uid } = await handle.stat()
    const found: string[] = []
    const own = process.getuid?.()
    if (uid !== own && uid !== 0)
      found.push(
        `${path} belongs to another user (${uid}), who can change it: chown it to the user of the hall (${own})`,
      )
    const excess = mode & open
    if (excess === 0) return found
    const before = (mode & 0o777).toString(8).padStart(4, '0')
    const closed = (mode & 0o777 & ~open).toString(8).padStart(4, '0')
    try {
      await handle.chmod(mode & 0o7777 & ~open)
    } catch (error) {
      if (!['EPERM', 'EROFS'].includes(errorCode(error))) throw error
      return [...found, `${path} is open to other users (mode ${before}): chmod ${closed} ${path}`]
    }
    return [
      ...found,
      `${path} was open to other users (mode ${before}) and is now ${closed}. If somebody may have read or changed it, ${remedyOf(path)}`,
    ]
  } finally {
    await handle.close()
  }
}

const remedyOf = (path: string): string =>
  path.endsWith('secret')
    ? 'delete it while the hall is stopped: a new one is made, and the phone pages of tickets already given end.'
    : 'look at its content, and have passwords and pairings made anew.'

async function opened(path: string, followed: boolean): Promise<FileHandle | 'gone' | 'link'> {
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
    return await open(path, O_RDONLY | O_NONBLOCK | (followed ? 0 : O_NOFOLLOW))
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ELOOP') return 'link'
    // A file that this user may not even read fails later, in words.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(code)) return 'gone'
    throw error
  }
}

async function isThere(path: string): Promise<boolean> {
  const handle = await opened(path, false)
  if (typeof handle === 'object') await handle.close()
  return handle !== 'gone'
}
