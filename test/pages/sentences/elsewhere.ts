/**
 * Sentences that no table lists, because another test shows them, by catalogue: each with the test that reads it. A
 * sentence stands here only where a driven page can't reach its state.
 */
export const elsewhere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  start: {
    unreachable: 'pages/start.test.ts',
    first: 'pages/first-start.test.ts',
    'missing.storage': 'pages/optional-parts.test.ts',
    'missing.time-zone': 'pages/optional-parts.test.ts',
    'missing.language': 'pages/optional-parts.test.ts',
  },
  setup: { 'first.sign-in': 'pages/first-start.test.ts' },
  staff: {
    'sign-in.taken-over': 'pages/side-by-side.test.ts',
    'sign-in.clear': 'pages/counter/sign-in.test.ts',
    'sign-in.in-clear': 'pages/counter/sign-in.test.ts',
    'sign-in.not-kept': 'pages/counter/sign-in.test.ts',
    'password.lead': 'pages/counter/own-password.test.ts',
    'password.now': 'pages/counter/own-password.test.ts',
    'password.new': 'pages/counter/own-password.test.ts',
    'password.again': 'pages/counter/own-password.test.ts',
    'password.empty': 'pages/counter/own-password.test.ts',
    'password.wrong': 'pages/counter/own-password.test.ts',
    'password.same': 'pages/counter/own-password.test.ts',
    'password.different': 'pages/counter/own-password.test.ts',
    'password.weak': 'pages/counter/own-password.test.ts',
    'password.cancel': 'pages/counter/own-password.test.ts',
    'password.done': 'pages/counter/own-password.test.ts',
    'password.close': 'pages/counter/own-password.test.ts',
    'unconfirmed.trait': 'pages/unconfirmed-numbers.test.ts',
    'unconfirmed.ticket': 'pages/unconfirmed-numbers.test.ts',
    'unconfirmed.more': 'pages/unconfirmed-numbers.test.ts',
    'unconfirmed.waiting': 'pages/unconfirmed-numbers.test.ts',
    'unconfirmed.called': 'pages/unconfirmed-numbers.test.ts',
  },
}
