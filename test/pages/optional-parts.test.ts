import { describe, expect, it } from 'vitest'
import type { WatchName } from '../../server/protocol/messages.ts'
import { describePages, type Opened, type Opening, picture, stage } from './browser/browser.ts'
import { takesAll } from './browser/looks.ts'
import { counterStates } from './counter/counter-fixtures.ts'
import { settingsApi, staffView } from './counter/setup-fixtures.ts'
import { board, kiosk, languages, nowAt, paper, timeZone, windows, words } from './fixtures.ts'
import { managerStates } from './manager/manager-fixtures.ts'
import { type Failure, failures } from './optional-parts.ts'
import { key, views } from './phone/phone-wire.ts'

const { open } = stage()
const facts = { demo: true, hall: words.hall, counters: words.counters, languages, timeZone }
const names = Object.keys(failures) as Failure[]

/** Opens a page in a browser in which `failure` is the case, with a Chinese look. */
function openWith<V extends WatchName>(
  failure: Failure | undefined,
  route: string,
  how: Omit<Opening<V>, 'width' | 'height'>,
): Promise<Opened<V>> {
  const context = { locale: 'zh-CN', timezoneId: 'America/New_York' }
  return open<V>(route, {
    width: 1366,
    height: 900,
    context,
    ...how,
    before: async (page) => {
      await page.route('**/api/paper/*', (asked) => asked.fulfill({ body: '' }))
      if (failure) await page.addInitScript(failures[failure])
    },
  })
}

const seen = { epoch: 'e1', seq: 10 }
/** Every page: how it opens, and the text that shows its view. */
const pages = {
  start: {
    open: (failure) => openWith(failure, '/', { view: paper, api: { '/api/start': facts } }),
    view: ['h1', '云栖花园物业服务大厅'],
  },
  kiosk: {
    open: (failure) => openWith(failure, '/kiosk?device=kiosk-1', { view: kiosk }),
    view: ['[data-service=repair]', '报修服务'],
  },
  board: {
    open: (failure) => openWith(failure, '/board', { view: board }),
    view: ['.call-row .label >> nth=0', board.calls[0]!.label],
  },
  speaker: {
    open: (failure) => openWith(failure, '/speaker', { view: board }),
    view: ['h2', '声音'],
  },
  window: {
    open: (failure) => openWith(failure, '/window/3', { view: windows.called }),
    view: ['main', 'A027'],
  },
  paper: {
    open: (failure) => openWith(failure, '/paper', { view: paper }),
    view: ['.sheet figcaption >> nth=0', Object.values(paper.papers).at(-1)!.label],
  },
  counter: {
    open: (failure) =>
      openWith(failure, '/counter?counter=3', {
        view: counterStates.called,
        api: { '/api/views/counter?counter=3': { ...seen, view: counterStates.called } },
      }),
    view: ['main', counterStates.called.active!.label],
  },
  manager: {
    open: (failure) =>
      openWith(failure, '/manager', {
        view: managerStates.usual,
        api: { '/api/views/manager': { ...seen, view: managerStates.usual } },
      }),
    view: ['.counter-card >> nth=0', '1\u00a0号窗口'],
  },
  phone: {
    open: (failure) => openWith(failure, `/t/${key}`, { view: views.soon }),
    view: ['.card', views.soon.label],
  },
  setup: {
    open: (failure) => {
      const view = { languages, timeZone, settings: 1, plans: 0, words }
      return openWith(failure, '/setup', {
        view,
        beside: { staff: staffView(words, (at) => `Clerk ${at}`) },
        api: { ...settingsApi, '/api/start': facts, '/api/views/setup': { ...seen, view } },
      })
    },
    view: ['.person >> nth=1', 'Clerk 1'],
  },
  pair: {
    open: (failure) =>
      openWith(failure, '/pair', {
        view: { stage: 'waiting', code: 'BCDF-GHJK', expiresAt: nowAt },
        languages,
      }),
    view: ['.pairing-code', 'BCDF-GHJK'],
  },
} satisfies Record<
  string,
  { open: (failure?: Failure) => Promise<Opened<WatchName>>; view: readonly [place: string, text: string] }
>

describe('the matrix of optional parts', () => {
  it('has every page, and each way in which a part fails', () => {
    expect([Object.keys(pages).length, names.length]).toEqual([11, 28])
  })
})

/** Every eighth failure of a page, another eighth on the next page; `LOOKS=all` tries each on each. */
const triedOn = (page: number) =>
  takesAll ? names : names.filter((_, failure) => (failure + page) % 8 === 0)

