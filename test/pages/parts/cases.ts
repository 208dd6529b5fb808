import type { ComponentChildren } from 'preact'

export interface Look {
  language: string
  size: string
}

export type Cases = Readonly<Record<string, { at: string; part: ComponentChildren }>>
