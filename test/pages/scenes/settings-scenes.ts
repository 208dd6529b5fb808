import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoHall } from '../../../server/data/demo-hall.ts'
import { limits } from '../../../server/data/limits.ts'
import type { HallNames } from '../../../server/hall/views/view-types.ts'
import { firstSteps } from '../../../server/protocol/settings/first-steps.ts'
import { formLimits } from '../../../server/web/documents/settings-form.ts'
import type { Opened, Opening } from '../browser/browser.ts'
import { manager } from '../counter/staff-fixtures.ts'
import { ago, languages, nowAt, timeZone } from '../fixtures.ts'
import { named, type PageScenes, type Scene, settled } from './scene.ts'
import { at, beside, nameOf } from './setup-scenes.ts'

/** The sections by which an administrator changes settings, and the first start: each text as long as a field takes it. */

type Texts = HallNames['hall']
const map = <V, W>(list: Readonly<Record<string, V>>, as: (one: V, at: number) => W): Record<string, W> =>
  Object.fromEntries(Object.entries(list).map(([id, one], at) => [id, as(one, at)]))

/** A sentence on a slip, as short or as long as settings accept it, from a name that is. */
const sentence = (texts: Texts): Texts =>
  map(texts, (text) => (text.length < 2 ? text : text.repeat(20).slice(0, limits.slipSentence)))

function settingsOf(names: HallNames, language: string) {
  const isShort = (names.hall[language] ?? '').length < 2
  const sentences = Array.from({ length: isShort ? 1 : limits.slipSentences }, () => sentence(names.hall))
  const slip = { documents: sentences, fees: sentences, notes: sentences, callRule: sentences }
  const groups = names.groups ?? {}
  const zone = nameOf(names, language, limits.zoneName)(0)
  const profile = isShort ? 'p' : 'profile-of-the-counters-beside-the-east-entrance-of-the-hall-1'
  return {
    ...demoHall,
    name: names.hall,
    languages: [language, ...languages.filter((one) => one !== language)],
    publicUrl: isShort ? 'http://q.io' : `https://${'queue.'.repeat(31)}io`,
    services: map(names.services, (name, at) => ({
      name,
      prefix: isShort ? 'ABCDFGHJKLMN'[at % 12]! : `WW${'ABCDFGHJKLMN'[at % 12]}`,
      ...(Object.keys(groups)[at % 3] && { group: Object.keys(groups)[at % 3] }),
      expectedMinutes: isShort ? 1 : 240,
      maxWaiting: isShort ? 1 : limits.waitingPerService,
      slip,
    })),
    groups,
    profiles: {
      [profile]: [{ services: Object.keys(names.services), afterMinutes: 0 }, { services: 'all' }],
    },
    counters: map(names.counters, (name) => ({ name, profile, zone })),
    reasons: names.reasons,
    slip,
  }
}

const png = readFileSync(join(import.meta.dirname, '../../../docs/pictures/slip/ticket.zh-CN.80-mm.png'))
const slipDrawn = { png: png.toString('base64'), width: 576, height: 1_250 }

/** The settings in force, those before them, and what is planned. */
function apiOf(names: HallNames, language: string, more: object = {}): Record<string, unknown> {
  const settings = { ...settingsOf(names, language), ...more }
  const touched = ['id', 'name', ...Object.keys(settings.services).map((id) => `services.${id}`)]
  const by = `staff:${nameOf(names, language, 1)(0) === 'A' ? '1' : 'North-hall_desk_0005'}`
  const change = { patch: { graceMinutes: 44, name: names.hall } }
  return {
    '/api/settings': { version: 12, settings, warnings: [] },
    '/api/settings/form': { fields: formLimits() },
    '/api/settings/slip': slipDrawn,
    '/api/settings/history': {
      changes: [12, 11, 10].map((version) => ({ version, touched, at: ago(version), by, isKept: true })),
    },
    '/api/settings/history/*': { settings: { ...settings, name: { en: 'H' }, graceMinutes: 12 } },
    '/api/settings/plans': {
      plans: (['planned', 'refused'] as const).map((state, id) => ({
        ...{ id, due: nowAt + 86_400_000, at: ago(9), by, state, ...change },
        former: { patch: { graceMinutes: 30, name: { en: 'H' } } },
        ...(state === 'refused' && { why: { reason: 'settings-changed' } }),
      })),
    },
    '/api/first-start': { timeZone, templates: { bank: settings, government: settings } },
    '/api/printers/search': {
      networks: ['192.168.188.0/24', '10.224.224.0/24'],
      printers: ['tcp://192.168.188.200:9100', 'tcp://192.168.188.201:9100'],
      isWhole: false,
    },
    '/api/start': { needsAdministrator: false },
  }
}

