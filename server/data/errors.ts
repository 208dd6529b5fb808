/** A directory holds no hall: nothing is served, nothing guessed. */
export class NoHall extends Error {
  override readonly name = 'NoHall'
}

/** The secret is not what was made: with another one, every slip in customers' hands would lead nowhere. */
export class SecretDamaged extends Error {
  override readonly name = 'SecretDamaged'
}
