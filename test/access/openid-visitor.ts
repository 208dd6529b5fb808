import { expect } from 'vitest'
import { Driver, type Reply } from '../fakes/driver.ts'

/** A browser as far as the sign-in needs one: cookies by name, and the page that it is on. */
export class Visitor extends Driver {
  readonly #jar = new Map<string, string>()

  override async ask(...[method, path, asked = {}]: Parameters<Driver['ask']>): Promise<Reply> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await super.ask(method, path, {
      ...asked,
      headers: { origin: this.url, ...(cookie === '' ? {} : { cookie }), ...asked.headers },
    })
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? []
      if (value === '') this.#jar.delete(name)
      else this.#jar.set(name, value)
    }
    return reply
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#jar
  }

  putCookies(jar: ReadonlyMap<string, string>): void {
    for (const [name, value] of jar) this.#jar.set(name, value)
  }

  /** The address of the provider. */
  async begin(page = '/counter?counter=2', signIn?: string): Promise<string> {
    const headers: Record<string, string> = signIn === undefined ? {} : { 'nowserving-sign-in': signIn }
    const reply = await this.ask('POST', '/api/session/openid', { body: { page }, headers })
    expect([reply.status, reply.text]).toEqual([200, reply.text])
    return String(reply.body.to)
  }

  answer(body: object): Promise<Reply> {
    return this.ask('POST', '/api/session/openid/answer', { body })
  }

  async who(): Promise<unknown> {
    const { status, body } = await this.get('/api/session')
    return status === 200 ? body.badge : status
  }
}

/** Walks through the provider's own pages; the address to which it leads back. */
export async function throughProvider(to: string, login: string): Promise<URL> {
  const jar = new Map<string, string>()
  let [url, init]: [string, RequestInit] = [to, {}]
  for (let step = 0; step < 8; step += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? []
      jar.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next === null) {
      const [, action = ''] = /action="([^"]+)"/u.exec(await answer.text()) ?? []
      const body = new URLSearchParams({ prompt: 'login', login, password: 'any' })
      url = new URL(action, url).href
      init = { method: 'POST', body }
      continue
    }
    url = new URL(next, url).href
    init = {}
    if (new URL(url).pathname === '/sign-in') return new URL(url)
  }
  throw new Error(`the provider did not lead back: ${url}`)
}

/** Leads back to the hall and on to the page; what stands in its address then. */
export async function ledOn(
  visitor: Visitor,
  back: URL,
): Promise<{ page: string; answer: Record<string, string> }> {
  const { status, headers } = await visitor.get(back.pathname + back.search)
  expect(status).toBe(302)
  const page = new URL(String(headers.location), visitor.url)
  return { page: page.pathname, answer: Object.fromEntries(page.searchParams) }
}
