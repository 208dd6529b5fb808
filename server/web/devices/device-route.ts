import express, { type Express, type Request, type Response } from 'express'
import type { Pairings } from '../../access/devices/pairings.ts'
import { limits } from '../../access/limits.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import type { Sender } from '../../access/request-sender.ts'
import { inClearProblem, isInClear } from '../../access/transport.ts'
import { deviceBody } from '../../protocol/http-bodies.ts'
import { wireLimits } from '../../protocol/limits.ts'
import { parseBody } from '../../protocol/parse.ts'

export interface DeviceRouteOptions {
  readonly pairings: Pairings
  readonly deviceCookieName: string
  readonly onRefused: OnRefused
  /** Secrets may cross a network unencrypted. */
  readonly isPlainAllowed: boolean
  readonly senderOf: (request: Request) => Sender
}

/** `POST /api/device`: an approved screen exchanges its claim for the cookie with its secret, a print agent for the secret. */
export function deviceRoute(app: Express, options: DeviceRouteOptions): void {
  const { pairings, deviceCookieName, onRefused, senderOf } = options
  const json = express.json({ limit: wireLimits.bodyBytes, strict: true, type: 'application/json' })
  app.post('/api/device', json, (request: Request, response: Response) => {
    const parsed = parseBody(deviceBody, request.body)
    if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
    const sender = senderOf(request)
    if (isInClear(sender) && !options.isPlainAllowed) {
      onRefused('pairing')
      const problem = inClearProblem(sender)
      return void response.status(426).set('Upgrade', 'TLS/1.2').json({ problem })
    }
    const approved = pairings.claim(parsed.value.claim)
    if (!approved) {
      onRefused('pairing')
      const problem = 'this claim is used up, has expired or never was: have the screen paired again'
      return void response.status(404).json({ problem })
    }
    const { kind, secret } = approved
    if (kind === 'print-agent') return void response.json({ secret })
    setDeviceCookie(response, deviceCookieName, sender, secret)
    response.status(204).end()
  })
}

/** Chromium keeps a cookie for 400 days at most, so that each visit renews it. Secure as the connection is. */
export const setDeviceCookie = (
  response: Response,
  name: string,
  { isSecure }: Sender,
  secret: string,
): Response =>
  response.cookie(name, secret, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: isSecure,
    maxAge: limits.deviceCookieMs,
    encode: String,
  })
