/** Sentences of states into which no table drives a page, with the test that shows each. */
export const elsewhere: Readonly<Record<string, string>> = {
  unreachable: 'pages/start.test.ts',
  missing: 'pages/optional-parts.test.ts',
  'missing.sound': 'pages/optional-parts.test.ts',
  'missing.storage': 'pages/optional-parts.test.ts',
  'missing.time-zone': 'pages/optional-parts.test.ts',
  'missing.language': 'pages/optional-parts.test.ts',
}
