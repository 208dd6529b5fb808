import { drawingOf } from '../pictograms.ts'

/** A pictogram; the words beside it say the same, so it is not read out. */
export const Icon = ({ name }: { name: string | undefined }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <use href={drawingOf(name)} />
  </svg>
)
