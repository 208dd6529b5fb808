/** The optional parts of a browser, and how each can fail: scripts that run in a page before its own. */

/** `window[name]` is not there. */
const without = (...names: string[]): string => names.map((name) => `delete globalThis.${name};`).join('')
/** Reading `name` of `owner` throws. */
const throwsOnRead = (owner: string, name: string): string =>
  `Object.defineProperty(${owner}, '${name}', { get() { throw new DOMException('denied', 'SecurityError') } });`
/** A property of a prototype: what is called instead. */
const replaced = (owner: string, name: string, by: string): string =>
  `Object.defineProperty(${owner}, '${name}', { configurable: true, writable: true, value: ${by} });`
const throwing = "function () { throw new RangeError('not here') }"
const rejecting = "async function () { throw new DOMException('not allowed', 'NotAllowedError') }"
const pending = 'function () { return new Promise(() => undefined) }'

export const failures = {
  'no audio': without('AudioContext', 'webkitAudioContext'),
  'audio that throws when opened': replaced('globalThis', 'AudioContext', throwing),
  'audio that throws when played': replaced('BaseAudioContext.prototype', 'createOscillator', throwing),
  'audio that never resumes': `${replaced('AudioContext.prototype', 'resume', pending)}${replaced('AudioContext.prototype', 'state', "'suspended'")}`,
  'audio that refuses to resume': `${replaced('AudioContext.prototype', 'resume', rejecting)}${replaced('AudioContext.prototype', 'state', "'suspended'")}`,
  'no storage': without('localStorage', 'sessionStorage'),
  'storage that is denied':
    throwsOnRead('globalThis', 'localStorage') + throwsOnRead('globalThis', 'sessionStorage'),
  'storage that cannot be read': replaced('Storage.prototype', 'getItem', throwing),
  'storage that is full': replaced('Storage.prototype', 'setItem', throwing),
  'no wake lock': 'delete Navigator.prototype.wakeLock;',
  'a wake lock that is refused': `${replaced('Navigator.prototype', 'wakeLock', `{ request: ${rejecting} }`)}`,
  'a wake lock that throws': `${replaced('Navigator.prototype', 'wakeLock', `{ request: ${throwing} }`)}`,
  'no vibration': 'delete Navigator.prototype.vibrate;',
  'vibration that throws': replaced('Navigator.prototype', 'vibrate', throwing),
  'no speech': without('speechSynthesis', 'SpeechSynthesisUtterance'),
  'speech that throws': throwsOnRead('globalThis', 'speechSynthesis'),
  'no fonts interface': 'delete Document.prototype.fonts;',
  'no Intl': without('Intl'),
  'no segmenter': 'delete Intl.Segmenter;',
  'a segmenter that throws': replaced('Intl', 'Segmenter', throwing),
  'no names of languages': 'delete Intl.DisplayNames;',
  'locales that throw': replaced('Intl', 'Locale', throwing),
  'no plural rules': 'delete Intl.PluralRules;',
  'plural rules that throw': replaced('Intl', 'PluralRules', throwing),
  'number formats that throw': replaced('Intl', 'NumberFormat', throwing),
  'date formats that throw': replaced('Intl', 'DateTimeFormat', throwing),
  'no table of the hall’s time zone': `{
    const Known = Intl.DateTimeFormat;
    Intl.DateTimeFormat = Object.assign(function (language, how) {
      if (how?.timeZone === 'Asia/Shanghai') throw new RangeError('Invalid time zone specified');
      return new Known(language, how);
    }, { supportedLocalesOf: Known.supportedLocalesOf });
  }`,
  'no table of the hall’s language': `{
    const Known = Intl.DateTimeFormat;
    Intl.DateTimeFormat = Object.assign(function (language, how) {
      if (String(language).startsWith('zh')) throw new RangeError('Incorrect locale information provided');
      return new Known(language, how);
    }, { supportedLocalesOf: (tags) => tags.filter((tag) => !tag.startsWith('zh')) });
  }`,
} as const

export type Failure = keyof typeof failures