const view = (names: HallNames, language: string) =>
  named({ languages, timeZone, settings: 12, plans: 1 }, names, language)

const opening =
  (more: object = {}) =>
  (names: HallNames, language: string): Partial<Opening<'setup'>> => ({
    api: {
      ...apiOf(names, language, more),
      '/api/views/setup': { epoch: 'e1', seq: 10, view: view(names, language) },
    },
    beside: { ...beside(names, language), manager: { ...named(manager, names, language), printers } },
  })

const printers = {
  'kiosk-1': {
    name: 'Kiosk',
    state: 'cover-open',
    nearEnd: true,
    usedMm: 0,
    queued: 0,
    test: { at: nowAt, page: 'not-printed' },
  },
} as const

/** At a section, with one of its entries open. `drawn`: what comes later. */
const open =
  (section: string, drawn?: string, entryAt = 0) =>
  async (opened: Opened<'setup'>): Promise<void> => {
    await at(opened, section)
    await opened.page.locator(`h2#${section}`).waitFor()
    const entry = opened.page.locator('.settings-entry > summary').nth(entryAt)
    if (await entry.count()) await entry.click()
    // The drawing of a slip and the reading of an earlier version come after a pause.
    await opened.page.clock.runFor(500)
    if (drawn) await opened.page.locator(drawn).first().waitFor()
    await settled(opened)
  }

export const settings: PageScenes<'setup'> = {
  route: '/setup#hall',
  mayScroll: true,
  boxes: '.head, .setup-section, .settings-row > details > summary, .save-bar, .choice-box, .plan-row',
  opening: opening(),
  scenes: (names, language) => {
    const scene = (main: string, act: Scene<'setup'>['act']): Scene<'setup'> => ({
      view: view(names, language),
      main,
      ...(act && { act }),
    })
    return {
      ...Object.fromEntries(
        ['hall', 'services', 'counters', 'reasons', 'limits'].map((section) => [
          section,
          scene('.setup-find input', open(section)),
        ]),
      ),
      slips: scene('.setup-find input', open('slips', '.slip-preview img')),
      history: scene('.setup-find input', open('history', '.settings-entry .settings-add', 1)),
      found: scene('.setup-find input', async (opened) => {
        await opened.page.locator('.setup-find input').fill(language === 'en' ? 'time' : '时间')
        await opened.page.locator('.settings-found').first().waitFor()
        await settled(opened)
      }),
      fault: scene('#review', async (opened) => {
        await opened.page.locator('.setup-find input').fill('')
        await at(opened, 'hall')
        await opened.page.locator('#field-graceMinutes').fill('x')
        await opened.page.locator('#field-publicUrl').fill('https://queue.example')
        await opened.page.locator('#field-graceMinutes-fault').waitFor()
        await settled(opened)
      }),
      review: scene('.dialog h2', async (opened) => {
        await opened.page.locator('#review').click()
        await opened.page.locator('.review').waitFor()
        await settled(opened)
      }),
    }
  },
}

export const firstStart: PageScenes<'setup'> = {
  route: '/setup#first-start',
  mayScroll: true,
  boxes:
    '.head, .first-step, .first-kind, .first-found li, .first-keys, .first-line, .first-ways div, .choice-box',
  opening: opening({
    firstStart: [],
    devices: demoHall.devices.map((device) => ({ ...device, printer: 'tcp://192.168.188.200:9100' })),
  }),
  scenes: (names, language) => {
    const step =
      (name: string, act?: (opened: Opened<'setup'>) => Promise<void>) => async (opened: Opened<'setup'>) => {
        await at(opened, `first-start/${name}`)
        await opened.page.locator('#first-title').waitFor()
        await act?.(opened)
        await settled(opened)
      }
    const acts: Partial<Record<string, (opened: Opened<'setup'>) => Promise<void>>> = {
      hall: async ({ page }) => {
        await page.locator('#field-publicUrl, #field-timeZone').first().waitFor()
      },
      services: async ({ page }) => {
        await page.locator('.first-kind').last().click()
      },
      printer: async ({ page }) => {
        await page.locator('#search-printers').click()
        await page.locator('.first-found li').first().waitFor()
      },
    }
    return Object.fromEntries(
      [...firstSteps, 'done'].map((name) => [
        name,
        {
          view: view(names, language),
          main: name === 'done' ? '#first-title' : '#first-next',
          act: step(name, acts[name]),
        },
      ]),
    )
  },
}
