import type { Response } from 'express'
import type { Denial } from '../../access/permissions.ts'
import { lockedProblem } from '../audience.ts'

/** Refuses a document of the API. `what`: its name in a sentence, such as `the settings`. */
export function sendDenial(response: Response, denial: Denial, what: string): void {
  if (denial === 'not-signed-in')
    return void response.status(401).json({ problem: 'sign in first: POST /api/session' })
  if (denial === 'locked') return void response.status(401).json({ problem: lockedProblem })
  response.status(403).json({ problem: `your role may not read ${what}` })
}
