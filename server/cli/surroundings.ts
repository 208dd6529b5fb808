import type { Logger } from 'pino'
import type { FileSystem } from '../journal/file-system.ts'
import type { Environment } from './flags.ts'
import type { ServeFlags } from './serve-flags.ts'

/** The process around a command: its output, its end, its environment. */
export interface Surroundings {
  readonly fs: FileSystem
  readonly log: Logger
  readonly environment: Environment
  readonly version: string
  /** The built pages. */
  readonly pagesDirectory: string
  /** Prints a line on standard output. */
  readonly print: (line: string) => void
  /** Prints a line for people on standard error. */
  readonly printError: (line: string) => void
  readonly endWith: (code: number) => void
  /** Ends the process at SIGTERM or SIGINT, once `stop` has settled. */
  readonly untilStopped: (stop: () => Promise<void>) => void
  /** Ends the process at once, with the words and the exit code of the error. */
  readonly fail: (error: unknown) => void
  readonly runHall: (flags: ServeFlags) => Promise<void>
}
