import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryDirectory } from './running-hall.ts'

const library = readdirSync('/usr/lib')
  .map((name) => join('/usr/lib', name, 'faketime/libfaketimeMT.so.1'))
  .find((file) => existsSync(file))
/** Whether moved clocks cannot be tried on this machine; said once. */
export const noMovedClocks = library === undefined && process.env.NOWSERVING_TOOLS !== 'required'
if (noMovedClocks)
  process.stderr.write('\nSKIPPED: libfaketime is missing here, moved clocks are not tested on a server\n\n')

/** The wall clock of a server, moved by libfaketime; the monotonic clock stays true. */
export class MovedClock {
  readonly #file = join(temporaryDirectory(), 'clock')

  constructor(time: string) {
    this.set(time)
  }

  /** `+660` (seconds), or `@2026-11-22 15:59:55` (UTC) from which it runs on. */
  set(time: string): void {
    writeFileSync(`${this.#file}.new`, `${time}\n`)
    renameSync(`${this.#file}.new`, this.#file)
  }

  get env(): Record<string, string> {
    return {
      LD_PRELOAD: library ?? 'libfaketime is missing',
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      TZ: 'UTC',
    }
  }
}
