import { expect, it } from 'vitest'
import { describePages, type Opened, picture, stage } from '../browser/browser.ts'
import { axeFaults, clippedParts, crowdedTargets } from '../browser/checks.ts'
import { answer } from '../kiosk/kiosk-wire.ts'
import { openPhone, smallTargetsInPixels, views } from './phone-wire.ts'

type Phone = Opened<'ticket'>
const settle = (phone: Phone, ms = 200): Promise<void> => phone.page.clock.runFor(ms)
const press = async (phone: Phone, what: string): Promise<void> => {
  await phone.page.click(what)
  await settle(phone)
}

/** States that a customer causes on the page, beside those that the hall causes. */
const states: Record<string, (phone: Phone) => Promise<unknown>> = {
  'bell-on': (phone) => press(phone, '[data-key=bell]'),
  'leave-asked': (phone) => press(phone, '[data-key=leave]'),
  'let-go': (phone) => press(phone, '.choices .key'),
  'let-go-done': async (phone) => {
    await press(phone, '.let-go .key:nth-of-type(3)')
    await answer(phone, { ok: true, seq: 11, result: { ahead: 7 } })
    await settle(phone)
  },
  rating: async (phone) => {
    phone.welcome(views.served)
    await settle(phone)
  },
  'rating-low': async (phone) => {
    await press(phone, '.faces button:nth-child(2)')
    await press(phone, '.reasons button:nth-child(1)')
    await phone.page.fill('textarea', '等了很久')
  },
  'rating-sent': async (phone) => {
    await press(phone, '[data-key=rate]')
    await answer(phone, { ok: true, seq: 11, result: {} }, 2)
    await settle(phone)
  },
  silent: async (phone) => {
    phone.welcome(views.soon)
    await settle(phone, 9_000)
  },
  'no-connection': async (phone) => {
    await phone.cut()
    await settle(phone, 1_200_000)
  },
}

describePages('what a customer brings about on the phone', () => {
  const on = stage()
  const looks = [
    ['zh-CN', ''],
    ['en', ''],
    ['zh-CN', 'large'],
    ['zh-CN', 'contrast'],
  ] as const

  for (const [language, mode] of looks)
    it(`is whole, legible and easy to touch: ${language} ${mode}`, async () => {
      const contrast = mode === 'contrast'
      const phone = await openPhone(on, views.soon, { contrast })
      await phone.page.waitForSelector('.card')
      if (contrast) expect(await phone.page.getAttribute('html', 'data-theme')).toBe('contrast')
      if (language === 'en') await press(phone, '[data-key=language]')
      await phone.page.waitForSelector(`html[lang=${language}]`)
      if (mode === 'large') await press(phone, '[data-key=large]')
      const faults: string[] = []
      const look = async (name: string, of: Phone): Promise<void> => {
        const file = [name, mode, language].filter(Boolean).join('.')
        await picture(of.page, `phone/${file}`)
        const found = [
          ...(await clippedParts(of.page, true)),
          ...(await crowdedTargets(of.page, 1)),
          ...(await smallTargetsInPixels(of.page)),
          ...(mode !== 'large' && language === 'zh-CN' ? await axeFaults(of.page) : []),
        ]
        faults.push(...found.map((fault) => `${name}: ${fault}`))
      }
      for (const [name, reach] of Object.entries(states)) {
        await reach(phone)
        await look(name, phone)
      }
      const gone = await openPhone(on, views.soon, { status: 404, contrast })
      await settle(gone, 2_000)
      await gone.page.waitForSelector('[data-phase=gone]')
      if (language === 'en') await press(gone, '[data-key=language]')
      await gone.page.waitForSelector(`html[lang=${language}]`)
      if (mode === 'large') await press(gone, '[data-key=large]')
      await look('gone', gone)
      if (contrast)
        for (const name of ['waiting', 'called', 'missed'] as const) {
          const of = await openPhone(on, views[name], { contrast })
          await of.page.waitForSelector('[data-phase]')
          await look(name, of)
        }
      expect(faults).toEqual([])
    })
})