describePages('each optional part fails alone', () => {
  for (const [at, [name, { open: openPage, view }]] of Object.entries(pages).entries())
    for (const failure of triedOn(at))
      it(`${name} shows its view: ${failure}`, async () => {
        const { page, errors } = await openPage(failure)
        const [place, text] = view
        await expect.poll(() => page.locator(place).textContent()).toContain(text)
        expect(errors).toEqual([])
      })
})

/** The AudioContext of the page, for a system that takes the sound away. */
const graspContext = `globalThis.AudioContext = class extends AudioContext {
  constructor() { super(); globalThis.heard = this }
}`
const suspend = 'heard.suspend()'
/** A system that keeps the sound: resuming changes nothing until it gives it back. */
const keepSilent = 'heard.resume = () => new Promise(() => undefined); heard.suspend()'

describePages('a sound that is lost', () => {
  const openBoard = () =>
    open('/board', {
      width: 1366,
      height: 768,
      view: board,
      before: async (page) => void (await page.addInitScript(graspContext)),
    })
  const told = ({ said }: Opened<'board'>) =>
    said.flatMap((one) => ('sound' in one ? [one.sound] : [])).at(-1)

  it('is taken back at once where the system lets it', async () => {
    const shown = await openBoard()
    await expect.poll(() => told(shown)).toBe('on')
    await shown.page.evaluate(suspend)
    await expect.poll(() => shown.page.evaluate('heard.state')).toBe('running')
    expect(await shown.page.locator('.board-sound').count()).toBe(0)
  })

  it('is told to the hall and on the board, tried again, and told when it is back', async () => {
    const shown = await openBoard()
    await expect.poll(() => told(shown)).toBe('on')
    await shown.page.evaluate(keepSilent)
    await expect.poll(() => told(shown)).toBe('blocked')
    expect(await shown.page.locator('.board-sound').textContent()).toContain('点按开启声音')
    await shown.page.evaluate('delete heard.resume')
    await expect.poll(() => told(shown)).toBe('on')
    await expect.poll(() => shown.page.locator('.board-sound').count()).toBe(0)
  })

  it('is replaced by a new output where the browser closed it', async () => {
    const shown = await openBoard()
    await expect.poll(() => told(shown)).toBe('on')
    await shown.page.evaluate('globalThis.first = heard; heard.close()')
    await expect.poll(() => shown.page.evaluate('heard !== first && heard.state')).toBe('running')
  })
})

describePages('a missing part is told', () => {
  const missing: [Failure, string][] = [
    ['no audio', '无法发声'],
    ['audio that throws when opened', '无法发声'],
    ['storage that is denied', '无法保存'],
    ['storage that is full', '无法保存'],
    ['no table of the hall’s time zone', '时区'],
    ['no table of the hall’s language', '日期不能用该语言显示'],
  ]
  for (const [failure, sentence] of missing)
    it(`on the start page: ${failure}`, async () => {
      const { page } = await pages.start.open(failure)
      await expect
        .poll(() => page.locator('.start-missing li').allTextContents())
        .toEqual([expect.stringContaining(sentence)])
      await picture(page, `start/missing.${failure.replaceAll(' ', '-')}`)
    })

  it('on the start page by nothing where all is there', async () => {
    const { page } = await pages.start.open(undefined)
    await page.locator('.demo').waitFor()
    expect(await page.locator('.start-missing').count()).toBe(0)
  })

  it('to staff, in the settings of their page', async () => {
    const { page } = await pages.manager.open('storage that is denied')
    await page.locator('.menu-open').click()
    expect(await page.locator('.menu-note').textContent()).toContain('不允许保存')
    await picture(page, 'manager/nothing-kept.zh-CN')
  })

  it('never to a customer at the kiosk', async () => {
    const { page } = await pages.kiosk.open('storage that is denied')
    await page.locator('[data-service=repair]').waitFor()
    expect(await page.locator('body').textContent()).not.toContain('保存')
  })

  it('on a phone by a key that promises what it can do', async () => {
    const promises: [Failure | undefined, string | undefined, string | undefined][] = [
      [undefined, '快到我时响铃并震动', '响铃和震动已打开'],
      ['no vibration', '快到我时响铃', '响铃已打开'],
      ['no audio', '快到我时震动', '震动已打开'],
      ['audio that throws when opened', '快到我时响铃并震动', '震动已打开'],
      ['vibration that throws', '快到我时响铃并震动', '响铃已打开'],
    ]
    for (const [failure, before, after] of promises) {
      const { page } = await pages.phone.open(failure)
      const bell = page.locator('[data-key=bell]')
      expect(await bell.textContent(), failure).toBe(before)
      await bell.click()
      await expect.poll(() => bell.textContent()).toContain(after)
    }
  })
})
