import type { HallNames } from '../../../server/hall/views/view-types.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import type { Opened } from '../browser/browser.ts'
import { press } from '../counter/counter-console.ts'
import { counterStates } from '../counter/counter-fixtures.ts'
import { board, hoursOf, nowAt, paper, windows } from '../fixtures.ts'
import { answer, eight, issued, tap, twelve } from '../kiosk/kiosk-wire.ts'
import { managerStates } from '../manager/manager-fixtures.ts'
import { key, views } from '../phone/phone-wire.ts'
import { named, type PageScenes, type Scene, settled } from './scene.ts'
import { firstStart, settings } from './settings-scenes.ts'
import { pair, setup } from './setup-scenes.ts'

const signedIn = (counter: string) => ({
  before: async (page: Opened<'counter'>['page']) => {
    await page.addInitScript((counter) => {
      localStorage.setItem('nowserving.counter', counter)
    }, counter)
  },
})
/** On a slow machine a running clock brings a kiosk to rest, and a call to its end, between two sizes. */
const standing = () => ({ still: true })
const kiosk: PageScenes<'kiosk'> = {
  route: '/kiosk?device=kiosk-1',
  ownSizes: [
    [1080, 1920],
    [1280, 1024],
  ],
  mayScroll: false,
  opening: standing,
  boxes: '.hero, .tile, .action .key, .ticket, .aid, .top, .groups .key',
  scenes: (names, language) => {
    const home = named(eight, names, language)
    const odd = { ...home, services: home.services.slice(0, 5) }
    const full = home.services.map((one) =>
      one.id === 'payment' ? { ...one, open: false, why: 'service-is-full' as const } : one,
    )
    return {
      home: { view: home, main: '.tile' },
      'five services': { view: odd, main: '.tile' },
      groups: { view: named(twelve, names, language), main: '.tile, .groups .key' },
      closed: {
        view: { ...home, doors: 'closed', opensAt: nowAt + 86_000_000 },
        main: '.hero',
      },
      full: {
        view: { ...home, services: full },
        main: '[data-key=home]',
        act: async (opened) => {
          await opened.page.click('[data-service=payment]')
          await settled(opened)
        },
      },
      ticket: {
        view: home,
        main: '[data-key=done]',
        act: async (opened) => {
          await opened.page.click('[data-key=home]')
          await settled(opened)
          await tap(opened, 'repair')
          await answer(opened, issued('A1042'))
          await settled(opened)
        },
      },
    }
  },
}

const boardScenes: PageScenes<'board'> = {
  route: '/board',
  ownSizes: [[1080, 1920]],
  mayScroll: false,
  boxes: '.ticket, .ticket-stub, .call-row, .queue',
  scenes: (names, language) => {
    const usual = named(board, names, language)
    const rest: Drawn<'board'> = { ...usual, calls: [], queues: {}, doors: 'closed' }
    const long = usual.calls.map((call) => ({ ...call, label: `W${call.label.slice(1)}4` }))
    return {
      called: { view: usual, main: '.ticket' },
      'long labels': { view: { ...usual, calls: long }, main: '.ticket' },
      'three calls': { view: { ...usual, calls: usual.calls.slice(0, 3) }, main: '.ticket' },
      'one call': {
        view: { ...usual, calls: usual.calls.slice(0, 1).map((call) => ({ ...call, at: nowAt - 120_000 })) },
        main: '.ticket',
      },
      welcome: { view: { ...usual, calls: [] }, main: '.ticket' },
      closed: { view: { ...rest, hours: hoursOf('2026-06-19') }, main: '.ticket' },
      'closed, to open today': { view: { ...rest, opensAt: nowAt + 3_600_000 }, main: '.ticket' },
      unserved: { view: { ...rest, unserved: { count: 7, at: nowAt - 60_000 } }, main: '.ticket' },
    }
  },
}

const windowScenes: PageScenes<'window'> = {
  route: '/window/3',
  ownSizes: [[1920, 360]],
  mayScroll: false,
  boxes: '.window-name, .window-ticket, .window-foot',
  scenes: (names, language) =>
    Object.fromEntries(
      Object.entries({
        ...windows,
        // The counter's only service, and all of them.
        one: { ...windows.free, services: ['repair'] },
        all: { ...windows.called, label: 'W1027', services: Object.keys(names.services) },
      }).map(([name, view]) => [name, { view: named(view, names, language), main: '.window-ticket' }]),
    ),
}

