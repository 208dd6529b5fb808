import { expect, it } from 'vitest'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture, stage } from '../browser/browser.ts'
import { clippedParts } from '../browser/checks.ts'
import { ago, nowAt } from '../fixtures.ts'
import { openConsole, settle } from './counter-console.ts'
import { counter, manager, serving } from './staff-fixtures.ts'

/** Pages on which people read what others wrote. */
const hall = stage()
const sizes = [
  [1366, 768, 'en'],
  [1024, 768, 'zh-CN'],
] as const
const words = 'Passport and lease are checked and copied.\nOnly the signature of the owner is missing.'

describePages('what people wrote', () => {
  for (const [width, height, language] of sizes) {
    it(`a clerk reads the notes of the ticket at the counter on request: ${language}`, async () => {
      const view = { ...counter, active: { ...serving, notes: 2 } }
      const opened = await openConsole(hall, view, { query: `?lang=${language}` })
      const { page } = opened
      await picture(page, `words/counter-key.${language}`)
      await page.locator('.chip-key').click()
      const asked = opened.said.find(({ type }) => type === 'command')
      expect(asked).toMatchObject({ command: 'read-notes', body: { counter: '3', ticket: serving.ticket } })
      const notes = [
        { by: 'staff:1002', at: ago(16), words },
        { by: 'staff:2001', at: ago(9) },
      ]
      const result = { ticket: serving.ticket, label: serving.label, notes }
      opened.send({ type: 'answer', id: asked?.id, ok: true, seq: 11, result })
      await settle(opened)
      const dialog = page.getByRole('dialog')
      expect(await dialog.locator('.written-words').first().textContent()).toBe(words)
      expect(await dialog.locator('.written-by').first().textContent()).toContain('1002')
      await picture(page, `words/counter.${language}`)
      expect([...(await clippedParts(page)), ...(await axeFaultsHere(page))]).toEqual([])
      await page.keyboard.press('Escape')
      await settle(opened)
      expect(await dialog.count()).toBe(0)
    })

    it(`the hall manager reads ratings, never whose they are: ${width}×${height}, ${language}`, async () => {
      const api = { '/api/views/manager': { epoch: 'e1', seq: 10, view: manager } }
      const how = { view: manager, width, height, now: nowAt, api }
      const opened = await hall.open<'manager'>(`/manager?lang=${language}`, how)
      const { page } = opened
      await page.locator('.counter-card').first().waitFor()
      await settle(opened)
      await picture(page, `words/manager-key.${width}`)
      await page.locator('.figures-read').click()
      await settle(opened)
      const asked = opened.said.find(({ type }) => type === 'command')
      expect(asked).toMatchObject({ command: 'read-ratings', body: {} })
      const of = (seq: number, score: number, more: object) => ({
        ...{ seq, at: ago(90 - seq), score, reasons: [], service: 'repair', counter: '1' },
        ...more,
      })
      const ratings = [
        of(9, 2, { reasons: ['waiting', 'explanation'], words }),
        of(7, 5, {}),
        of(5, 4, { words: 'Kind and quick.', counter: '2' }),
      ]
      opened.send({ type: 'answer', id: asked?.id, ok: true, seq: 11, result: { ratings, older: 5 } })
      await settle(opened)
      const dialog = page.getByRole('dialog')
      const read = await dialog.locator('.written li').allTextContents()
      expect(read).toHaveLength(3)
      const [first, second, third] = read
      const reasons = language === 'en' ? ['Long wait', 'Unclear explanation'] : ['等候太久', '解释不清']
      for (const part of [words, '2', ...reasons]) expect(first).toContain(part)
      expect(second).toContain('5')
      expect(third).toContain('Kind and quick.')
      await picture(page, `words/manager.${width}`)
      expect([...(await clippedParts(page, true)), ...(await axeFaultsHere(page))]).toEqual([])
      await dialog.locator('.row-key').click()
      await settle(opened)
      expect(opened.said.findLast(({ type }) => type === 'command')).toMatchObject({ body: { before: 5 } })
    })
  }
})
