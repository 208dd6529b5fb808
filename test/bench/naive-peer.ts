import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { JSONFilePreset } from 'lowdb/node'
import { WebSocketServer } from 'ws'
import { answerAll } from './worker.ts'

/** The server one would write in an afternoon: express, the whole state into one file per request, the whole state to every screen. */

interface Ticket {
  readonly id: number
  readonly label: string
  readonly service: string
  readonly issuedAt: number
  readonly stage: string
}

const ticket = (id: number): Ticket => ({
  id,
  label: `B${String(id).padStart(3, '0')}`,
  service: 'fees',
  issuedAt: Date.now(),
  stage: 'waiting',
})

answerAll({
  async serve({ directory, tickets }: { directory: string; tickets: number }) {
    const begun = { tickets: Array.from({ length: tickets }, (_, at) => ticket(at + 1)) }
    const db = await JSONFilePreset<{ tickets: Ticket[] }>(join(directory, `naive-${tickets}.json`), begun)
    const app = express()
    const server = createServer(app)
    const sockets = new WebSocketServer({ server })
    app.use(express.json())
    app.post('/tickets', async (_request, response) => {
      const issued = ticket(db.data.tickets.length + 1)
      db.data.tickets.push(issued)
      await db.write()
      for (const socket of sockets.clients) socket.send(JSON.stringify(db.data))
      response.json(issued)
    })
    return new Promise<number>((settle) =>
      server.listen(0, '127.0.0.1', () => settle((server.address() as AddressInfo).port)),
    )
  },
})
