/** Sentences of states into which no table drives a page, with the test that shows each. */
export const elsewhere: Readonly<Record<string, string>> = {}
