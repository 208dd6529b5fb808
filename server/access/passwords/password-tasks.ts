/** The cost of a hash by scrypt. */
export interface HashCost {
  readonly logN: number
  readonly r: number
  readonly p: number
}

/** Tasks of the password thread. */
export interface PasswordTasks {
  /** The key of `length` bytes that scrypt derives from a normalised password. */
  derive: {
    given: { password: string; salt: Uint8Array; cost: HashCost; length: number }
    result: Uint8Array
  }
}
