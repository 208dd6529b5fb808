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

/**
 * As `lacks`, for what needs the machine's leave as well: the right to mount, to make a network namespace. Where the
 * programs are there and the machine forbids it, no test can be asked for: skipped with the reason, also where tools
 * are required.
 */
export function lacksLeave(what: string, programs: readonly string[], probe: readonly string[]): boolean {
  const missing = programs.filter((program) => lacks(program, ['bash', '-c', `command -v ${program}`]))
  if (missing.length > 0) return true
  try {
    execFileSync(probe[0]!, probe.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] })
    return false
  } catch (error) {
    const { stderr = '' } = error as { stderr?: Buffer | string }
    process.stderr.write(`\nSKIPPED: ${what}: this machine does not allow it (${String(stderr).trim()})\n\n`)
    return true
  }
}
