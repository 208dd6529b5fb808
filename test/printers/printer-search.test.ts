import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { limits } from '../../server/printing/limits.ts'
import { PrinterSearch } from '../../server/printing/printer-search.ts'

/** The search for printers on real sockets: 127.0.0.0/8 stands for the network, as every address of it is this machine. */

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

/** A device that takes connections at an address and a port; what it was sent is kept. */
async function device(host: string, port = 0): Promise<{ port: number; sent: Buffer[]; most: () => number }> {
  const sent: Buffer[] = []
  let now = 0
  let most = 0
  const server = createServer((socket) => {
    now += 1
    most = Math.max(most, now)
    socket.on('data', (part) => sent.push(part))
    socket.on('close', () => {
      now -= 1
    })
    socket.on('error', () => {})
  })
  open.push(server)
  await once(server.listen(port, host), 'listening')
  return { port: (server.address() as AddressInfo).port, sent, most: () => most }
}

test('finds what listens at the port of raw printing, sends it nothing, and says where it looked', async () => {
  const first = await device('127.0.7.20')
  const { port } = first
  await device('127.0.7.3', port)
  const hosts = Array.from({ length: 254 }, (_, at) => `127.0.7.${at + 1}`)
  const search = new PrinterSearch(() => ({ networks: ['127.0.7.0/24'], hosts, port }))
  const [found, same] = await Promise.all([search.search(), search.search()])
  expect(found).toEqual({
    networks: ['127.0.7.0/24'],
    printers: [`tcp://127.0.7.3:${port}`, `tcp://127.0.7.20:${port}`],
    isWhole: true,
  })
  expect(same).toBe(found)
  expect(first.sent).toEqual([])
  expect(await search.search()).not.toBe(found)
})

test('asks a bounded number of addresses at once, and a network of none is told', async () => {
  const { port, most } = await device('127.0.8.1')
  const hosts = Array.from({ length: 300 }, () => '127.0.8.1')
  const found = await new PrinterSearch(() => ({ networks: [], hosts, port })).search()
  expect(found.isWhole).toBe(true)
  expect(most()).toBeLessThanOrEqual(limits.searchSockets)
  const none = new PrinterSearch(() => ({ networks: [], hosts: [], port: 9 }))
  expect(await none.search()).toEqual({ networks: [], printers: [], isWhole: true })
})
