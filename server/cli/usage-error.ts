/** Thrown for a wrong command line; names the flag, the fault and the allowed values. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