const speakerScenes: PageScenes<'board'> = {
  route: '/speaker?device=speaker-1',
  mayScroll: false,
  opening: standing,
  boxes: '.speaker-hall, .speaker-key, .speaker-call, .speaker-notice',
  scenes: (names, language) => {
    const view = named(board, names, language)
    return {
      quiet: { view, main: '.speaker-key' },
      calling: {
        view,
        main: '.speaker-call',
        act: async (opened) => {
          const { id, label, counter } = view.calls[0]!
          opened.happened({}, [{ type: 'called', id, label, counter, at: nowAt }])
          await settled(opened)
        },
      },
    }
  },
}

const main = '.primary'
const counterScenes: PageScenes<'counter'> = {
  route: '/counter',
  mayScroll: true,
  boxes: '.head, .card, .primary, .key, .phrase, .foot, .row, .choice, .find, .dialog',
  opening: (names, language) => ({
    ...signedIn('3'),
    api: {
      '/api/views/counter?counter=3': {
        epoch: 'e1',
        seq: 10,
        view: named(counterStates.serving, names, language),
      },
    },
  }),
  scenes: (names, language) => {
    const scene = (state: keyof typeof counterStates): Scene<'counter'> => ({
      view: named(counterStates[state], names, language),
      main,
    })
    return {
      called: scene('called'),
      'serving-red': scene('serving-red'),
      crowded: scene('crowded'),
      paused: scene('paused'),
      closed: scene('closed'),
      hold: { ...scene('serving'), main: '.panel h2', act: (opened) => press(opened, 'h') },
      issue: { ...scene('serving'), main: '.panel h2', act: (opened) => press(opened, 'Escape', 'i') },
      transfer: { ...scene('serving'), main: '.dialog h2', act: (opened) => press(opened, 'Escape', 't') },
    }
  },
}

const managerScenes: PageScenes<'manager'> = {
  route: '/manager',
  mayScroll: true,
  boxes: '.head, .counter-card, .service, .open-item-row, .figures',
  opening: (names, language) => ({
    api: {
      '/api/views/manager': { epoch: 'e1', seq: 10, view: named(managerStates.usual, names, language) },
    },
  }),
  scenes: (names, language) =>
    Object.fromEntries(
      (['usual', 'troubled', 'quiet'] as const).map((state) => [
        state,
        { view: named(managerStates[state], names, language), main: '.menu-open' },
      ]),
    ),
}

const signIn: PageScenes<'counter'> = {
  route: '/counter?counter=3',
  mayScroll: true,
  boxes: '.sign-in-ticket',
  opening: counterScenes.opening!,
  scenes: (names, language) => ({
    ended: {
      view: named(counterStates.free, names, language),
      main: '.sign-in-go',
      act: async (opened) => {
        // A page that does not watch yet would not hear that its view has ended.
        await opened.page.locator('#primary').waitFor()
        opened.end('not-signed-in')
        await settled(opened)
        await opened.page.locator('.sign-in-go').waitFor()
      },
    },
  }),
}

const choice: PageScenes<'counter'> = {
  route: '/counter',
  mayScroll: true,
  boxes: '.counter-option',
  opening: (names, language) => ({
    api: {
      '/api/views/counter?counter=1': {
        epoch: 'e1',
        seq: 10,
        view: named(counterStates.free, names, language),
      },
    },
  }),
  scenes: (names, language) => ({
    'five counters': { view: named(counterStates.free, names, language), main: '.counter-options' },
  }),
}

const phone: PageScenes<'ticket'> = {
  route: `/t/${key}`,
  mayScroll: true,
  boxes: '.card, .called, .key, .rating, .head',
  scenes: (names, language) =>
    Object.fromEntries(
      Object.entries(views).map(([name, view]) => [
        name,
        { view: { ...named(view, names, language), language }, main: '.card h1, .called h1' },
      ]),
    ),
}

const start: PageScenes<'paper'> = {
  route: '/',
  mayScroll: true,
  boxes: '.screen-link, .start-head, .windows a',
  opening: ({ hall, counters }, language) => ({
    api: {
      '/api/start': { demo: true, hall, counters, languages: named({}, {} as HallNames, language).languages },
    },
    languages: named({}, {} as HallNames, language).languages,
  }),
  scenes: () => ({ start: { view: paper, main: 'a[href="/kiosk"]' } }),
}

/** Pages that hold every name at every size. */
export const pages = {
  phone,
  start,
  kiosk,
  board: boardScenes,
  speaker: speakerScenes,
  window: windowScenes,
  counter: counterScenes,
  manager: managerScenes,
  'sign-in': signIn,
  choice,
  setup,
  settings,
  'first-start': firstStart,
  pair,
} as const
