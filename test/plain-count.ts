import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'

const say = (line: string): void => void process.stdout.write(`${line}\n`)
/** Tests faster than this are reported with their file alone (ms). */
const longMs = 5_000

/**
 * For runs that take long: each file as it ends, each long test with its time, what failed with its reason, and as the
 * very last line the plain count.
 */
export default class PlainCount implements Reporter {
  readonly #startedAt = performance.now()
  readonly #reasons: string[] = []
  #passed = 0
  #failed = 0
  #skipped = 0

  get #clock(): string {
    return `${Math.round((performance.now() - this.#startedAt) / 1000)} s`.padStart(7)
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result()
    if (state === 'passed') this.#passed += 1
    else if (state === 'skipped') this.#skipped += 1
    else this.#failed += 1
    const name = `${test.module.relativeModuleId} > ${test.fullName}`
    const ms = test.diagnostic()?.duration ?? 0
    if (state === 'passed' && ms > longMs)
      say(`${this.#clock}  passed in ${Math.round(ms / 1000)} s: ${name}`)
    if (state === 'skipped') say(`${this.#clock}  SKIPPED: ${name}`)
    if (state !== 'failed') return
    say(`${this.#clock}  FAILED: ${name}`)
    this.#reasons.push(`FAILED: ${name}\n${(errors ?? []).map(reasonOf).join('\n')}`)
  }

  onUserConsoleLog({ content }: { content: string }): void {
    process.stdout.write(content)
  }

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()]
    const failed = tests.filter((test) => test.result().state === 'failed').length
    const broken = module.errors()
    if (broken.length > 0) {
      this.#failed += 1
      this.#reasons.push(`FAILED: ${module.relativeModuleId}\n${broken.map(reasonOf).join('\n')}`)
    }
    const outcome =
      failed + broken.length > 0 ? `${failed + broken.length} of ${tests.length} FAILED` : 'passed'
    say(`${this.#clock}  ${module.relativeModuleId}: ${tests.length} tests, ${outcome}`)
  }

  onTestRunEnd(_modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    this.#failed += errors.length
    for (const reason of [...this.#reasons, ...errors.map(reasonOf)]) say(`\n${reason}`)
    const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : ''
    say(`\n${this.#passed} passed, ${this.#failed} failed${skipped}`)
  }
}

const reasonOf = ({ stack, message }: { stack?: string; message: string }): string =>
  stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`
