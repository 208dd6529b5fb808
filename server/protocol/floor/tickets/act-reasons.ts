import type { CancelReason, ForwardReason } from '../../../hall/ids.ts'

/** Reasons that the hall manager chooses from, in the order of the page. Other pages do not load them. */
export const cancelReasons = [
  'left',
  'twice',
  'mistake',
  'elsewhere',
  'hall',
  'other',
] as const satisfies readonly CancelReason[]
export const forwardReasons = [
  'unwell',
  'frail',
  'child',
  'our-mistake',
  'missed-call',
  'other',
] as const satisfies readonly ForwardReason[]
