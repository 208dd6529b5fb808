/** A device prints at a print agent that the hall does not know: says which, and how to add one. */
export class NoPrintAgent extends Error {
  override readonly name = 'NoPrintAgent'
}
