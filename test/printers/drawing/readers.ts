import { spawnSync } from 'node:child_process'

/**
 * Programs that read paper and know nothing of us: zbarimg for QRs, tesseract for letters. Without them their tests
 * are skipped, aloud; where `NOWSERVING_TOOLS=required` says so, that is a failure.
 */
export const hasProgram = (program: string): boolean => spawnSync(program, ['--version']).error === undefined

/** The languages that tesseract can read here. */
export function tesseractLanguages(): Set<string> {
  const { stdout, error } = spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8' })
  return new Set(error ? [] : stdout.split('\n').slice(1))
}

export function skippedAloud(who: string, count: number, packages: string): void {
  if (count === 0) return
  const what = `${who}: ${count} tests cannot run without ${packages}`
  if (process.env.NOWSERVING_TOOLS === 'required') throw new Error(what)
  process.stderr.write(`${what}; they are skipped\n`)
}
