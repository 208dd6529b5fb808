import { describe, expect, it } from 'vitest'
import { shortcutOf, signAtPlace } from '../../display/parts/key-place.ts'

const pressed = (code: string, key: string, shiftKey = false) => ({ code, key, shiftKey })

describe('a shortcut', () => {
  it('is the Latin letter that a key types, wherever that key is', () => {
    expect(shortcutOf(pressed('KeyY', 'z'))).toBe('Z')
    expect(shortcutOf(pressed('KeyQ', 'a'))).toBe('A')
    expect(shortcutOf(pressed('Digit7', '/', true))).toBe('/')
  })

  it('is the letter at the place of a key in layouts of other scripts', () => {
    const rows: [string, ...string[]][] = [
      ['R', 'к', 'К', 'ρ', 'ق', 'ר', 'พ', 'ㄱ'],
      ['Z', 'я', 'ζ', 'ئ', 'ז', 'ผ'],
    ]
    for (const [letter, ...keys] of rows)
      for (const key of [...keys, 'Process', 'Dead'])
        expect(shortcutOf(pressed(`Key${letter}`, key))).toBe(letter)
    expect(shortcutOf(pressed('Digit1', '&'))).toBe('1')
    expect(shortcutOf(pressed('Slash', '.'))).toBe('/')
  })

  it('is nothing for keys without a sign', () => {
    for (const key of ['F1', 'Shift', 'ArrowUp']) expect(shortcutOf(pressed(key, key))).toBe('')
  })
})

describe('the sign at a place', () => {
  it('follows Shift, and neither Caps Lock nor the layout', () => {
    expect(signAtPlace(pressed('KeyA', 'A'))).toBe('a')
    expect(signAtPlace(pressed('KeyA', 'a', true))).toBe('A')
    expect(signAtPlace(pressed('Semicolon', 'Ж', true))).toBe(':')
    expect(signAtPlace(pressed('Minus', 'ß', true))).toBe('_')
    expect(signAtPlace(pressed('Numpad4', '4'))).toBe('4')
  })
})
