import { DirectoryInUse, lockDirectory } from '../data/lock/directory-lock.ts'
import type { FileSystem } from '../journal/file-system.ts'

/**
 * Runs `work` on the directory of a stopped hall, which holds `what` in memory while it runs. Throws `DirectoryInUse` with
 * the way to change it in the running hall.
 */
export async function inStoppedHall(
  fs: FileSystem,
  { directory, what }: { readonly directory: string; readonly what: string },
  work: () => Promise<void>,
): Promise<void> {
  const release = await lockDirectory(fs, directory).catch((error: unknown) => {
    throw error instanceof DirectoryInUse ? new HallIsRunning(directory, what) : error
  })
  try {
    await work()
  } finally {
    await release()
  }
}

class HallIsRunning extends DirectoryInUse {
  constructor(directory: string, what: string) {
    super(directory)
    this.message = `the hall in ${directory} is running, and holds its ${what} in memory: stop it first, or change them there as an administrator (docs/settings.md says how)`
  }
}
