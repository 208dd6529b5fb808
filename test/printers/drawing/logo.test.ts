import { crc32, deflateSync } from 'node:zlib'
import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { logoOf } from '../../../printers/drawing/logo.ts'
import { logoFileProblem } from '../../../printers/drawing/logo-file.ts'
import { limits } from '../../../printers/limits.ts'

const bar = '<path d="M5 5h40v4H5z"/>'
const svg = (content: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="30" ${attributes}>${content}</svg>`
const eight = (one: string) => Array(8).fill(one).join('')
/** Each group draws the one before it eight times. */
const nested = (element: (n: number, content: string) => string, use: (n: number) => string, depth = 7) =>
  Array.from({ length: depth }, (_, n) => element(n, n === 0 ? bar : eight(use(n - 1)))).join('')

/** A PNG of one colour that says how large it is. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)])
    bytes.writeUInt32BE(data.length)
    bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4)
    return bytes
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height, 0xff))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('the file of a logo is judged before it is drawn', () => {
  test.each([
    [
      'parts used again and again',
      nested(
        (n, inner) => `<g id="a${n}">${inner}</g>`,
        (n) => `<use href="#a${n}"/>`,
      ),
      '"use"',
    ],
    [
      'patterns of patterns',
      nested(
        (n, inner) => `<pattern id="a${n}">${inner}</pattern>`,
        (n) => `<rect fill="url(#a${n})"/>`,
      ),
      '"pattern"',
    ],
    [
      'clips of clips',
      nested(
        (n, inner) => `<clipPath id="a${n}">${inner}</clipPath>`,
        (n) => `<path clip-path="url(#a${n})"/>`,
      ),
      'clipped by another',
    ],
    ['a filter', `<filter id="f"><feTurbulence/></filter>${bar}`, '"filter"'],
    ['a mask', `<mask id="m">${bar}</mask>`, '"mask"'],
    ['markers', `<marker id="m">${bar}</marker>`, '"marker"'],
    ['a foreign object', '<foreignObject/>', '"foreignObject"'],
    ['a script', '<script/>', '"script"'],
    ['another file', '<a href="file:///etc/passwd"/>', 'file:///etc/passwd'],
    [
      'a style of another file',
      '<style>path{fill:url(http://elsewhere.example/a)}</style>',
      'elsewhere.example',
    ],
    ['too many elements', bar.repeat(limits.logoElements), `at most ${limits.logoElements} elements`],
    [
      'too long',
      `<path d="${'M0 0'.repeat(limits.logoSvgLength / 4)}"/>`,
      `at most ${limits.logoSvgLength} characters`,
    ],
  ])('an SVG with %s is refused', (_what, content, words) => {
    expect(logoFileProblem(Buffer.from(svg(content)))).toContain(words)
  })

  test('an SVG with entities is refused', () => {
    const entities = `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]>${svg('<text>&a;</text>')}`
    expect(logoFileProblem(Buffer.from(entities))).toContain('document type')
  })

  test('a PNG with more pixels than a logo needs is refused, whatever its bytes', () => {
    const large = png(20_000, 20_000)
    expect(large.length).toBeLessThan(100_000)
    expect(logoFileProblem(large)).toBe(
      `it has 20000 × 20000 pixels, at most ${limits.logoPixels} in all: make it smaller`,
    )
    expect(logoFileProblem(png(2_000, 2_000))).toBeUndefined()
  })

  test('another kind of picture is refused under any name', () => {
    const picture = createCanvas(40, 40)
    for (const file of [
      picture.toBuffer('image/jpeg'),
      picture.toBuffer('image/webp'),
      Buffer.from('\x1f\x8b svgz'),
    ])
      expect(logoFileProblem(file)).toContain('no PNG and no SVG')
  })

  test('a logo as drawing programs write it is drawn: gradients, one clip, parts of other name spaces', async () => {
    const written = svg(
      `<sodipodi:namedview/><metadata><rdf:RDF/></metadata><defs><linearGradient id="g"><stop/></linearGradient><linearGradient id="h" xlink:href="#g"/><clipPath id="c">${bar}</clipPath></defs><g clip-path="url(#c)"><path fill="url(#h)" d="M5 5h40v4H5z"/></g>${bar}`,
      'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:sodipodi="s" xmlns:rdf="r"',
    )
    expect(logoFileProblem(Buffer.from(`<?xml version="1.0"?>\n<!-- a logo -->\n${written}`))).toBeUndefined()
    expect(await logoOf(Buffer.from(written))).toHaveProperty('bits')
  })

  test('colours are black or white by their brightness, not by one of their parts', async () => {
    const two = (dark: string, light: string) =>
      logoOf(
        Buffer.from(
          svg(`<path fill="${dark}" d="M5 5h40v20H5z"/><path fill="${light}" d="M50 5h40v20H50z"/>`),
        ),
      )
    const expected = await two('#000', '#fff')
    expect(expected).toHaveProperty('bits')
    for (const [dark, light] of [
      ['#f00', '#0f0'],
      ['#00f', '#ff0'],
      ['#808', '#0ff'],
    ] as const)
      expect([dark, light, await two(dark, light)]).toEqual([dark, light, expected])
  })

  test.each([
    ['wide', 400, 20],
    ['square', 100, 100],
    ['high', 20, 400],
  ])('a %s logo is as large as it may be, undistorted', async (_shape, width, height) => {
    const file = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${bar}</svg>`
    const drawn = await logoOf(Buffer.from(file))
    if ('problem' in drawn) throw new Error(drawn.problem)
    expect(drawn.width === limits.logoWidth || drawn.height === limits.logoHeight).toBe(true)
    expect(drawn.width).toBeLessThanOrEqual(limits.logoWidth)
    expect(drawn.height).toBeLessThanOrEqual(limits.logoHeight)
    expect(Math.abs(drawn.width * height - drawn.height * width)).toBeLessThanOrEqual(Math.max(width, height))
  })

  test('parts of another name space multiply nothing', async () => {
    const uses = nested(
      (n, inner) => `<g id="a${n}">${inner}</g>`,
      (n) => `<s:use href="#a${n}"/>`,
      8,
    )
    const file = svg(`<defs>${uses}</defs>${bar}<s:use href="#a7"/>`, 'xmlns:s="http://www.w3.org/2000/svg"')
    const once = await logoOf(Buffer.from(svg(bar)))
    expect(await logoOf(Buffer.from(file))).toEqual(once)
  })
})
