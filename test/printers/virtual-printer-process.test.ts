import { type IncomingMessage, request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { openPrinter } from '../../printers/connection/open-printer.ts'
import { startVirtualPrinterProcess, type VirtualPrinterFlags } from '../../server/cli/virtual-printer.ts'
import { type Cleaner, slipOf } from './printer-rig.ts'

const flags: VirtualPrinterFlags = { host: '127.0.0.1', port: 0, page: 0, paper: 80, star: false }

async function virtual(clean: Cleaner, given: Partial<VirtualPrinterFlags> = {}) {
  const started = await startVirtualPrinterProcess({ ...flags, ...given })
  clean(() => started.close())
  const address = started.readyLines[0]?.replace(/^ready /u, '') ?? ''
  const page = started.readyLines[1]?.replace(/^page /u, '') ?? ''
  const printer = openPrinter(address)
  clean(() => printer.close())
  return { started, address, page, printer }
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

function ask(url: string, given: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {} } = given
    const asking = request(url, { method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      )
    })
    asking.on('error', reject)
    asking.end(given.body)
  })
}

const act = (page: string, what: string, headers: Record<string, string> = {}) =>
  ask(`${page}/do`, { method: 'POST', body: `what=${what}`, headers })

describe('the virtual printer', () => {
  it('says where it is, prints, and shows its papers as pictures', async ({ onTestFinished: clean }) => {
    const { started, address, page, printer } = await virtual(clean)
    expect(started.readyLines[0]).toMatch(/^ready tcp:\/\/127\.0\.0\.1:\d+$/)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    const html = String((await ask(page)).body)
    expect(html).toContain(address)
    expect(html).toContain('/paper/1.png')
    const png = await ask(`${page}/paper/1.png`)
    expect(png.headers['content-type']).toBe('image/png')
    expect(png.body.subarray(1, 4).toString()).toBe('PNG')
    // Width and height stand behind the signature.
    expect(png.body.readUInt32BE(16)).toBe(576)
    expect(png.body.readUInt32BE(20)).toBeGreaterThan(400)
    expect((await ask(`${page}/paper/2.png`)).status).toBe(404)
  })

  it("speaks Star's language, and prints on 58 mm, when asked to", async ({ onTestFinished: clean }) => {
    const { address, printer } = await virtual(clean, { star: true, page: undefined })
    expect(address).toMatch(/^star\+tcp:/)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    const narrow = await virtual(clean, { paper: 58 })
    expect(String((await ask(narrow.page)).body)).toContain('Ready')
  })

  it('has what its page says is the matter, until all is well again', async ({ onTestFinished: clean }) => {
    const { page, printer } = await virtual(clean)
    const matters = [
      ['no-paper', { printed: 'no', why: 'no-paper' }],
      ['cover-open', { printed: 'no', why: 'cover-open' }],
      ['cutter-jam', { printed: 'no', why: 'cutter-jam' }],
      ['broken', { printed: 'no', why: 'printer-error' }],
      ['paper-ends', { printed: 'unsure', why: 'cut-off' }],
      ['reset', { printed: 'unsure', why: 'cut-off' }],
    ] as const
    for (const [what, outcome] of matters) {
      expect((await act(page, what)).status, what).toBe(303)
      expect(String((await ask(`${page}/state`)).body)).toContain(`value="${what}" aria-pressed="true"`)
      expect(await printer.print(slipOf(what)), what).toEqual(outcome)
      await act(page, 'mend')
      expect(String((await ask(`${page}/state`)).body)).not.toContain('aria-pressed="true"')
      await expect.poll(() => printer.print(slipOf(`${what}-again`))).toEqual({ printed: 'yes' })
    }
  })

  it('begins with a fault by name', async ({ onTestFinished: clean }) => {
    const { printer } = await virtual(clean, { fault: 'cover-open' })
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why: 'cover-open' })
  })
})

describe("the virtual printer's page", () => {
  it('takes changes by POST from itself only, and is served under names of this machine only', async ({
    onTestFinished: clean,
  }) => {
    const { page, printer } = await virtual(clean)
    expect((await act(page, 'cover-open', { origin: 'http://elsewhere.example' })).status).toBe(403)
    expect((await act(page, 'cover-open', { host: 'printer.example' })).status).toBe(403)
    expect((await ask(`${page}/do?what=cover-open`)).status).toBe(404)
    expect((await ask(page, { method: 'PUT' })).status).toBe(405)
    expect((await ask(`${page}//`)).status).toBe(400)
    expect((await act(page, 'explode')).status).toBe(400)
    expect((await act(page, `x${'y'.repeat(100_000)}`)).status).toBe(400)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    expect((await act(page, 'cover-open', { origin: page })).status).toBe(303)
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'no', why: 'cover-open' })
  })

  it('loads nothing from elsewhere, and speaks Chinese to who reads it', async ({
    onTestFinished: clean,
  }) => {
    const { page } = await virtual(clean)
    const { headers, body } = await ask(page, { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } })
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    expect(headers['content-security-policy']).not.toMatch(/unsafe|http|\*/)
    expect(String(body)).toContain('虚拟打印机')
    expect(String(body)).not.toMatch(/https?:\/\/(?!127)|style=|<script>|\son[a-z]+="/)
    expect(String((await ask(`${page}/?lang=en`)).body)).toContain('Virtual printer')
  })

  it('tells those who watch when a paper comes out', async ({ onTestFinished: clean }) => {
    const { page, printer } = await virtual(clean)
    let heard = ''
    const watching = request(`${page}/events`, (response) => {
      response.on('data', (part) => {
        heard += part
      })
    })
    watching.on('error', () => {})
    watching.end()
    clean(async () => void watching.destroy())
    await expect.poll(() => heard).toContain('retry')
    await printer.print(slipOf('A001'))
    await expect.poll(() => heard).toContain('data: changed')
  })
})
