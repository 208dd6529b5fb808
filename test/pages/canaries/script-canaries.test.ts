import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { staffDocument } from '../../../server/access/staff.ts'
import { hallFile } from '../../../server/data/hall-config.ts'
import { commands, type WireCommandType } from '../../../server/protocol/commands.ts'
import { pageAddresses } from '../../../server/web/page-addresses.ts'
import { Driver, openCounters } from '../../fakes/driver.ts'
import { furnishedDirectory } from '../../fakes/running-hall.ts'
import { describePages } from '../browser/browser.ts'
import { hallWithPages, signInAs } from '../counter/setup-page.ts'
import { faultsOf, longCanary, textFields, trap, withCanaries } from './script-canaries.ts'

/** A script is planted in every text that somebody can give a hall. No page runs it: it is shown as text. */

const both = (): Record<string, string> => ({ 'zh-CN': 'text', en: 'text' })
const sentences = { documents: [both()], fees: [both()], notes: [both()], callRule: [both()] }
const planted = new Set<string>()

/** A demo's hall that uses every field with a text. */
async function plantedDirectory(): Promise<string> {
  const directory = await furnishedDirectory((demo) => {
    const [tenancy, ...others] = Object.entries(demo.services)
    // Long past, so that the hall is open as usual.
    const specialDays = [{ date: '2020-01-01', name: both() }]
    const hall = {
      ...demo,
      $schema: 'text',
      groups: { house: both(), car: both() },
      services: Object.fromEntries([
        [tenancy![0], { ...tenancy![1], group: 'house', slip: sentences, specialDays }],
        ...others.map(([id, service], at) => [id, { ...service, group: at % 2 ? 'house' : 'car' }]),
      ]),
      counters: Object.fromEntries(
        Object.entries(demo.counters).map(([id, counter]) => [id, { ...counter, zone: 'text' }]),
      ),
      devices: [
        ...demo.devices.map((device) => ({
          ...device,
          ...(device.kind === 'board' && { zone: 'text' }),
        })),
        { id: 'speaker-1', kind: 'speaker' as const, name: 'text', zone: 'text' },
        { id: 'rating-1', kind: 'rating' as const, name: 'text', counter: '1' },
      ],
      specialDays,
      reasons: { pause: { meal: both() }, hold: { copy: both() }, rating: { manner: both() } },
      slip: sentences,
    }
    return hallFile.parse(withCanaries(hall, textFields(hallFile), planted))
  })
  const file = join(directory, 'staff.json')
  const staff = JSON.parse(readFileSync(file, 'utf8'))
  staff.staff['1001'].passkeys = {
    text: { publicKey: 'text', counter: 0, host: 'text', label: 'text', addedAt: 0 },
  }
  staff.staff['1002'].skills = ['tenancy', 'fees']
  staff.staff['1002'].skillGrants = { fees: { on: '2026-01-05', training: 'text' } }
  writeFileSync(file, JSON.stringify(withCanaries(staff, textFields(staffDocument), planted)))
  return directory
}

/** The texts of commands. Each is given by the test below, or is no text that anybody reads. */
const ofCommands = [
  'transfer.note',
  'rate.words',
  'add-staff.name',
  'add-staff.skillGrants.*.training',
  'change-staff.name',
  'change-staff.skillGrants.*.training',
  'add-key.name',
  'change-key.name',
  'approve-device.name',
  'approve-device.code',
]

/** The sections of the administrator's page that show a text of the hall. */
const named = ['#people', '#devices', '#keys']

