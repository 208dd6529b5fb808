import { UsageError } from './usage-error.ts'

/** `nowserving slip`; what its flags mean. */
export interface SlipFlags {
  readonly verb: 'slip'
  readonly data: string
  /** What to do: draw a slip into a file, or look whether the code on one is the hall's. */
  readonly preview: string | undefined
  readonly check: { readonly label: string; readonly code: string } | undefined
  readonly service: string | undefined
  readonly language: string | undefined
  /** Width of the roll in millimetres; undefined: that of the hall's first printer. */
  readonly paper: 58 | 80 | undefined
  readonly copy: number
  /** The business day of the slip to check; undefined: today. */
  readonly day: string | undefined
}

export const slipFlags = {
  preview: { type: 'string' },
  check: { type: 'string' },
  service: { type: 'string' },
  language: { type: 'string' },
  copy: { type: 'string' },
  day: { type: 'string' },
} as const

export const slipHelp = {
  verb: "  slip      draws a paper ticket as it would print, or tells whether one is the hall's own",
  flags: `  --preview FILE.png     slip: where to draw it; with --service ID, --language L, --paper 58|80, --copy N
  --check A042-7K3XM     slip: label and check code as they stand on a paper; --day 2026-11-22 if not today's`,
}

const copiesMost = 9

type Text = (name: keyof typeof slipFlags | 'data' | 'paper') => string | undefined

/** Throws `WrongUsage` that says which flag, what is wrong and what is allowed. */
export function readSlipCommand(text: Text): SlipFlags {
  const preview = text('preview')
  const check = text('check')
  if ((preview === undefined) === (check === undefined))
    throw new UsageError('slip draws a paper (--preview FILE.png) or checks one (--check A042-7K3XM)')
  const paper = text('paper')
  if (paper !== undefined && paper !== '58' && paper !== '80')
    throw new UsageError(`--paper ${paper}: give the width of the roll in millimetres, 58 or 80`)
  const copy = text('copy') ?? '1'
  if (!/^\d$/u.test(copy) || Number(copy) < 1)
    throw new UsageError(`--copy ${copy}: give a whole number from 1 to ${copiesMost}`)
  const day = text('day')
  if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/u.test(day))
    throw new UsageError(`--day ${day}: give a date such as 2026-11-22`)
  return {
    verb: 'slip',
    data: text('data') ?? './data',
    preview,
    check: check === undefined ? undefined : labelAndCode(check),
    service: text('service'),
    language: text('language'),
    paper: paper === undefined ? undefined : paper === '58' ? 58 : 80,
    copy: Number(copy),
    day,
  }
}

function labelAndCode(check: string): { label: string; code: string } {
  const [, label, code] = /^([A-Z]{1,3}\d{1,6})[\s:-]+([0-9A-Z]{4,8})$/iu.exec(check.trim()) ?? []
  if (label === undefined || code === undefined)
    throw new UsageError(`--check ${check}: give label and code with a dash between, such as A042-7K3XM`)
  return { label: label.toUpperCase(), code }
}
