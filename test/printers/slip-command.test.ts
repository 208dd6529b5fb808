import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { UsageError } from '../../server/cli/usage-error.ts'
import type { HallFile } from '../../server/data/hall-config.ts'
import { DocumentDamaged } from '../../server/journal/errors.ts'
import { slipCode } from '../../server/printing/slip-code.ts'
import { commandLine } from '../fakes/command-line.ts'
import { furnishedDirectory, temporaryDirectory } from '../fakes/running-hall.ts'

/** Runs `nowserving slip …`; its output and its exit code. */
const slip = (directory: string, line: string) =>
  commandLine(['slip', ...line.split(' '), '--data', directory])

type SlipPart = NonNullable<HallFile['slip']>

const withSlip = (change: SlipPart, ofService: SlipPart = {}) =>
  furnishedDirectory((hall) => ({
    ...hall,
    slip: change,
    services: { ...hall.services, fees: { ...hall.services.fees!, slip: ofService } },
  }))

async function drawn(directory: string, line = ''): Promise<{ width: number; height: number; png: Buffer }> {
  const file = join(temporaryDirectory(), 'out.png')
  const { code } = await slip(directory, `--preview ${file}${line === '' ? '' : ` ${line}`}`)
  expect(code).toBe(0)
  const png = readFileSync(file)
  const { width, height } = await loadImage(png)
  return { width, height, png }
}

