import { expect, it } from 'vitest'
import { describePages, picture, stage } from '../browser/browser.ts'
import { openConsole, settle } from './counter-console.ts'
import { counterStates } from './counter-fixtures.ts'

const hall = stage()

describePages('signing in fails in words', () => {
  const failures = [
    [401, '工号或密码不对'],
    [429, '试的次数太多了'],
    [426, '密码会以明文经过网络'],
    [500, '服务器没有应答（500）'],
    [0, '连不上服务器'],
  ] as const
  for (const [status, words] of failures)
    it(`${status || 'no answer'}: ${words}`, async () => {
      const consolePage = await openConsole(hall, counterStates.free, {
        api: {},
        before: async (page) => {
          await page.route('**/api/views/**', (route) => route.fulfill({ status: 401, json: {} }))
          await page.route('**/api/session', (route) => {
            if (route.request().method() === 'GET') return route.fallback()
            return status ? route.fulfill({ status }) : route.abort()
          })
        },
        ...(status === 401 && { query: '?counter=3' }),
      })
      await expect
        .poll(() => settle(consolePage).then(() => consolePage.page.locator('input').count()))
        .toBe(2)
      await consolePage.page.locator('input[name=badge]').fill('1003')
      await consolePage.page.locator('input[name=password]').fill('demo')
      await consolePage.page.locator('input[name=password]').press('Enter')
      await consolePage.page.getByText(words).waitFor()
    })

  for (const language of ['zh-CN', 'en'])
    it(`${language}: a sign-in that the browser does not keep is told, and before it that the connection is in the clear`, async () => {
      const { page } = await openConsole(hall, counterStates.free, {
        api: {},
        query: `?lang=${language}`,
        before: async (page) => {
          await page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }))
          await page.route('**/api/views/**', (route) => route.fulfill({ status: 401, json: {} }))
          await page.route('**/api/session', (route) =>
            route.fulfill({ status: route.request().method() === 'POST' ? 204 : 401 }),
          )
        },
      })
      await page.getByText(language === 'en' ? 'not encrypted' : '此连接没有加密').waitFor()
      await page.locator('input[name=badge]').fill('1003')
      await page.locator('input[name=password]').fill('demo')
      await page.locator('input[name=password]').press('Enter')
      await page
        .getByText(language === 'en' ? 'did not keep the sign-in' : '浏览器没有保存登录状态')
        .waitFor()
      await picture(page, `counter/sign-in-clear.${language}`)
      await page.setViewportSize({ width: 683, height: 384 })
      await picture(page, `counter/sign-in-clear-low.${language}`)
      const key = await page.locator('.sign-in-go').boundingBox()
      expect(key!.y + key!.height).toBeLessThanOrEqual(384)
    })

  it('asks for a password of one’s own after a password for one sign-in, and sends both', async () => {
    const sent: unknown[] = []
    const { page } = await openConsole(hall, counterStates.free, {
      api: {},
      before: async (page) => {
        await page.route('**/api/views/**', (route) => route.fulfill({ status: 401, json: {} }))
        await page.route('**/api/session', (route) => {
          if (route.request().method() === 'GET') return route.fallback()
          sent.push(route.request().postDataJSON())
          return route.fulfill({ status: sent.length === 1 ? 403 : 400, json: {} })
        })
      },
    })
    await page.locator('input[name=badge]').fill('1003')
    await page.locator('input[name=password]').fill('abcd-efgh-jkmn')
    await page.locator('input[name=password]').press('Enter')
    await page.getByText('这个密码只能用一次').waitFor()
    await page.locator('input[name=new-password]:focus').fill('short')
    await page.keyboard.press('Enter')
    await page.getByText('请换一个新密码').waitFor()
    const first = { badge: '1003', password: 'abcd-efgh-jkmn' }
    expect(sent).toEqual([first, { ...first, newPassword: 'short' }])
    // On a low window too: the key stays in sight.
    await page.setViewportSize({ width: 683, height: 384 })
    await page.locator('.sign-in-go').click({ trial: true })
    const key = await page.locator('.sign-in-go').boundingBox()
    expect(key!.y + key!.height).toBeLessThanOrEqual(384)
  })
})
