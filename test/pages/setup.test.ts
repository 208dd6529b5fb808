import { expect, it } from 'vitest'
import { describePages } from './browser.ts'
import { hallWithPages, signInAs } from './setup-page.ts'

describePages('the administrator’s page', () => {
  const pages = hallWithPages()

  it('asks for a badge that may set up the hall, and says when one may not', async () => {
    const page = await pages.open(await pages.context(), '/setup?lang=en')
    await signInAs(page, '2001')
    await page.getByText('This badge may not set up the hall. Sign in as an administrator.').waitFor()
    await signInAs(page, '9001')
    await page.getByRole('navigation', { name: 'Set-up' }).getByRole('link', { name: 'People' }).waitFor()
    expect(await page.locator('.person').count()).toBe(6)
    expect(pages.errors).toEqual([])
  })
})
