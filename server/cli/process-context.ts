import type { Logger } from 'pino'
import type { FileSystem } from '../journal/file-system.ts'
import type { ServeFlags } from '../serve.ts'
import type { Environment } from './flags.ts'

/** The process that runs a command: its output, its end, its environment. */
export interface ProcessContext {
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
  readonly setExitCode: (code: number) => void
  /** Calls `stop` at SIGTERM or SIGINT, and ends the process once it has settled. */
  readonly stopOnSignal: (stop: () => Promise<void>) => void
  /** Prints the error and ends the process at once, with the exit code of the error. */
  readonly exitWith: (error: unknown) => void
  readonly runHall: (flags: ServeFlags) => Promise<void>
}
