/** The command line is not what it should be: says which flag, what is wrong and what is allowed. */
export class UsageError extends Error {
  override readonly name = 'WrongUsage'
}
