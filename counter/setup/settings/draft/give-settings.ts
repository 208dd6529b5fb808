import type { LiveClient } from '../../../../server/protocol/client/live-client.ts'
import { commandKey } from '../../../../server/protocol/client/pending-commands.ts'
import type { BodyOf } from '../../../../server/protocol/commands.ts'
import { wireLimits } from '../../../../server/protocol/limits.ts'
import type { Answer } from '../../../../server/protocol/messages.ts'
import { fetchAs } from '../../../sign-in/tab-session.ts'

/** Room beside the body in a message of the socket: type, id and key. */
const framing = 512

/** Gives a change of settings: over the socket, or over HTTP where it is larger than a message, as a whole file is. */
export async function giveSettings<T extends 'change-settings' | 'plan-settings'>(
  act: LiveClient['act'],
  type: T,
  body: BodyOf<T>,
): Promise<Answer<{ version?: number }>> {
  const text = JSON.stringify(body)
  const { length } = new TextEncoder().encode(text)
  if (length <= wireLimits.bodyBytes - framing)
    return act(type, body) as Promise<Answer<{ version?: number }>>
  const answer = await fetchAs(`/api/commands/${type}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': commandKey() },
    body: text,
  })
  if (!answer) return { ok: false, unknown: true }
  if (answer.status === 413) return { ok: false, denied: 'too-large' }
  const found = (await answer.json()) as object
  return { ok: answer.ok, ...found } as Answer<{ version?: number }>
}
