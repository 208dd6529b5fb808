import type { DeviceId } from '../../../hall/ids.ts'
import type { PageReport } from '../../../protocol/messages.ts'

/** An open connection of a device: a page, or a print agent. */
export interface DevicePage {
  readonly device: DeviceId
  /** By its own sign-in; otherwise a page that only calls itself so. */
  readonly isPaired: boolean
  /** As the page reported them last. */
  facts(): Pick<PageReport, 'sound' | 'width' | 'height'>
}

/** The devices that are connected now. */
export class DevicePresence {
  readonly #pages = new Map<DeviceId, Set<DevicePage>>()
  #changed: (page: DevicePage) => void = () => {}

  /** Calls `changed` when a device connects, when its connection ends, and when its page reports something. */
  listen(changed: (page: DevicePage) => void): void {
    this.#changed = changed
  }

  /** Adds a connection. Returns the function that removes it. */
  connect(page: DevicePage): () => void {
    const pages = this.#pages.get(page.device) ?? new Set()
    this.#pages.set(page.device, pages.add(page))
    this.#changed(page)
    return () => {
      if (!pages.delete(page)) return
      if (pages.size === 0) this.#pages.delete(page.device)
      this.#changed(page)
    }
  }

  reported(page: DevicePage): void {
    this.#changed(page)
  }

  of(device: DeviceId): readonly DevicePage[] {
    return [...(this.#pages.get(device) ?? [])]
  }
}
