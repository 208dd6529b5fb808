import compile from 'icu-minify/compile'
import type { Catalogue } from './translator.ts'

/**
 * Compiles the ICU messages of `<lang>/<page>.json`, so that pages need no parser: 0.9 kB (gzip) instead of the 10 kB
 * of `intl-messageformat`. Throws with the key of an invalid message.
 */
export function compileCatalogue<Key extends string>(
  messages: Readonly<Record<Key, string>>,
): Catalogue<Key> {
  const compiled = Object.entries<string>(messages).map(([key, message]) => {
    try {
      return [key, compile(message)] as const
    } catch (error) {
      throw new Error(`"${key}" is no valid ICU message: ${message}`, { cause: error })
    }
  })
  return Object.fromEntries(compiled) as Catalogue<Key>
}
