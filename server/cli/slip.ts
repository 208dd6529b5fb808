import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import { createCanvasGlyphs } from '../../printers/drawing/canvas-glyphs.ts'
import { pngOf } from '../../printers/drawing/png.ts'
import type { Slip } from '../../printers/drawing/slip.ts'
import { drawSlip, missingGlyphs } from '../../printers/drawing/slip-picture.ts'
import { publicUrlOf } from '../access/allowed-origins.ts'
import { realClock as clock } from '../clock.ts'
import { NoHall } from '../data/errors.ts'
import type { HallFile } from '../data/hall-config.ts'
import { settingsOf } from '../data/hall-settings.ts'
import { readHallFile } from '../data/open-data.ts'
import { dayOf } from '../hall/business-day.ts'
import { hallHeart } from '../hall/heart.ts'
import { readWhole } from '../journal/durable-file.ts'
import { errorCode, realFileSystem as fs } from '../journal/file-system.ts'
import { isSlipCode, slipCode } from '../printing/slip-code.ts'
import { readSlipDesigns } from '../printing/slip-design.ts'
import { slipLanguages } from '../printing/slip-words.ts'
import { SlipWriter } from '../printing/slip-writer.ts'
import { exits } from './exits.ts'
import { dataFlag, makeCommand, paperFlag, type ValueParser, valueFlag, wholeNumberFrom } from './flags.ts'
import type { ProcessContext } from './process-context.ts'
import { UsageError } from './usage-error.ts'

interface Flags {
  readonly data: string
  /** The file to draw a slip into; undefined when a slip is checked. */
  readonly preview?: string
  readonly check?: { readonly label: string; readonly code: string }
  readonly service?: string
  readonly language?: string
  /** Width of the roll in millimetres; undefined: that of the hall's first printer. */
  readonly paper?: 58 | 80
  readonly copy: number
  /** The business day of the slip to check; undefined: today. */
  readonly day?: string
}

const labelAndCode: ValueParser = {
  parse(text) {
    const [, label, code] = /^([A-Z]{1,3}\d{1,6})[\s:-]+([0-9A-Z]{4,8})$/iu.exec(text.trim()) ?? []
    return label && code ? { label: label.toUpperCase(), code } : undefined
  },
  allowed: 'label and code with a dash between, such as A042-7K3XM',
}

const date: ValueParser = {
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/u.test(text) ? text : undefined),
  allowed: 'a date such as 2026-11-22',
}

export const makeSlip = (context: ProcessContext): Command =>
  makeCommand<Flags>(
    ['slip', 'draws a paper ticket as it would print, or checks whether this hall issued one'],
    [
      valueFlag('--preview <file.png>', 'the picture file to write'),
      valueFlag('--service <id>', 'with --preview: the service'),
      valueFlag('--language <tag>', 'with --preview: the language'),
      paperFlag(),
      valueFlag('--copy <n>', 'with --preview: the number of the copy', wholeNumberFrom(1, 9)).default(1),
      valueFlag('--check <label-code>', 'label and check code as printed on a slip', labelAndCode),
      valueFlag('--day <date>', 'with --check: the business day of the slip, by default today', date),
      dataFlag('./data'),
    ],
    context.environment,
    async (flags) => context.setExitCode(await slip(flags, context.print)),
  )

/** Draws or checks a slip. Only documents are read, so the hall may run meanwhile. */
function slip(flags: Flags, print: (line: string) => void): Promise<number> {
  const { preview, check } = flags
  if (preview !== undefined && check === undefined) return drawSample(flags, preview, print)
  if (check !== undefined && preview === undefined) return checkCode(flags, check, print)
  throw new UsageError(
    'slip draws a slip (--preview FILE.png) or checks one (--check A042-7K3XM): give one of these flags',
  )
}

async function checkCode(
  flags: Flags,
  { label, code }: { label: string; code: string },
  print: (line: string) => void,
): Promise<number> {
  const directory = resolve(flags.data)
  const file = await readHallFile(fs, directory)
  const day = flags.day ?? dayOf(clock.now(), settingsOf(file, {}))
  const secret = await readSecret(directory)
  if (!secret)
    throw new NoHall(
      `${join(directory, 'secret')} is missing: this hall has never run, so no slip of it has a code. Nothing was changed.`,
    )
  const isOurs = isSlipCode(secret, day, label, code)
  print(isOurs ? `genuine: ${label} of ${day}` : `not genuine: no ${label} of ${day} has this code`)
  return isOurs ? exits.success : exits.untrustedData
}

async function drawSample(flags: Flags, path: string, print: (line: string) => void): Promise<number> {
  const directory = resolve(flags.data)
  const file = await readHallFile(fs, directory)
  const slip = await sampleOf(flags, directory, file)
  const given = file.devices.find(({ printer }) => printer !== undefined)?.paper
  const paper = profileOf({
    ...(given ?? { dpi: 203, width: 80 }),
    ...(flags.paper === undefined || flags.paper === given?.width
      ? {}
      : { width: flags.paper, dots: undefined }),
  })
  const glyphs = createCanvasGlyphs()
  const picture = drawSlip(slip, paper, glyphs)
  try {
    await writeFile(path, await pngOf(picture))
  } catch (error) {
    throw new UsageError(`--preview ${path} cannot be written: ${errorCode(error) || String(error)}`)
  }
  const millimetres = Math.round((picture.height / paper.dpi) * 25.4)
  print(`${path}: ${picture.width} × ${picture.height} dots, ${millimetres} mm of paper`)
  for (const letter of missingGlyphs(slip, glyphs)) {
    const point = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    print(`no font has a glyph for ${letter} (U+${point}): remove it from hall.json`)
  }
  return exits.success
}

async function sampleOf(flags: Flags, directory: string, file: HallFile): Promise<Slip> {
  const service = flags.service ?? Object.keys(file.services)[0]!
  const language = flags.language ?? file.languages[0]!
  const services = Object.keys(file.services)
  if (!services.includes(service))
    throw new UsageError(`--service ${service}: hall.json has ${services.join(', ')}`)
  if (!slipLanguages.some((known) => known.split('-')[0] === language.split('-')[0]))
    throw new UsageError(`--language ${language}: slips have texts in ${slipLanguages.join(', ')}`)
  const settings = settingsOf(file, {})
  const secret = (await readSecret(directory)) ?? Buffer.alloc(32)
  const names = new Map(file.devices.map(({ id, name }) => [id, name]))
  const device = file.devices.find(({ kind }) => kind === 'kiosk')?.id ?? 'kiosk-1'
  const writer = new SlipWriter({
    hall: { ...hallHeart.empty(), settings },
    phoneUrl: () =>
      `${publicUrlOf(file.publicUrl ?? '') ?? 'https://queue.example'}/t/4oXr8Zk2QmW9vB1cD7eFgH`,
    deviceName: (id) => names.get(id) ?? id,
    now: clock.now,
    designs: await readSlipDesigns(fs, directory, file),
    checkCode: (day, label) => slipCode(secret, day, label),
  })
  return writer.sample({ service, language, copy: flags.copy, day: dayOf(clock.now(), settings), device })
}

const readSecret = (directory: string): Promise<Buffer | undefined> =>
  readWhole(fs, join(directory, 'secret'), 64)
