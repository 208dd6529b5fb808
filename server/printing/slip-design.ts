import { join } from 'node:path'
import type { PackedPicture } from '../../printers/drawing/packed-picture.ts'
import { type TicketLook, usualLook } from '../../printers/drawing/ticket-slip.ts'
import { sharedDrawingThread } from '../../printers/drawing-thread/drawing-thread.ts'
import type { HallFile } from '../data/hall-config.ts'
import type { SlipSettings } from '../data/slip-config.ts'
import type { ServiceId, Texts } from '../hall/ids.ts'
import { damagedAt } from '../journal/documents.ts'
import { readWhole } from '../journal/durable-file.ts'
import { WrongKind } from '../journal/errors.ts'
import { errorCode, type FileSystem } from '../journal/file-system.ts'
import type { Problem } from '../protocol/messages.ts'
import { limits } from './limits.ts'

/** The parts of a service's tickets and the hall's own texts on them. */
export interface SlipDesign {
  readonly look: TicketLook
  readonly documents: readonly Texts[]
  readonly fees: readonly Texts[]
  readonly notes: readonly Texts[]
  /** Undefined: the usual sentences. */
  readonly callRule: readonly Texts[] | undefined
  readonly checkCode: boolean
}

export type SlipDesigns = (service: ServiceId) => SlipDesign

/**
 * Reads the designs of a hall with their logos. A service's own settings come before the hall's, and those before the
 * defaults. Throws `DocumentDamaged` with line and field of `hall.json` for a logo that cannot be printed.
 */
export async function readSlipDesigns(
  fs: FileSystem,
  directory: string,
  file: HallFile,
): Promise<SlipDesigns> {
  const logos = new Map<string, PackedPicture>()
  for (const found of await readLogos(fs, directory, file)) {
    if ('problem' in found)
      throw await damagedAt(fs, join(directory, 'hall.json'), [{ ...found, path: found.path.join('.') }])
    logos.set(found.name, found.logo)
  }
  const designs = new Map(
    Object.entries(file.services).map(([id, { slip }]) => [id, designOf({ ...file.slip, ...slip }, logos)]),
  )
  const usual = designOf(file.slip ?? {}, logos)
  return (service) => designs.get(service) ?? usual
}

function designOf(settings: SlipSettings, logos: ReadonlyMap<string, PackedPicture>): SlipDesign {
  const { parts, logo, documents = [], fees = [], notes = [], callRule, checkCode = false } = settings
  const picture = logo === undefined ? undefined : logos.get(logo)
  const look: TicketLook = {
    parts: parts?.map((one) => (typeof one === 'string' ? { part: one } : one)) ?? usualLook.parts,
    ...(picture === undefined ? {} : { logo: picture }),
  }
  return { look, documents, fees, notes, callRule, checkCode }
}

/** Logos that cannot be printed, each with its place in `hall.json`. */
export async function logoProblems(fs: FileSystem, directory: string, file: HallFile): Promise<Problem[]> {
  const found = await readLogos(fs, directory, file)
  return found.flatMap((one) =>
    'problem' in one ? [{ path: one.path.join('.'), problem: one.problem }] : [],
  )
}

type Path = (string | number)[]
type Logo = { name: string; logo: PackedPicture } | { path: Path; problem: string }

/** Every logo that the settings name, once. */
async function readLogos(fs: FileSystem, directory: string, file: HallFile): Promise<Logo[]> {
  const wanted = new Map<string, Path>()
  const want = (name: string | undefined, path: Path) => {
    if (name !== undefined && !wanted.has(name)) wanted.set(name, path)
  }
  want(file.slip?.logo, ['slip', 'logo'])
  for (const [service, { slip }] of Object.entries(file.services))
    want(slip?.logo, ['services', service, 'slip', 'logo'])
  const found: Logo[] = []
  for (const [name, path] of wanted) {
    const read = await readLogo(fs, directory, name)
    found.push('problem' in read ? { path, ...read } : { name, ...read })
  }
  return found
}

async function readLogo(
  fs: FileSystem,
  directory: string,
  name: string,
): Promise<{ logo: PackedPicture } | { problem: string }> {
  let bytes: Buffer | undefined
  try {
    bytes = await readWhole(fs, join(directory, name), limits.logoBytes)
  } catch (error) {
    const why = error instanceof WrongKind ? 'it is a directory' : errorCode(error) || messageOf(error)
    return { problem: `the logo ${name} cannot be read: ${why}` }
  }
  if (!bytes) return { problem: `there is no ${name} beside hall.json: put it there, or take this field out` }
  const logo = await sharedDrawingThread()
    .draw('logo', { file: bytes })
    .catch((error: unknown) => ({ problem: `it could not be drawn, ${messageOf(error)}: simplify it` }))
  return 'problem' in logo ? { problem: `${name} can't be a logo: ${logo.problem}` } : { logo }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
