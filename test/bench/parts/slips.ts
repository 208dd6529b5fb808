import { encodePicture, paper80 } from '../../../printers/dialects/esc-pos.ts'
import { encodeText } from '../../../printers/dialects/text-mode.ts'
import { canvas, createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { layOut, type SlipLayout } from '../../../printers/drawing/layout.ts'
import type { Slip } from '../../../printers/drawing/slip.ts'
import { drawSlip } from '../../../printers/drawing/slip-picture.ts'
import { ordinaryTicket } from '../../printers/drawing/world-slips.ts'
import { type Bench, type Figures, median, type Part, type Row, ratioOf } from '../part.ts'

/** The cost of composing a slip. The baseline draws the same texts and QR on a bare canvas and reads its pixels. */

const glyphs = createCanvasGlyphs()

/** The next customer of the same service: number, queue and time are new. */
function next(slip: Slip, n: number): Slip {
  const renewed = (text: string): string => text.replace(/\d+/, String(100 + n))
  const blocks = slip.blocks.map((block) => {
    if (block.block === 'text' && block.part === 'footer') return { ...block, text: renewed(block.text) }
    if (block.block !== 'qr') return block
    const beside = block.beside.map((one) =>
      one.part === 'ahead' ? { ...one, text: renewed(one.text) } : one,
    )
    return { ...block, text: `${block.text}${n}`, beside }
  })
  return { ...slip, job: `bench-${n}`, label: `A${100 + n}`, blocks }
}

/** As somebody would who knows where everything stands: no layout, no dots, no memory of strips. */
function drawBarely({ width, height, marks }: SlipLayout): void {
  const context = canvas().createCanvas(width, height).getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#000'
  for (const mark of marks) {
    if (mark.kind === 'text') {
      const { weight, size } = mark.font
      context.font = `${weight} ${size}px "noto-sans-sc/latin", "noto-sans/latin", ${families}`
      context.fillText(mark.text, mark.ink.x, mark.ink.y + mark.ink.height)
    }
    if (mark.kind !== 'qr') continue
    const { box, module, matrix } = mark
    for (let row = 0; row < matrix.size; row++)
      for (let column = 0; column < matrix.size; column++)
        if (matrix.isDark(column, row))
          context.fillRect(box.x + (column + 4) * module, box.y + (row + 4) * module, module, module)
  }
  context.getImageData(0, 0, width, height)
}

let families = 'sans-serif'

async function timed(work: () => unknown): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function run(bench: Bench): Promise<Figures> {
  const rounds = bench.quick ? 30 : 200
  const rows: Row[] = []
  const ratios = new Map<string, number>()
  for (const language of ['zh-CN', 'en', 'ar', 'th'] as const) {
    bench.say(`slips in ${language}`)
    const slip = ordinaryTicket(language)
    const first = await timed(() => drawSlip(slip, paper80, createCanvasGlyphs()))
    const names = canvas().GlobalFonts.families.map(({ family }) => family)
    families = names
      .filter((name) => name.startsWith('noto'))
      .slice(0, 40)
      .map((name) => `"${name}"`)
      .join(', ')
    const times: Record<'bare' | 'composed' | 'bytes' | 'text', number[]> = {
      bare: [],
      composed: [],
      bytes: [],
      text: [],
    }
    for (let n = 0; n < rounds; n++) {
      const customer = next(slip, n)
      const layout = layOut(customer, paper80, createCanvasGlyphs())
      times.bare.push(await timed(() => drawBarely(layout)))
      times.composed.push(await timed(() => drawSlip(customer, paper80, glyphs)))
      const picture = drawSlip(customer, paper80, glyphs)
      times.bytes.push(await timed(() => encodePicture(picture, paper80)))
      if (language === 'zh-CN') times.text.push(await timed(() => encodeText(customer, paper80)))
    }
    const ratio = ratioOf(times.composed, times.bare)
    ratios.set(language, ratio)
    const text = times.text.length > 0 ? median(times.text) : undefined
    rows.push({
      name: language,
      values: [median(times.bare), median(times.composed), ratio, median(times.bytes), text, first],
    })
  }
  return {
    tables: [
      {
        title: `Composing a slip for 80 mm, ${rounds} customers one after the other (medians, ms)`,
        columns: ['bare canvas', 'composed', 'ratio', 'as bytes', 'own letters', 'the very first'],
        rows,
      },
    ],
    marks: [
      {
        what: 'a slip composed with its layout and as dots, time of drawing it on a bare canvas',
        value: ratios.get('zh-CN') ?? Number.NaN,
        must: 'at most',
        pass: 3,
        aim: 1.5,
      },
    ],
  }
}

export const slips: Part = {
  name: 'slips',
  about: 'a slip laid out and drawn in four languages, beside the same texts on a bare canvas',
  run,
}