describe('nowserving slip --preview', () => {
  test('draws the ticket of a service as it would print, and says how much paper that is', async () => {
    const directory = await furnishedDirectory()
    const file = join(temporaryDirectory(), 'out.png')
    const { code, said } = await slip(directory, `--preview ${file} --service fees --language en`)
    const { width, height } = await loadImage(readFileSync(file))
    expect([code, width]).toEqual([0, 576])
    expect(said).toBe(`${file}: 576 × ${height} dots, ${Math.round((height / 203) * 25.4)} mm of paper`)
    expect((height / 203) * 25.4).toBeLessThanOrEqual(90)
  })

  test('draws on the paper, in the language and as the copy that is asked for', async () => {
    const directory = await furnishedDirectory()
    const usual = await drawn(directory)
    expect((await drawn(directory, '--paper 58')).width).toBe(384)
    expect((await drawn(directory, '--copy 2')).height).toBeGreaterThan(usual.height + 50)
    expect((await drawn(directory, '--language ar')).png.equals(usual.png)).toBe(false)
  })

  test('draws on the paper of the first printer when none is named', async () => {
    const directory = await furnishedDirectory((hall) => ({
      ...hall,
      devices: hall.devices.map((device) => ({
        ...device,
        paper: { width: 80, dpi: 180, cuts: true, ownQr: true },
      })),
    }))
    expect((await drawn(directory)).width).toBe(512)
    expect((await drawn(directory, '--paper 58')).width).toBe(360)
  })

  test('shows what hall.json says about the slips of the hall and of one service', async () => {
    const directory = await withSlip(
      { documents: [{ 'zh-CN': '身份证' }], checkCode: true },
      {
        documents: [{ 'zh-CN': '身份证' }, { 'zh-CN': '房产证' }],
        fees: [{ 'zh-CN': '物业费 2.5 元/平方米' }],
      },
    )
    const plain = await drawn(await furnishedDirectory(), '--service repairs')
    const ofHall = await drawn(directory, '--service repairs')
    const ofService = await drawn(directory, '--service fees')
    expect(ofHall.height).toBeGreaterThan(plain.height + 90)
    expect(ofService.height).toBeGreaterThan(ofHall.height + 90)
  })

  test('of the demo: an ordinary ticket is at most 90 mm, those with documents and fees are longer by these', async () => {
    const directory = await furnishedDirectory()
    const mm = async (service: string, language: string) =>
      ((await drawn(directory, `--service ${service} --language ${language}`)).height / 203) * 25.4
    for (const language of ['zh-CN', 'en']) {
      const ordinary = await mm('repairs', language)
      expect(ordinary).toBeLessThanOrEqual(90)
      for (const service of ['tenancy', 'renovation', 'passes']) {
        const more = (await mm(service, language)) - ordinary
        expect([service, more > 8, more < 25]).toEqual([service, true, true])
      }
    }
  })

  test('puts a logo beside hall.json on top, in black and white', async () => {
    const directory = await withSlip({ logo: 'logo.svg' })
    writeFileSync(
      join(directory, 'logo.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="24"><circle cx="12" cy="12" r="10" fill="#123"/><rect x="30" y="4" width="50" height="6" fill="teal"/></svg>',
    )
    const plain = await drawn(await furnishedDirectory())
    expect((await drawn(directory)).height).toBe(plain.height + 96 + 10)
  })

  test('names letters that no font has, and draws the rest', async () => {
    const directory = await furnishedDirectory((hall) => ({ ...hall, name: { 'zh-CN': '大厅 🏢 𓀀' } }))
    const { code, said } = await slip(directory, `--preview ${join(temporaryDirectory(), 'out.png')}`)
    expect(code).toBe(0)
    expect(said).toContain('no font has a glyph for 🏢 (U+1F3E2): remove it from hall.json')
    expect(said).toContain('no font has a glyph for 𓀀 (U+13000)')
  })

  test.each([
    ['--service dance', /--service dance: hall\.json has tenancy, fees,/],
    ['--language tlh', /--language tlh: slips have texts in ar, en, hi, ja, ko, ru, th, zh-CN/],
  ])('%s is refused, saying what there is', async (line, problem) => {
    const directory = await furnishedDirectory()
    const file = join(temporaryDirectory(), 'out.png')
    await expect(slip(directory, `--preview ${file} ${line}`)).rejects.toThrow(problem)
    await expect(slip(directory, `--preview ${file} ${line}`)).rejects.toBeInstanceOf(UsageError)
  })

  test('says so when the picture cannot be written', async () => {
    const directory = await furnishedDirectory()
    const nowhere = join(temporaryDirectory(), 'none', 'out.png')
    await expect(slip(directory, `--preview ${nowhere}`)).rejects.toThrow(
      /none.out\.png cannot be written: ENOENT/,
    )
  })

  test.each([
    '',
    '--preview a.png --check A1-22222',
    '--preview a.png --paper 70',
    '--preview a.png --copy 0',
    '--check A042',
    '--check A042-7K3XM --day today',
  ])('slip %s is refused', async (line) => {
    await expect(commandLine(`slip ${line}`)).rejects.toThrow(UsageError)
  })
})

describe('what hall.json says about slips', () => {
  test.each<[string, object, RegExp]>([
    [
      'a part that there is not',
      { parts: ['number', 'horoscope'] },
      /line \d+, column \d+, field slip\.parts\.1/,
    ],
    [
      'parts without the number',
      { parts: ['hall', 'footer'] },
      /field slip\.parts: a ticket needs its "number"/,
    ],
    [
      'a part twice',
      { parts: ['number', 'hall', 'hall'] },
      /field slip\.parts\.2: "hall" stands there twice/,
    ],
    [
      'a logo elsewhere',
      { logo: '../logo.png' },
      /field slip\.logo: the name of a \.png or \.svg file beside hall\.json/,
    ],
    [
      'a document without language',
      { documents: [{}] },
      /field slip\.documents\.0: give at least one language/,
    ],
    ['a field that there is not', { colour: 'red' }, /field slip/],
  ])('is refused with its place: %s', async (_name, change, problem) => {
    const directory = await withSlip(change as SlipPart)
    await expect(slip(directory, '--preview x.png')).rejects.toThrow(problem)
    await expect(slip(directory, '--preview x.png')).rejects.toBeInstanceOf(DocumentDamaged)
  })

  test.each<[string, string | Buffer | undefined, RegExp]>([
    ['is not there', undefined, /field slip\.logo: there is no logo\.png beside hall\.json: put it there/],
    ['is no picture', 'this is text', /logo\.png can't be a logo: it is no PNG and no SVG picture/],
    ['is all white', blank('#fff'), /nothing in it is dark enough/],
    ['is all black', blank('#000'), /most of it would be black/],
    ['is a directory', 'directory', /the logo logo\.png cannot be read: it is a directory/],
  ])('is refused with its place when the logo %s', async (_name, content, problem) => {
    const directory = await withSlip({ logo: 'logo.png' })
    if (content === 'directory') mkdirSync(join(directory, 'logo.png'))
    else if (content !== undefined) writeFileSync(join(directory, 'logo.png'), content)
    await expect(slip(directory, '--preview x.png')).rejects.toThrow(problem)
    await expect(slip(directory, '--preview x.png')).rejects.toThrow(/line \d+, column \d+/)
  })
})

function blank(colour: string): Buffer {
  const context = createCanvas(60, 20).getContext('2d')
  context.fillStyle = colour
  context.fillRect(0, 0, 60, 20)
  return context.canvas.toBuffer('image/png')
}

describe('nowserving slip --check', () => {
  const secret = Buffer.alloc(32, 7)

  test("tells the hall's own slips from others: another label, day, code or hall is not genuine", async () => {
    const directory = await furnishedDirectory()
    writeFileSync(join(directory, 'secret'), secret)
    const code = slipCode(secret, '2026-11-22', 'A042')
    const check = (what: string) => slip(directory, `--check ${what}`)
    expect(await check(`A042-${code} --day 2026-11-22`)).toEqual({
      code: 0,
      said: 'genuine: A042 of 2026-11-22',
    })
    expect((await check(`a042-${code.toLowerCase()} --day 2026-11-22`)).code).toBe(0)
    expect((await check(`A043-${code} --day 2026-11-22`)).code).toBe(3)
    expect((await check(`A042-${code} --day 2026-11-23`)).code).toBe(3)
    expect((await check('A042-22222 --day 2026-11-22')).said).toBe(
      'not genuine: no A042 of 2026-11-22 has this code',
    )
    expect(slipCode(Buffer.alloc(32, 8), '2026-11-22', 'A042')).not.toBe(code)
  })

  test('takes today for the day when none is given', async () => {
    const directory = await furnishedDirectory((hall) => ({ ...hall, timeZone: 'Asia/Shanghai' }))
    writeFileSync(join(directory, 'secret'), secret)
    const before = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format()
    const { said } = await slip(directory, '--check A042-22222')
    const after = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format()
    expect([before, after].some((day) => said.includes(day))).toBe(true)
  })

  test('says that a hall which never ran has no codes', async () => {
    const directory = await furnishedDirectory()
    await expect(slip(directory, '--check A042-22222')).rejects.toThrow(
      /secret is missing: this hall has never run/,
    )
  })

  test('codes have no signs that look like one another, and differ from label to label', () => {
    const codes = Array.from({ length: 999 }, (_, n) =>
      slipCode(secret, '2026-11-22', `A${String(n).padStart(3, '0')}`),
    )
    expect(codes.every((code) => /^[2-9ACDEFGHJKMNPRTUVWXY]{5}$/u.test(code))).toBe(true)
    expect(new Set(codes).size).toBeGreaterThan(990)
  })
})
