import { signal } from '@preact/signals'
import drawings from './pictograms.svg?url'

/**
 * The pictograms that a hall may name for a service, and the marks of the kiosk's own keys. They are drawn in
 * `pictograms.svg` as single strokes without fill, so that a hall in one colour, in high contrast or on a
 * monochrome panel shows the same shape. Which there are is read from the drawings; none is known until then.
 */
export const pictograms = signal<readonly string[]>([])

/** Reads the names of all drawings; the browser has the file already, or is about to fetch it for the first of them. */
export async function readPictograms(): Promise<void> {
  const sheet = await (await fetch(drawings)).text()
  pictograms.value = [...sheet.matchAll(/ id="([\w-]+)"/g)].map(([, name]) => name ?? '')
}

/** Address of the drawing; an unknown name gets the plain ticket, never a hole. */
export const drawingOf = (name = 'ticket'): string => {
  const known = pictograms.value
  return `${drawings}#${known.length === 0 || known.includes(name) ? name : 'ticket'}`
}
