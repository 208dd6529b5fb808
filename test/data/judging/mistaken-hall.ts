import { demoHall } from '../../../server/data/demo-hall.ts'

/** A mistake in `hall.json` as people make it, and what a start says first. */
export interface Mistake {
  readonly name: string
  /** The file with this mistake in it, and no other. */
  readonly file: string | Buffer
  /** The field and the line of the first problem; the line by a part of its text. */
  readonly field: string
  readonly at: string
  readonly says: RegExp
  /** Fields of the problems after the first, where there really are more. */
  readonly others?: readonly string[]
}

/** Hours, groups and series besides, so that there is something to get wrong. */
export const hall = {
  ...demoHall,
  hours: {
    mon: [['09:00', '17:00']],
    tue: [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ],
  },
  groups: { home: { 'zh-CN': '住户服务', en: 'For residents' } },
  series: { A: { start: 1, step: 1, digits: 3 } },
  services: { ...demoHall.services, fees: { ...demoHall.services.fees, group: 'home' } },
}
const written = (value: object) => JSON.stringify(value, undefined, 2)
export const wholeText = written(hall)

/** The text with its first `from` replaced. */
export function typo(from: string, to: string): string {
  if (!wholeText.includes(from)) throw new Error(`the hall has no ${from}`)
  return wholeText.replace(from, to)
}

export const changed = (change: object) => written({ ...hall, ...change })
export const without = (name: keyof typeof hall) => written({ ...hall, [name]: undefined })
export const service = (change: object) =>
  changed({ services: { ...hall.services, fees: { ...hall.services.fees, ...change } } })
export const counter = (change: object) =>
  changed({ counters: { ...hall.counters, '1': { ...hall.counters['1'], ...change } } })
export const kiosk = (change: object) => changed({ devices: [{ ...hall.devices[0], ...change }] })
export const monday = (...spans: unknown[]) => changed({ hours: { ...hall.hours, mon: spans } })
/** Bytes of an encoding that has two for each Chinese character: "办" is B0 EC in GBK, "窓" 91 8B in Shift JIS. */
export const inBytes = (bytes: readonly number[]) => {
  const [before, after] = wholeText.replaceAll(/[^\u0020-\u007E\n]/gu, '').split('"demo"')
  return Buffer.concat([Buffer.from(`${before}"`), Buffer.from(bytes), Buffer.from(`"${after}`)])
}
export const inUtf16 = Buffer.from(`\uFEFF${wholeText}`, 'utf16le')
