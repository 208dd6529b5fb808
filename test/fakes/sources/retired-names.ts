/** Words of names that were metaphors or had a second meaning, each with the term that replaced it. */
const retired: Readonly<Record<string, string>> = {
  attendant: 'session controller',
  audiences: 'view publisher',
  crowd: 'batch',
  ear: 'announcement',
  glass: 'screen',
  guests: 'authentication',
  heed: 'handle',
  outbox: 'write batcher',
  signer: 'ticket keys',
  surroundings: 'process context',
  tongue: 'language',
  tongues: 'languages',
  turnstile: 'upgrade throttle',
  upkeep: 'maintenance',
}

/** The words of an identifier or a path, in small letters. */
const wordsOf = (name: string): string[] =>
  name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase())

export const retiredIn = (names: readonly string[]): string[] =>
  names.filter((name) => wordsOf(name).some((word) => Object.hasOwn(retired, word)))
