import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chosenPictures } from './chosen-pictures.ts'
import { palettePng } from './palette-png.ts'

const folder = process.env.NOWSERVING_PICTURES

/** Whether this run takes pictures: `NOWSERVING_PICTURES` names their folder. */
export const areWanted = folder !== undefined

/** Writes `png` with 256 colours as `all/<name>.png`; a chosen one also as `<name>.png`, which is in git. */
export async function keepPicture(name: string, png: Buffer): Promise<void> {
  if (folder === undefined) return
  const small = await palettePng(png)
  for (const path of [`all/${name}`, ...(chosenPictures.includes(name) ? [name] : [])]) {
    const file = join(folder, `${path}.png`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, small)
  }
}
