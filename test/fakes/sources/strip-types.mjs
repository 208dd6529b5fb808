import { register } from 'node:module'

// Node 20 reads no TypeScript: what a process imports after this has its types stripped.
if (!process.features.typescript) register('./types-stripped.mjs', import.meta.url)
