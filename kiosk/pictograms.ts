import { signal } from '@preact/signals'
import drawings from '../display/parts/pictograms.svg?url'

/**
 * Names of all pictograms in `pictograms.svg`; empty until the file is read. The drawings are strokes without fill,
 * so that they look alike in one colour, in high contrast and on a monochrome display.
 */
export const pictograms = signal<readonly string[]>([])

/** Fills `pictograms` with the ids in the file, which the browser caches because every icon refers to it. */
export async function readPictograms(): Promise<void> {
  const sheet = await (await fetch(drawings)).text()
  pictograms.value = [...sheet.matchAll(/ id="([\w-]+)"/g)].map(([, name]) => name ?? '')
}

/** URL of the drawing; an unknown name gets the ticket. */
export const drawingOf = (name = 'ticket'): string => {
  const known = pictograms.value
  return `${drawings}#${known.length === 0 || known.includes(name) ? name : 'ticket'}`
}
