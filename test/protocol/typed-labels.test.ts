import { describe, expect, it } from 'vitest'
import { commands } from '../../server/protocol/commands.ts'
import { typedId, typedLabel } from '../../server/protocol/typed-label.ts'

describe('a typed label', () => {
  it('finds its ticket however a person types it', () => {
    const ways: Record<string, string[]> = {
      B001: [
        'b 001',
        'Ｂ００１',
        'ｂ　００１',
        'В001',
        'Β001',
        'b-001',
        'B.001',
        '"B001"',
        'B\u200b001',
        ' b٠٠١',
      ],
      ABC000001: ['ABC000001', 'abc 000 001', 'АВС000001', 'abc०००००१', 'ＡＢＣ－０００００１'],
    }
    for (const [label, typed] of Object.entries(ways))
      for (const one of typed) expect([one, typedLabel(one)]).toEqual([one, label])
  })

  it('is folded in the body of a command, and so for those who send it without a page', () => {
    const body = commands['call-ticket'].body.parse({ counter: '3', label: 'ｂ ００１' })
    expect(body).toEqual({ counter: '3', label: 'B001' })
  })

  it('loses nothing of an id but what cannot be seen', () => {
    expect(typedId(' １００３\u200b')).toBe('1003')
    expect(typedId('win-2_a.b')).toBe('win-2_a.b')
  })
})
