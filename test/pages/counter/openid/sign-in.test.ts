import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clientId, clientSecret, StandardIssuer } from '../../../fakes/sign-in/openid-issuer.ts'
import { axeFaultsHere } from '../../browser/axe-run.ts'
import { describePages, picture, stage } from '../../browser/browser.ts'
import { clippedParts } from '../../browser/checks.ts'
import { openConsole } from '../counter-console.ts'
import { counterStates } from '../counter-fixtures.ts'
import { hallWithPages } from '../setup-page.ts'

/** Signing in by the OpenID provider of the organisation, on the pages of staff. */

describePages('by a work account', () => {
  let issuer: StandardIssuer
  const flags: string[] = []
  beforeAll(async () => {
    issuer = await StandardIssuer.listen()
    flags.push('--openid-issuer', issuer.url, '--openid-client-id', clientId)
  })
  const pages = hallWithPages({ flags, env: { NOWSERVING_OPENID_SECRET: clientSecret } })
  afterAll(() => issuer?.close())

  it('a clerk signs in at the provider and works at the counter; signing out ends both', async () => {
    const page = await pages.open(await pages.context(), '/counter?lang=en&counter=2')
    await page.getByText('cannot be reached just now').waitFor()
    issuer.register(pages.hall.url)
    await page.getByRole('button', { name: 'Sign in with your work account' }).click()
    await page.locator('[name=login]').fill('1002')
    await page.locator('[name=password]').fill('any')
    await page.keyboard.press('Enter')
    await page.locator('.console').waitFor()
    expect(page.url()).toBe(`${pages.hall.url}/counter?lang=en&counter=2`)
    await page.locator('.menu-open').click()
    await page.locator('.menu-actions').getByRole('button', { name: 'Sign out' }).click()
    // The provider of these tests asks once more.
    await page.waitForURL(`${issuer.url}/session/end?**`)
    await page.locator('button[value=yes]').click()
    await page.locator('[name=badge]').waitFor()
    expect(new URL(page.url()).origin).toBe(pages.hall.url)
    expect(pages.errors).toEqual([])
  })

  it('a locked page stays with what was typed, while its person goes to the provider in a window beside it', async () => {
    const context = await pages.context()
    const page = await pages.open(context, '/counter?lang=en&counter=3')
    const byProvider = async (at: Page): Promise<void> => {
      await at.locator('[name=login]').fill('1003')
      await at.locator('[name=password]').fill('any')
      await at.keyboard.press('Enter')
    }
    await page.getByRole('button', { name: 'Sign in with your work account' }).click()
    await byProvider(page)
    await page.locator('.console').waitFor()
    await page.locator('#find').fill('A0')
    await page.locator('.menu-open').click()
    await page.locator('.menu-actions').getByRole('button', { name: 'Lock', exact: true }).click()
    const lock = page.locator('dialog.lock')
    const way = lock.getByRole('button', { name: 'Sign in with your work account' })
    // A browser that opens no windows.
    await page.evaluate(() => {
      const { open } = window
      window.open = () => {
        window.open = open
        return null
      }
    })
    await way.click()
    await lock.getByText('Allow windows for this page').waitFor()
    const [beside] = await Promise.all([context.waitForEvent('page'), way.click()])
    expect(await lock.isVisible()).toBe(true)
    const closed = beside.waitForEvent('close')
    await byProvider(beside)
    await closed
    await lock.waitFor({ state: 'detached' })
    expect(await page.locator('#find').inputValue()).toBe('A0')
    expect((await context.cookies()).filter(({ name }) => name.includes('~'))).toHaveLength(1)
    await page.locator('.primary[aria-disabled=false]').waitFor()
    expect(pages.errors).toEqual([])
  })
})

const hall = stage()

describePages('the sentences of the sign-in at the provider', () => {
  const openid = { reachable: true }
  const open = (language: string, ways: object, refusal: object = {}) =>
    openConsole(hall, counterStates.free, {
      api: { '/api/session/ways': ways },
      query: `?lang=${language}`,
      before: async (page) => {
        await page.route('**/api/views/**', (route) => route.fulfill({ status: 401, json: {} }))
        await page.route('**/api/session/openid', (route) => route.fulfill({ status: 502, json: refusal }))
        await page.route('**/api/session', (route) =>
          route.request().method() === 'POST'
            ? route.fulfill({ status: 403, json: { problem: '', why: 'only-by-openid' } })
            : route.fulfill({ status: 401, json: {} }),
        )
      },
    })

  it.each([
    ['unreachable', 'Use badge number and password, or try again later', '连不上单位统一登录'],
    ['denied', 'was cancelled or refused', '已取消或被拒绝'],
    ['unverified', 'could not be verified', '返回的结果无法验证'],
    ['expired', 'took too long, or was begun in another browser', '登录用时过长'],
    ['no-badge', 'names no badge number', '单位统一账号中没有工号'],
    ['no-account', 'no account in use with badge number 4711', '没有工号为 4711 的可用账号'],
  ])('%s', async (why, english, chinese) => {
    for (const [language, words] of [
      ['en', english],
      ['zh-CN', chinese],
    ] as const) {
      const { page } = await open(language, { password: 'all', openid }, { why, badge: '4711' })
      await page.locator('.sign-in-way').click()
      await page.locator('.sign-in-fault', { hasText: words }).waitFor()
      expect(await page.locator('.sign-in-way').getAttribute('aria-disabled')).toBe('false')
    }
  })

  it.each([
    ['en', 'password are for administrators', 'A password is not enough'],
    ['zh-CN', '工号和密码仅供管理员使用', '这个账号不能只用密码登录'],
  ])(
    '%s: where passwords are for administrators alone, the page says so and reads well',
    async (language, lead, refused) => {
      const { page } = await open(language, { password: 'administrators', openid: { reachable: false } })
      await page.locator('.sign-in-lead', { hasText: lead }).waitFor()
      await page.locator('input[name=badge]').fill('1003')
      await page.locator('input[name=password]').fill('demo')
      await page.keyboard.press('Enter')
      await page.locator('.sign-in-fault', { hasText: refused }).waitFor()
      for (const [width, height] of [
        [1366, 768],
        [683, 384],
        [360, 640],
      ] as const) {
        await page.setViewportSize({ width, height })
        await picture(page, `counter/sign-in-openid.${language}.${width}`)
        expect([...(await clippedParts(page, height < 700)), ...(await axeFaultsHere(page))]).toEqual([])
        await page.locator('.sign-in-way').click({ trial: true })
      }
    },
  )
})
