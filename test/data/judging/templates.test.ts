import { afterAll, describe, expect, test } from 'vitest'
import { changeOf, differences } from '../../../counter/setup/settings/draft/differences.ts'
import { pathsOf, valueAt, withValue } from '../../../counter/setup/settings/draft/document.ts'
import { staffSettings } from '../../../server/access/staff.ts'
import { demoStaff } from '../../../server/data/demo-hall.ts'
import type { HallFile } from '../../../server/data/hall-config.ts'
import { fileOf, settingsOf } from '../../../server/data/hall-settings.ts'
import { judgeHall } from '../../../server/data/judging/hall-judgement.ts'
import { hallWarnings } from '../../../server/data/judging/hall-warnings.ts'
import { inOrder } from '../../../server/data/settings-editor.ts'
import { hallOfTemplate } from '../../../server/data/starter-hall.ts'
import { templateNames } from '../../../server/data/templates/template-names.ts'
import { apply } from '../../../server/protocol/merge-patch.ts'
import type { PaperView } from '../../../server/protocol/messages.ts'
import { type FormPath, settingsForm } from '../../../server/protocol/settings/form.ts'
import { Driver, until } from '../../fakes/driver.ts'
import { RunningHall, runToEnd, temporaryDirectory } from '../../fakes/running-hall.ts'
import { takesAll } from '../../pages/browser/looks.ts'

const halls = new Set<RunningHall>()
afterAll(async () => {
  for (const hall of halls) await hall.close()
})

async function started(template: string): Promise<RunningHall> {
  const hall = new RunningHall({ verb: 'demo', flags: ['--template', template] })
  halls.add(hall)
  await hall.start()
  return hall
}

const languages = ['zh-CN', 'en'] as const

/** The templates whose halls are run: one by the seed, with LOOKS=all each of them. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const run = takesAll ? templateNames : [templateNames[seed % templateNames.length]!]
process.stdout.write(`templates: seed ${seed}, run ${run.join(', ')}\n`)

describe.each(templateNames)('the template %s', (name) => {
  test.each(['serve', 'demo'] as const)(
    'is a hall without a problem or a doubt, in two languages (%s)',
    async (madeBy) => {
      const file = hallOfTemplate(name, madeBy)
      expect(judgeHall(JSON.parse(JSON.stringify(file)))).toEqual({ file })
      expect(hallWarnings(settingsOf(file, staffSettings(await demoStaff(), undefined)))).toEqual([])
      const texts = [
        ...[
          file.name,
          ...Object.values(file.groups ?? {}),
          ...Object.values(file.counters).map((one) => one.name),
        ],
        ...Object.values(file.services).flatMap(({ name: own, slip = {} }) => [
          own,
          ...[slip.documents ?? [], slip.fees ?? [], slip.notes ?? []].flat(),
        ]),
      ]
      for (const text of texts) expect(Object.keys(text)).toEqual([...languages])
      // No amount ships: the hall fills its fees in.
      expect(JSON.stringify(texts)).not.toMatch(/\d+ ?(元|yuan)/u)
    },
  )

  test('is the same after its settings, their form on the page and a change from every other hall', () => {
    const file = JSON.parse(JSON.stringify(hallOfTemplate(name, 'serve')))
    expect(fileOf(settingsOf(file, {}))).toEqual(file)
    for (const other of templateNames) {
      const from = hallOfTemplate(other, 'serve')
      const { patch, order } = changeOf(from as never, file)
      const made = inOrder(apply(JSON.parse(JSON.stringify(from)), patch) as HallFile, order)
      expect(made).toEqual(file)
      for (const list of ['services', 'groups'] as const)
        expect(Object.keys(made[list] ?? {})).toEqual(Object.keys(file[list] ?? {}))
    }
    const forms = (Object.keys(settingsForm) as FormPath[]).flatMap((form) => pathsOf(file, form))
    const typed = forms.reduce((draft, path) => withValue(draft, path, valueAt(file, path)), file)
    expect(differences(file, typed)).toEqual([])
    expect(JSON.stringify(typed)).toBe(JSON.stringify(file))
  })

  if (run.includes(name))
    test('runs: a ticket of each service in both languages is printed, called and served', async () => {
      const hall = await started(name)
      expect(hall.stderr).not.toMatch(/hall\.json/u)
      const kiosk = new Driver(hall, 'kiosk-1')
      const clerk = new Driver(hall)
      await clerk.signIn('1001')
      const tray = await kiosk.watch('paper')
      const { services, counters } = hallOfTemplate(name, 'demo')
      const waiting = new Set<string>()
      for (const service of Object.keys(services))
        for (const language of languages) waiting.add((await kiosk.issue(service, { language })).label)
      expect(waiting.size).toBe(Object.keys(services).length * languages.length)
      // Papers of both languages come from the virtual printer of the demo.
      const labels = () => Object.values((tray.view as unknown as PaperView).papers).map(({ label }) => label)
      const printed = await until('every paper', () => labels().length === waiting.size && labels())
      expect(new Set(printed)).toEqual(waiting)
      for (const counter of Object.keys(counters)) {
        await clerk.done('open-counter', { counter })
        while ((await clerk.command('call-next', { counter })).status === 200) {
          const { ticket } = await clerk.done('start-service', { counter })
          const { label } = await clerk.done('finish', { counter, expect: { ticket: String(ticket) } })
          expect(waiting.delete(String(label))).toBe(true)
        }
        await clerk.done('close-counter', { counter })
      }
      expect([...waiting]).toEqual([])
      await tray.close()
      kiosk.close()
      clerk.close()
      await hall.close()
    })
})

test('an unknown kind of hall is refused with the list, which the help shows too', async () => {
  const refused = await runToEnd(['serve', '--data', temporaryDirectory(), '--template', 'banc'])
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(templateNames.join(', '))])
  const help = await runToEnd(['serve', '--help'])
  expect(help.stdout.replace(/\s+/gu, ' ')).toContain(templateNames.join(', '))
})
