import { browserStorage, store } from '../../server/protocol/client/page-storage.ts'
import { knowsLanguage, knowsTimeZone } from '../words/intl.ts'

/** The parts of a browser without which the pages work, and do less. */
export type MissingPart = 'sound' | 'storage' | 'time-zone' | 'language'

/** The optional parts that this browser lacks, for a hall of these languages and this time zone. */
export function missingParts(languages: readonly string[], timeZone: string | undefined): MissingPart[] {
  const has: Record<MissingPart, boolean> = {
    sound: canSound,
    storage: canStore,
    'time-zone': timeZone === undefined || knowsTimeZone(timeZone),
    language: languages.every(knowsLanguage),
  }
  return (Object.keys(has) as MissingPart[]).filter((part) => !has[part])
}

/** A browser may have the constructor, and throw because the machine has no audio. */
function opensAudio(): boolean {
  try {
    void new AudioContext().close()
    return true
  } catch {
    return false
  }
}

const canSound = opensAudio()
const storage = browserStorage('localStorage')
const canStore = store(storage, 'nowserving.test', '1') && store(storage, 'nowserving.test', undefined)
