import type { PrinterMessage, PrinterState } from './status.ts'

/** Sensors of a printer by the trouble that each reports, with their field of `PrinterState`. */
const fieldOf = {
  'cover-open': 'coverOpen',
  'no-paper': 'paperEnd',
  'cutter-jam': 'cutterError',
  'printer-error': 'deadlyError',
  offline: 'offline',
  'head-hot': 'passingError',
  'near-end': 'nearEnd',
} as const satisfies Record<string, keyof PrinterState>

export type Sensor = keyof typeof fieldOf
export const sensors = Object.keys(fieldOf) as [Sensor, ...Sensor[]]

/** Faults that end by hand, the first to be mended before those that follow from it. */
const faults = ['cover-open', 'no-paper', 'cutter-jam', 'printer-error'] as const
/** Trouble that usually ends by itself: a feed button, a head that cools. `offline` alone has no stated cause. */
const passing = ['head-hot', 'offline'] as const

type Fault = (typeof faults)[number]
/** States in which a printer prints nothing, although it answers. */
export type Trouble = Fault | (typeof passing)[number]

export const faultIn = (state: PrinterState): Fault | undefined => faults.find((one) => state[fieldOf[one]])
export const isPassing = (state: PrinterState): boolean => passing.some((one) => state[fieldOf[one]])

/**
 * The one judgement of a printer's state: nothing is sent while it names trouble, and people are told the same. Trouble
 * that may still pass is left out before (`withoutPassing`).
 */
export const troubleIn = (state: PrinterState): Trouble | undefined =>
  faultIn(state) ?? passing.find((one) => state[fieldOf[one]])

export const withoutPassing = (state: PrinterState): PrinterState => without(state, passing)

function without(state: PrinterState, untrue: readonly Sensor[]): PrinterState {
  if (untrue.length === 0) return state
  return { ...state, ...Object.fromEntries(untrue.map((sensor) => [fieldOf[sensor], false])) }
}

/** A state without the reports of sensors that were declared untrue. */
export const believedState = without

/** A message without the reports of sensors that were declared untrue. */
export function believedMessage(message: PrinterMessage, untrue: readonly Sensor[]): PrinterMessage {
  if (message.type === 'state') return { ...message, state: without(message.state, untrue) }
  if (message.type === 'paper' && untrue.includes('no-paper')) return { ...message, end: false }
  return message
}
