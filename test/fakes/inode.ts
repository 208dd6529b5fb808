export const sectorBytes = 512
let made = 0

/** A file. `now` is what every process sees (the page cache), `safe` what is on the platter. */
export class Inode {
  now: Buffer = Buffer.alloc(0)
  safe: Buffer = Buffer.alloc(0)
  readonly number: number
  /** Sectors that differ from the platter and are known to. A sector that a failed sync left behind is in neither. */
  readonly dirty = new Set<number>()

  constructor() {
    made += 1
    this.number = made
  }

  write(bytes: Uint8Array, position: number): void {
    const end = position + bytes.length
    if (end > this.now.length) this.now = grown(this.now, end)
    this.now.set(bytes, position)
    for (let sector = Math.floor(position / sectorBytes); sector * sectorBytes < end; sector += 1)
      this.dirty.add(sector)
  }

  truncate(bytes: number): void {
    this.now = bytes <= this.now.length ? Buffer.from(this.now.subarray(0, bytes)) : grown(this.now, bytes)
    for (const sector of this.dirty) if (sector * sectorBytes >= bytes) this.dirty.delete(sector)
  }

  sync(sectors: Iterable<number>): void {
    if (this.safe.length !== this.now.length)
      this.safe =
        this.safe.length < this.now.length
          ? grown(this.safe, this.now.length)
          : Buffer.from(this.safe.subarray(0, this.now.length))
    for (const sector of sectors) {
      if (!this.dirty.delete(sector)) continue
      const at = sector * sectorBytes
      this.now.copy(this.safe, at, at, Math.min(at + sectorBytes, this.now.length))
    }
  }

  /** The content after a power cut: any of the sectors that were never synced, in any order. */
  afterPowerCut(random: () => number): Inode {
    const left = new Inode()
    const size = random() < 0.5 ? this.now.length : this.safe.length
    left.now = grown(this.safe.subarray(0, size), size)
    for (const sector of this.dirty) {
      const at = sector * sectorBytes
      if (at < size && random() < 0.5)
        this.now.copy(left.now, at, at, Math.min(at + sectorBytes, size, this.now.length))
    }
    left.safe = Buffer.from(left.now)
    return left
  }
}

function grown(bytes: Buffer, size: number): Buffer {
  const next = Buffer.alloc(size)
  bytes.copy(next)
  return next
}
