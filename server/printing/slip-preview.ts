import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import { sharedDrawingThread } from '../../printers/drawing-thread/drawing-thread.ts'
import type { HallFile } from '../data/hall-config.ts'
import { dayOf } from '../hall/business-day.ts'
import { hallHeart } from '../hall/heart.ts'
import type { ServiceId } from '../hall/ids.ts'
import type { Settings } from '../hall/settings.ts'
import type { FileSystem } from '../journal/file-system.ts'
import type { Problem } from '../protocol/messages.ts'
import { limits } from './limits.ts'
import { readSlipDesigns } from './slip-design.ts'
import { SlipWriter } from './slip-writer.ts'

/** Settings with a change that is not in force. */
interface Proposal {
  readonly file: HallFile
  readonly settings: Settings
}

type Drawn =
  | { readonly png: Uint8Array; readonly width: number; readonly height: number }
  | { readonly invalid: readonly Problem[] }
  | 'busy'

/** An address as long as one of a ticket, so that the code has its size. */
const sampleAddress = '/t/4oXr8Zk2QmW9vB1cD7eFgH'

/** Draws sample tickets of settings that are still being written, by the code that draws those that are printed. */
export class SlipPreview {
  readonly #fs: FileSystem
  readonly #directory: string
  readonly #now: () => number
  #drawing = 0

  constructor(options: { fs: FileSystem; directory: string; now: () => number }) {
    this.#fs = options.fs
    this.#directory = options.directory
    this.#now = options.now
  }

  /** `busy`: as many are being drawn as may be at once. A service that the settings do not have gets the hall's slip. */
  async draw(
    { file, settings }: Proposal,
    about: { readonly service: ServiceId; readonly language: string },
  ): Promise<Drawn> {
    if (this.#drawing >= limits.previewsAtOnce) return 'busy'
    this.#drawing += 1
    try {
      const designs = await readSlipDesigns(this.#fs, this.#directory, file)
      const writer = new SlipWriter({
        hall: { ...hallHeart.empty(), settings },
        phoneUrl: () => (file.publicUrl === undefined ? undefined : `${file.publicUrl}${sampleAddress}`),
        deviceName: (device) => file.devices.find(({ id }) => id === device)?.name ?? device,
        now: this.#now,
        designs,
        checkCode: () => '7K3XM',
      })
      const device = file.devices.find(({ kind }) => kind === 'kiosk')
      const day = dayOf(this.#now(), settings)
      const slip = writer.sample({ ...about, copy: 1, day, device: device?.id ?? 'kiosk-1' })
      const paper = file.devices.find(({ printer }) => printer !== undefined)?.paper
      const profile = profileOf(paper ?? { dpi: 203, width: 80 })
      const { png, width, height } = await sharedDrawingThread().draw('paper', { slip, profile })
      return { png, width, height }
    } finally {
      this.#drawing -= 1
    }
  }
}
