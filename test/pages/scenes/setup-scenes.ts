import { limits } from '../../../server/data/limits.ts'
import type { HallNames } from '../../../server/hall/views/view-types.ts'
import { wireLimits } from '../../../server/protocol/limits.ts'
import type { PairingView } from '../../../server/protocol/messages.ts'
import type { Opened } from '../browser/browser.ts'
import { devicesView, settingsApi, staffView } from '../counter/setup-fixtures.ts'
import { keysView, maintenanceView, personalCounts, recordPage } from '../counter/trust-fixtures.ts'
import { languages, nowAt, timeZone } from '../fixtures.ts'
import { named, type PageScenes, settled } from './scene.ts'

/** The pages by which a hall is set up: the administrator's, and that of a screen that waits for its pairing. */

/** As long as the name of the hall's first counter: texts of people and devices go with those of the hall. */
const lengthOf = ({ services }: HallNames, language: string): 'short' | 'long' => {
  const [name] = Object.values(services)
  return (name?.[language] ?? '').length < 2 ? 'short' : 'long'
}

const zh =
  '综合受理大厅东侧入口旁边的自助取号机与综合显示屏以及不动产登记窗口上方的叫号显示屏幕和打印代理所在的办公室里面的一台'
const en = 'Maximiliane von Hohenstein-Wallerstadt, registration of property'

/** A name of a person or a device, as short or as long as the hall accepts it. */
export const nameOf = (names: HallNames, language: string, length: number) => (at: number) =>
  lengthOf(names, language) === 'short'
    ? 'ABCDEFGHIJKL'[at % 12]!
    : `${at} ${language === 'en' ? en : zh}`.slice(0, length).trimEnd()

const idOf = (names: HallNames, language: string) => (at: number) =>
  lengthOf(names, language) === 'short'
    ? `-${at}`
    : `-${at}-of-the-east-entrance-beside-the-registration-of-property`.slice(0, wireLimits.idLength - 11)

/** Presses a control of the page's dialog, or of the page, and lets it be drawn. */
async function press(opened: Opened<'setup'>, ...selectors: string[]): Promise<void> {
  for (const selector of selectors) {
    await opened.page.locator(selector).first().click()
    await settled(opened)
  }
}

/** Without a dialog, at a section. */
export const at = async (opened: Opened<'setup'>, section: string): Promise<void> => {
  await opened.page.keyboard.press('Escape')
  // A new password stays until it is passed on.
  const password = opened.page.locator('.person-password')
  if (await password.count()) await press(opened, '.dialog .dialog-go')
  await opened.page.evaluate((section) => {
    location.hash = section
  }, section)
  await settled(opened)
}

/** The lists that the page watches, of people and devices of such names. */
export const beside = (names: HallNames, language: string) => ({
  keys: keysView(nameOf(names, language, wireLimits.keyNameLength)),
  maintenance: maintenanceView,
  staff: staffView(names, nameOf(names, language, wireLimits.personNameLength)),
  devices: devicesView(names, nameOf(names, language, wireLimits.deviceNameLength), {
    idOf: idOf(names, language),
    zone: nameOf(names, language, limits.zoneName)(0),
  }),
})

export const setup: PageScenes<'setup'> = {
  route: '/setup',
  mayScroll: true,
  boxes:
    '.head, .setup-section, .person-open, .device-open, .devices-waiting, .choice-box, .person-password, ' +
    '.record-row, .record-closing, .key-open, .key-secret, .section-card',
  opening: (names, language) => ({
    api: {
      ...settingsApi,
      '/api/start': { needsAdministrator: false },
      '/api/record?*': recordPage(idOf(names, language)(3)),
      '/api/personal': personalCounts,
      '/api/views/setup': {
        epoch: 'e1',
        seq: 10,
        view: named({ languages, timeZone, settings: 1, plans: 0 }, names, language),
      },
    },
    beside: beside(names, language),
  }),
  scenes: (names, language) => {
    const view = named({ languages, timeZone, settings: 1, plans: 0 }, names, language)
    const dialog = '.dialog h2'
    return {
      people: {
        view,
        main: '#add-person',
        act: (opened) => opened.page.locator('#add-person').waitFor(),
      },
      'a person': {
        view,
        main: dialog,
        act: (opened) => press(opened, '.person:nth-child(2) .person-open'),
      },
      'a new password': {
        view,
        main: '.person-password',
        act: async (opened) => {
          const reset = '.person-actions .row-key:nth-of-type(1)'
          await press(opened, reset, '.dialog-sure')
          const { id } = opened.said.findLast(({ type }) => type === 'command')!
          const result = { badge: '1002', password: 'wmwm-wmwm-wmwm' }
          opened.send({ type: 'answer', id, ok: true, seq: 10, result })
          await opened.page.locator('.person-password').waitFor()
        },
      },
      record: { view, main: '#record', act: (opened) => at(opened, 'record') },
      keys: { view, main: '#add-key', act: (opened) => at(opened, 'keys') },
      'a key': {
        view,
        main: dialog,
        act: (opened) => press(opened, '.key:nth-child(1) .key-open', '.dialog .dialog-part button'),
      },
      personal: {
        view,
        main: '#personal',
        act: async (opened) => {
          await at(opened, 'personal')
          await opened.page.locator('[aria-labelledby=destroy-before] input').fill('2026-12-31')
          await press(opened, '[aria-labelledby=destroy-before] [type=submit]')
        },
      },
      backups: { view, main: '#backups', act: (opened) => at(opened, 'backups') },
      devices: { view, main: '#approve-device', act: (opened) => at(opened, 'devices') },
      'a device': {
        view,
        main: dialog,
        act: (opened) => press(opened, '.device:nth-child(1) .device-open', '.dialog-part .row-key'),
      },
      'a screen is approved': {
        view,
        main: dialog,
        act: async (opened) => {
          await at(opened, 'devices')
          await press(opened, '#approve-device')
          await opened.page.locator('.device-code').fill('WMWM-WMWM')
          await opened.page.locator('.dialog select').selectOption('new window')
          await press(opened, '.dialog-form [type=submit]')
        },
      },
    }
  },
}

export const pair: PageScenes<'pairing'> = {
  route: '/pair',
  ownSizes: [
    [1080, 1920],
    [800, 480],
    [1920, 360],
  ],
  mayScroll: false,
  boxes: '.pairing, .pairing-steps li, .pairing-code, .pairing-state, .pairing-notice, .pairing-again',
  opening: (_, language) => ({
    languages: [language, ...languages.filter((one) => one !== language)],
  }),
  scenes: (names, language) => {
    const isShort = lengthOf(names, language) === 'short'
    const waiting: PairingView = {
      stage: 'waiting',
      code: 'WWWW-MMMM',
      expiresAt: nowAt + 9.5 * 60_000,
      ...(isShort ? {} : { address: 'https://queue.property-services.yunqi-garden.example:8443' }),
    }
    const removed = `kiosk${idOf(names, language)(1)}`
    return {
      waiting: { view: waiting, main: '.pairing-code, .pairing-address, .pairing-state' },
      removed: { view: { ...waiting, removed }, main: '.pairing-code, .pairing-removed, .pairing-state' },
      approved: { view: { stage: 'approved', device: removed }, main: '.pairing-what, .pairing-more' },
      refused: { view: { stage: 'refused' }, main: '.pairing-what, .pairing-again' },
      expired: { view: { stage: 'expired' }, main: '.pairing-what, .pairing-again' },
    }
  },
}
