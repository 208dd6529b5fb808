import type { z } from 'zod'
import type { EpochMs } from '../../hall/ids.ts'
import type { keyGrants } from '../../protocol/access/key-grants.ts'
import type { Problem } from '../../protocol/messages.ts'
import { limits } from '../limits.ts'
import type { KeysDocument, NewKey } from './api-keys.ts'

/** Changes of the API keys, worked out without a change to the document. */

type Changed = { readonly document: KeysDocument } | { readonly invalid: readonly Problem[] }

const invalid = (path: string, problem: string) => ({ invalid: [{ path, problem }] })

const noSuchKey = invalid('id', 'no such API key; GET /api/keys lists them')

const dayMs = 24 * 60 * 60_000

export function withKey(
  { keys, format }: KeysDocument,
  { id, hash }: NewKey,
  { days, ...grants }: z.output<typeof keyGrants> & { readonly days: number; readonly addedBy?: string },
  now: EpochMs,
): Changed {
  // A key that has ended makes room.
  const valid = Object.entries(keys).filter(([, { until }]) => until > now)
  if (valid.length >= limits.keys)
    return invalid('', `a hall has at most ${limits.keys} API keys: revoke one first`)
  const added = { ...grants, hash, addedAt: now, until: now + days * dayMs }
  return { document: { format, keys: { ...Object.fromEntries(valid), [id]: added } } }
}

export function withGrants(
  { keys, format }: KeysDocument,
  id: string,
  grants: z.output<typeof keyGrants>,
): Changed {
  const key = Object.hasOwn(keys, id) ? keys[id] : undefined
  return key ? { document: { format, keys: { ...keys, [id]: { ...key, ...grants } } } } : noSuchKey
}

export function withoutKey({ keys, format }: KeysDocument, id: string): Changed {
  if (!Object.hasOwn(keys, id)) return noSuchKey
  const { [id]: _, ...others } = keys
  return { document: { format, keys: others } }
}
