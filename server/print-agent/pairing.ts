import { setTimeout as after } from 'node:timers/promises'
import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { closeCodes } from '../protocol/close-codes.ts'
import { DeviceRefused } from './errors.ts'
import { limits } from './limits.ts'

interface PairingOptions {
  /** The address of the hall, `https://…`. */
  readonly server: string
  readonly log: Logger
  /** Called with each code, for the operator. */
  readonly onCode: (code: string) => void
  /** Aborts when the process is to stop. */
  readonly signal: AbortSignal
}

/** The fields of the view `pairing` that an agent reads. */
const welcome = z.object({
  type: z.literal('welcome'),
  view: z.object({
    stage: z.enum(['waiting', 'approved', 'refused', 'expired']),
    code: z.string().optional(),
    claim: z.string().optional(),
  }),
})
const secretAnswer = z.object({ secret: z.string() })
type Ended = { claim: string } | 'refused' | 'expired' | 'lost'

/**
 * Asks a hall to pair this agent, and resolves with its secret once an administrator has approved the code. A new code
 * follows when one has expired. Undefined when the signal comes first. Throws `DeviceRefused`.
 */
export async function pairAgent(options: PairingOptions): Promise<string | undefined> {
  const { server, log, signal } = options
  for (;;) {
    const ended = await oneCode(options)
    if (signal.aborted) return undefined
    if (ended === 'refused') throw new DeviceRefused('an administrator did not approve this print agent')
    if (typeof ended === 'object') {
      const secret = await secretFor(server, ended.claim)
      if (secret !== undefined) return secret
      log.warn('the secret could not be fetched, asking for another code')
    }
    if (ended === 'lost')
      log.warn({ retryInMs: limits.pairingRetryMs }, 'no connection to the hall, trying again')
    if (ended !== 'expired') await after(limits.pairingRetryMs, undefined, { signal }).catch(() => {})
  }
}

/** The end of one code: approved, refused, expired, or the connection was lost. */
function oneCode({ server, onCode, signal }: PairingOptions): Promise<Ended> {
  const socket = new WebSocket(`${server.replace(/^http/u, 'ws')}/live?view=pairing&kind=print-agent`, {
    maxPayload: limits.agentSlipBytes,
    handshakeTimeout: limits.agentHandshakeMs,
    perMessageDeflate: false,
  })
  return new Promise((resolve) => {
    const end = (ended: Ended): void => {
      signal.removeEventListener('abort', stop)
      socket.close(closeCodes.normal)
      resolve(ended)
    }
    const stop = (): void => end('lost')
    signal.addEventListener('abort', stop)
    socket.on('error', () => {})
    socket.on('close', () => end('lost'))
    socket.on('message', (data) => {
      const message = welcome.safeParse(jsonOf(String(data)))
      if (!message.success) return
      const { stage, code = '', claim = '' } = message.data.view
      if (stage === 'waiting') onCode(code)
      else end(stage === 'approved' ? { claim } : stage)
    })
  })
}

/** Undefined when the hall does not give it. */
async function secretFor(server: string, claim: string): Promise<string | undefined> {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${server}/api/device`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ claim }),
  }).catch(() => undefined)
  if (!answer?.ok) return undefined
  return secretAnswer.safeParse(await answer.json()).data?.secret
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
