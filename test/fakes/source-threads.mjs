import { isMainThread } from 'node:worker_threads'

// Vitest translates the sources that its own thread imports. The worker threads of the product load theirs by Node.
if (!isMainThread) await import('./sources/strip-types.mjs')