describePages('a script in every text of a hall', async () => {
  const pages = hallWithPages({ verb: 'serve', directory: await plantedDirectory() })
  let everybodys: BrowserContext
  const trapped = async (): Promise<BrowserContext> => {
    const context = await pages.context()
    await context.addInitScript(trap)
    return context
  }
  beforeAll(async () => {
    everybodys = await trapped()
  })

  it('is in every field of settings, accounts and commands that takes a text', () => {
    expect([...planted].toSorted()).toEqual(
      [...textFields(hallFile).keys(), ...textFields(staffDocument).keys()].toSorted(),
    )
    const found = Object.entries(commands).flatMap(([type, { body }]) =>
      [...textFields(body).keys()].map((path) => `${type}.${path}`),
    )
    expect(found.toSorted()).toEqual(ofCommands.toSorted())
  })

  it('runs on no page, and is shown as text', async () => {
    const { ended, waiting } = await plantByCommands(pages.hall)
    const faults: string[] = []
    const shown = new Map<string, number>()
    const look = async (page: Page, what: string): Promise<void> => {
      faults.push(...(await faultsOf(page)).map((fault) => `${what}: ${fault}`))
      const said = await page.evaluate(() => document.body.textContent ?? '')
      const [address = ''] = what.split(/[ ?#]/u)
      shown.set(address, (shown.get(address) ?? 0) + said.split('c()').length - 1)
    }
    const open = async (path: string, ready: string, context = everybodys): Promise<Page> => {
      const page = await pages.open(context, path)
      page.on('request', (asked) => /\/x$/u.test(asked.url()) && faults.push(`${path}: ${asked.url()}`))
      page.on('console', (line) => /Content.Security|c\(\)/u.test(line.text()) && faults.push(line.text()))
      await page.locator(ready).first().waitFor()
      await look(page, path)
      return page
    }
    const inPath = encodeURIComponent(longCanary)

    for (const language of ['en', 'zh-CN']) {
      await open(`/?language=${language}&x=${inPath}`, '#page > *, main')
      await open(`/board?language=${language}`, '.board')
      await open(`/speaker?language=${language}`, '.speaker')
      await open(`/window/1?language=${language}`, '.window')
      await open(`/rate/1?device=rating-1&language=${language}`, '.rate')
      await open(`/t/${waiting}?language=${language}`, '.card')
      await open(`/paper?language=${language}`, 'body > :not(script)')
    }
    await open(`/pair?device=${inPath}`, '.pairing-code')
    await open(`/t/${ended}`, 'main')
    for (const path of [`/${inPath}`, `/window/${inPath}`, `/t/${inPath}`]) await open(path, 'body')

    const kiosk = await open('/kiosk', '.tile')
    await kiosk.locator('.tile').first().click()
    await kiosk.locator('[data-service]').first().waitFor()
    await look(kiosk, '/kiosk group')

    const manager = await open('/manager?lang=en', '[name=badge]', await trapped())
    await signInAs(manager, longCanary, longCanary)
    await manager.locator('[role=alert], .sign-in-fault').first().waitFor()
    await look(manager, '/manager sign-in')
    await signInAs(manager, '2001')
    await manager.locator('.counter-card').first().waitFor()
    await manager.locator('.figures-read').click()
    await manager.locator('.written li').first().waitFor()
    await look(manager, '/manager ratings')

    const counter = await open('/counter?lang=en&counter=2', '[name=badge]', await trapped())
    await signInAs(counter, '1002')
    await counter.locator('.frame').waitFor()
    await counter.locator('.chip-key').click()
    await counter.locator('.written-words').first().waitFor()
    await look(counter, '/counter notes')

    const setup = await open('/setup?lang=en', '[name=badge]', await trapped())
    await signInAs(setup, '9001')
    await setup.locator('.setup-section').first().waitFor()
    for (const section of await setup.locator('.setup-section').all()) {
      await section.click()
      const address = (await section.getAttribute('href')) ?? ''
      const content = setup.locator('.setup-main')
      await content.locator('> *').first().waitFor()
      if (named.includes(address)) await content.getByText('c()').first().waitFor()
      await look(setup, `/setup ${address}`)
    }
    expect(faults).toEqual([])
    /** How often the pages at an address showed a canary as text. */
    const read = (address: string | RegExp): number =>
      [...shown].reduce(
        (sum, [path, times]) =>
          (typeof address === 'string' ? path === address : address.test(path)) ? sum + times : sum,
        0,
      )
    // The pages without a text of the hall; all others were opened and show some.
    expect(pageAddresses.map(([address]) => address).filter((address) => read(address) === 0)).toEqual([
      '/paper',
      '/pair',
    ])
    expect([shown.has('/paper'), shown.has('/pair')]).toEqual([true, true])
  })
})

/** The canary for a field of a command. */
const text = (command: WireCommandType, field: string): string =>
  textFields(commands[command].body).get(field) ?? ''

/** Gives the texts of commands; phone keys of a rated visit and of a ticket that is served at counter 2. */
async function plantByCommands(hall: { readonly url: string }) {
  const kiosk = new Driver(hall, 'kiosk-1')
  const [one, two] = (await openCounters(hall, 2)) as [Driver, Driver]
  const keyOf = (phoneUrl: string): string => phoneUrl.split('/t/')[1]!
  const serve = async (clerk: Driver, counter: string, label: string) => {
    await clerk.done('call-ticket', { counter, label })
    await clerk.done('start-service', { counter })
  }
  const rated = await kiosk.issue('fees')
  await serve(one, '1', rated.label)
  await one.done('finish', { counter: '1' })
  const ended = keyOf(rated.phoneUrl)
  await kiosk.done('rate', { key: ended, score: 2, reasons: ['manner'], words: text('rate', 'words') })
  const noted = await kiosk.issue('tenancy')
  await serve(one, '1', noted.label)
  await one.done('transfer', { counter: '1', to: { counter: '2' }, note: text('transfer', 'note') })
  await serve(two, '2', noted.label)

  const administrator = new Driver(hall)
  await administrator.signIn('9001')
  await administrator.done('add-staff', {
    badge: '3001',
    name: text('add-staff', 'name'),
    roles: ['counter'],
    skills: ['tenancy', 'fees'],
    skillGrants: { fees: { on: '2026-01-05', training: text('add-staff', 'skillGrants.*.training') } },
  })
  await administrator.done('change-staff', {
    badge: '3001',
    name: text('change-staff', 'name'),
    skillGrants: { tenancy: { on: '2026-01-05', training: text('change-staff', 'skillGrants.*.training') } },
  })
  const grants = { commands: ['issue-ticket' as const], views: [] }
  const { id } = await administrator.done('add-key', { name: text('add-key', 'name'), ...grants, days: 1 })
  await administrator.done('change-key', { id, name: text('change-key', 'name'), ...grants })
  expect(
    (await administrator.command('approve-device', { code: text('approve-device', 'code') })).status,
  ).toBe(409)
  const agent = await new Driver(hall).watch('pairing', { kind: 'print-agent' })
  const { code = '' } = agent.view as { code?: string }
  await administrator.done('approve-device', { code, name: text('approve-device', 'name') })
  return { ended, waiting: keyOf(noted.phoneUrl) }
}
