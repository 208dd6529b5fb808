/** Signs by place, unshifted and shifted, as on the layout that scanners and the letters on keys use (US). */
const signs: Readonly<Record<string, string>> = {
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
}
const shiftedDigits = ')!@#$%^&*('

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>

/**
 * The sign at the place of a key on the US layout, whatever layout is in use and whether or not Caps Lock is on. Undefined
 * where no sign is.
 */
export function signAtPlace({ key, code, shiftKey }: Pressed): string | undefined {
  const [, letter] = /^Key([A-Z])$/u.exec(code) ?? []
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase()
  const [, digit] = /^Digit(\d)$/u.exec(code) ?? []
  if (digit !== undefined) return shiftKey ? shiftedDigits[Number(digit)] : digit
  const sign = signs[code]?.[shiftKey ? 1 : 0]
  return sign ?? (key.length === 1 ? key : undefined)
}

/**
 * The shortcut that a key stands for: the sign that it types, otherwise the one at its place where the layout has no Latin
 * letter there, such as `R` for the Cyrillic `К`.
 */
export function shortcutOf({ key, code }: Pressed): string {
  const typed = key.toUpperCase()
  return /^[A-Z0-9/]$/u.test(typed)
    ? typed
    : (signAtPlace({ key, code, shiftKey: false }) ?? '').toUpperCase()
}
