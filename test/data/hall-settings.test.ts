import { describe, expect, test } from 'vitest'
import { demoHall } from '../../server/data/demo-hall.ts'
import { hallFile } from '../../server/data/hall-config.ts'
import { fieldOf, fileOf, settingsOf } from '../../server/data/hall-settings.ts'
import type { Settings } from '../../server/hall/settings.ts'
import { furnished } from '../fakes/hall/hall-settings.ts'

describe('the form of hall.json', () => {
  test.each([
    ['the demo', demoHall],
    ['everything that can be said', hallFile.parse(everything())],
  ])('becomes settings and back without a loss: %s', (_, file) => {
    const settings = settingsOf(file, {})
    expect(fileOf(settings)).toEqual(file)
    expect(hallFile.parse(JSON.parse(JSON.stringify(fileOf(settings))))).toEqual(file)
    expect(JSON.stringify(settingsOf(fileOf(settings), {}))).toBe(JSON.stringify(settings))
  })

  test('keeps minutes with a fraction to the digit', () => {
    for (const minutes of [0.05, 0.1, 0.07, 1.15, 33.3333, 4.5]) {
      const file = { ...demoHall, graceMinutes: minutes, headStartMinutes: { member: minutes } }
      const back = fileOf(JSON.parse(JSON.stringify(settingsOf(file, {}))))
      expect([back.graceMinutes, back.headStartMinutes.member]).toEqual([minutes, minutes])
    }
  })

  test('has every name that the heart may tell somebody', () => {
    const form: Record<string, unknown> = { ...fileOf(settingsOf(hallFile.parse(everything()), {})) }
    const names = Object.keys(furnished satisfies Settings).filter((name) => name !== 'staff')
    expect(names.map(fieldOf).filter((field) => !(field in form))).toEqual([])
  })
})

/** A file with every field, also those that may be left out. */
function everything(): object {
  const texts = { 'zh-CN': '甲', en: 'A' }
  const slip = {
    parts: ['hall', { part: 'number', size: 'large' }],
    documents: [texts],
    fees: [texts],
    notes: [texts],
    callRule: [texts],
    checkCode: true,
    logo: 'logo.png',
  }
  return {
    ...demoHall,
    hours: { mon: [['08:00', '12:00']], sun: [] },
    policy: { kind: 'alternation', priority: 1, ordinary: 2 },
    series: { A: { start: 5, step: 2, digits: 2 } },
    groups: { g: texts },
    services: {
      z: {
        name: texts,
        prefix: 'Z',
        maxWaiting: 3,
        expectedMinutes: 1.5,
        pictogram: 'key',
        group: 'g',
        slip,
      },
      a: { name: texts, prefix: 'A', hidden: true },
    },
    profiles: { general: [{ services: ['z'], afterMinutes: 2.5 }, { services: 'all' }] },
    counters: {
      '10': { name: texts, profile: 'general', zone: 'left' },
      b: { name: texts, profile: 'general' },
    },
    reasons: { pause: { mine: texts, meal: {} }, hold: { copy: {} }, rating: { place: {} } },
    devices: [
      {
        id: 'kiosk-1',
        kind: 'kiosk',
        name: 'Kiosk',
        printer: 'tcp://192.0.2.1:9100',
        rollMetres: 30,
        paper: { width: 58, dpi: 180, cuts: false, letters: 'own', ownQr: false, dots: 384 },
        ignore: ['offline', 'near-end'],
        diagonal: 21,
      },
      { id: 'board-1', kind: 'board', name: 'Board', zone: 'left', diagonal: 55 },
      { id: 'window-b', kind: 'window', name: 'Window', counter: 'b' },
    ],
    publicUrl: 'https://queue.example',
    printing: false,
    slip,
  }
}
