import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { palettePng } from './palette-png.ts'

export interface Wanted {
  /** A look that docs/pictures can do without; kept only with `NOWSERVING_PICTURES_OF=everything`. */
  rest?: boolean
}

/** Whether anybody wants this picture: `NOWSERVING_PICTURES` names a folder. */
export const isWanted = ({ rest = false }: Wanted = {}): boolean =>
  process.env.NOWSERVING_PICTURES !== undefined &&
  (!rest || process.env.NOWSERVING_PICTURES_OF === 'everything')

/** Keeps `png` as `<name>.png` in the folder of pictures, with 256 colours. */
export async function keepPicture(name: string, png: Buffer): Promise<void> {
  const file = join(process.env.NOWSERVING_PICTURES ?? '', `${name}.png`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, await palettePng(png))
}
