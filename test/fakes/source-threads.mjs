import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

// Vitest translates the sources that its own thread imports. The worker threads of the product load theirs by Node, and
// Node 20 reads no TypeScript: there they get a loader that strips the types.
if (!isMainThread && !process.features.typescript) register('./sources/types-stripped.mjs', import.meta.url)
