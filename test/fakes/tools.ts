import { execFileSync } from 'node:child_process'

/**
 * Programs that make a disk, a clock or a camera for tests. Where one is missing its tests are skipped, loudly;
 * with NOWSERVING_TOOLS=required they are not, so that they fail.
 */
export function lacks(tool: string, probe: readonly string[]): boolean {
  try {
    execFileSync(probe[0]!, probe.slice(1), { stdio: 'ignore' })
    return false
  } catch {
    if (process.env.NOWSERVING_TOOLS === 'required') return false
    process.stderr.write(`\nSKIPPED: ${tool} is missing here, what needs it is not tested\n\n`)
    return true
  }
}
