import type { Dialect, DialectName } from './dialect.ts'
import { escPosDialect } from './esc-pos.ts'
import { starDialect } from './star.ts'

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  'esc-pos': escPosDialect,
  star: starDialect,
}
