import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { device } from '../printer-rig.ts'
import { agentHall, startAgent } from './agent-rig.ts'

describe('the door for agents', () => {
  const answerTo = (url: string, headers: Record<string, string>): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/agent`, { headers })
      socket.on('open', () => resolve('open'))
      socket.on('unexpected-response', (request, response) => {
        let body = ''
        response.on('data', (part) => {
          body += part
        })
        response.on('end', () => {
          resolve(`${response.statusCode} ${body}`)
          request.destroy()
        })
      })
      socket.on('error', () => {})
    })
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

  it('refuses no secret, an unknown device and a wrong secret with the same answer', async ({
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const [, random = ''] = hall.secret.split('.')
    const answers = await Promise.all([
      answerTo(hall.url, {}),
      answerTo(hall.url, bearer(`agent-2.${random}`)),
      answerTo(hall.url, bearer(`agent-1.${random.slice(1)}A`)),
      answerTo(hall.url, bearer('agent-1.')),
      answerTo(hall.url, bearer('__proto__.x')),
    ])
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/^401 .*knows no device with this secret/)
    expect(await answerTo(hall.url, { ...bearer(hall.secret), origin: 'http://elsewhere.example' })).toMatch(
      /^403/,
    )
    expect(JSON.stringify(hall.devices)).not.toContain(random)
  })

  it('ends an agent that was never known, and says what now', async ({ onTestFinished: clean }) => {
    const hall = await agentHall(clean)
    const paper = await device(clean)
    const agent = await startAgent(clean, hall, paper.address, { secret: `agent-9.${'A'.repeat(43)}` })
    await agent.connected(1)
    expect(agent.refused?.message).toMatch(/knows no device with this secret.*device add print-agent/)
  })

  it('lets the newer line of a device stand, and closes one that says what no agent says', async ({
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const dial = (): WebSocket =>
      new WebSocket(`${hall.url.replace('http', 'ws')}/agent`, { headers: bearer(hall.secret) })
    const closed = (socket: WebSocket): Promise<number> =>
      new Promise((resolve) => socket.once('close', (code) => resolve(code)))
    const first = dial()
    await new Promise((done) => first.once('open', done))
    const firstClosed = closed(first)
    const second = dial()
    await new Promise((done) => second.once('open', done))
    expect(await firstClosed).toBe(4409)
    for (const rubbish of [
      '{',
      '{"type":"print"}',
      '{"type":"outcome","attempt":"x","outcome":{"printed":"perhaps"}}',
    ]) {
      const socket = dial()
      await new Promise((done) => socket.once('open', done))
      const code = closed(socket)
      socket.send(rubbish)
      expect(await code).toBe(1008)
    }
    const last = dial()
    await new Promise((done) => last.once('open', done))
    const code = closed(last)
    last.send('x'.repeat(20_000))
    expect(await code).toBe(1009)
    second.close()
  })
})
