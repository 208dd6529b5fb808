import { drawingOf } from '../pictograms.ts'

/** A pictogram, hidden from screen readers because the text beside it says the same. */
export const Icon = ({ name }: { name: string | undefined }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <use href={drawingOf(name)} />
  </svg>
)
