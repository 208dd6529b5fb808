import { join } from 'node:path'
import type { PackedPicture } from '../../printers/drawing/packed-picture.ts'
import { type TicketLook, usualLook } from '../../printers/drawing/ticket-slip.ts'
import { sharedDrawingThread } from '../../printers/drawing-thread/drawing-thread.ts'
import type { HallFile } from '../data/hall-config.ts'
import type { SlipSettings } from '../data/slip-config.ts'
import type { ServiceId, Texts } from '../hall/ids.ts'
import { readWhole } from '../journal/durable-file.ts'
import { DocumentDamaged } from '../journal/errors.ts'
import { errorCode, type FileSystem } from '../journal/file-system.ts'
import { positionOfPath } from '../journal/json-text.ts'
import { limits as journalLimits } from '../journal/limits.ts'
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
  const wanted: [string, (string | number)[]][] = []
  if (file.slip?.logo !== undefined) wanted.push([file.slip.logo, ['slip', 'logo']])
  for (const [service, { slip }] of Object.entries(file.services))
    if (slip?.logo !== undefined) wanted.push([slip.logo, ['services', service, 'slip', 'logo']])
  for (const [name, path] of wanted) {
    if (!logos.has(name)) logos.set(name, await readLogo(fs, directory, name, path))
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

async function readLogo(
  fs: FileSystem,
  directory: string,
  name: string,
  path: (string | number)[],
): Promise<PackedPicture> {
  const hallFile = join(directory, 'hall.json')
  const wrong = async (what: string): Promise<DocumentDamaged> => {
    const text = (await readWhole(fs, hallFile, journalLimits.documentBytes))?.toString('utf8') ?? '{}'
    return new DocumentDamaged(
      hallFile,
      positionOfPath(text.replace(/^\uFEFF/, ''), path),
      path.join('.'),
      what,
    )
  }
  let bytes: Buffer | undefined
  try {
    bytes = await readWhole(fs, join(directory, name), limits.logoBytes)
  } catch (error) {
    throw await wrong(`the logo ${name} cannot be read: ${errorCode(error) || String(error)}`)
  }
  if (!bytes) throw await wrong(`there is no ${name} beside hall.json: put it there, or take this field out`)
  const logo = await sharedDrawingThread().draw('logo', { file: bytes })
  if ('problem' in logo) throw await wrong(`${name} can't be a logo: ${logo.problem}`)
  return logo
}
