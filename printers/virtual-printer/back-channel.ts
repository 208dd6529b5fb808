import { createRealTimeScanner, createStarScanner, type RealTimeScanner } from './real-time.ts'

/** The faults of a printer. */
export interface Condition {
  cover: boolean
  jammed: boolean
  paperEnd: boolean
  nearEnd: boolean
  /** The head is too hot; goes away by itself. */
  hot: boolean
  /** Only the power switch helps. */
  broken: boolean
  /** A sensor at fault: the printer reports that it is offline, and prints all the same. */
  saysOffline: boolean
}

export const isOffline = ({ cover, jammed, paperEnd, hot, broken }: Condition): boolean =>
  cover || jammed || paperEnd || hot || broken

const reportsOffline = (condition: Condition): boolean => condition.saysOffline || isOffline(condition)

/** The messages of a printer to the host, in its language. */
export interface BackChannel {
  scanner(): RealTimeScanner
  /** The answer to question `n`; undefined when there is no such question. */
  answer(n: number, condition: Condition, count: number): Uint8Array | undefined
  /** Its unasked message after a change; `counted` when the counter was raised. */
  report(condition: Condition, count: number, counted: boolean): Uint8Array
  /** Said after clearing; undefined when nothing is. */
  readonly cleared: Uint8Array | undefined
}

export const escPosBackChannel: BackChannel = {
  scanner: createRealTimeScanner,
  answer(n, condition) {
    const { cover, jammed, paperEnd, nearEnd, hot, broken } = condition
    const bits = [
      undefined,
      reportsOffline(condition) ? 0x08 : 0,
      (cover ? 0x04 : 0) | (paperEnd ? 0x20 : 0) | (jammed || hot || broken ? 0x40 : 0),
      (jammed ? 0x08 : 0) | (broken ? 0x20 : 0) | (hot ? 0x40 : 0),
      (paperEnd ? 0x60 : 0) | (nearEnd ? 0x0c : 0),
    ][n]
    return bits === undefined ? undefined : Uint8Array.of(0x12 | bits)
  },
  report(condition) {
    const { cover, jammed, paperEnd, nearEnd, hot, broken } = condition
    return Uint8Array.of(
      0x10 | (reportsOffline(condition) ? 0x08 : 0) | (cover ? 0x20 : 0),
      (jammed ? 0x08 : 0) | (broken ? 0x20 : 0) | (hot ? 0x40 : 0),
      (paperEnd ? 0x0c : 0) | (nearEnd ? 0x03 : 0),
      0,
    )
  },
  cleared: Uint8Array.of(0x37, 0x25, 0),
}

/** Nine bytes of status, by the Line mode manual, for a printer on a USB or serial connection. */
export const starBackChannel: BackChannel = {
  scanner: createStarScanner,
  answer: (n, condition, count) => (n === 1 ? starStatus(condition, count, false) : undefined),
  report: starStatus,
  cleared: undefined,
}

function starStatus(condition: Condition, count: number, counted: boolean): Uint8Array {
  const { cover, jammed, paperEnd, nearEnd, hot, broken } = condition
  const length = 9
  return Uint8Array.of(
    0x01 | ((length & 0x18) << 2) | ((length & 0x07) << 1),
    0x06,
    (reportsOffline(condition) ? 0x08 : 0) | (cover ? 0x20 : 0) | (counted ? 0x02 : 0),
    (jammed ? 0x08 : 0) | (broken ? 0x20 : 0) | (hot ? 0x40 : 0),
    0,
    (paperEnd ? 0x08 : 0) | (nearEnd ? 0x04 : 0),
    0,
    ((count & 0x18) << 2) | ((count & 0x07) << 1),
    0,
  )
}
