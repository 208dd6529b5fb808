import { WebSocket } from 'ws'

interface InspectorAnswer {
  readonly id?: number
  readonly result?: { readonly result?: { readonly value?: string } }
}

/**
 * Bytes of JavaScript objects and buffers that a process still needs, after a full collection. `inspector`: the address
 * that it prints when it is started with `--inspect`.
 */
export async function heapBytes(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector, { perMessageDeflate: false })
  await new Promise((settle, reject) => socket.once('open', settle).once('error', reject))
  let n = 0
  const ask = (method: string, params: object = {}) =>
    new Promise<InspectorAnswer['result']>((settle) => {
      n += 1
      const id = n
      socket.on('message', function heard(data) {
        const told: InspectorAnswer = JSON.parse(data.toString())
        if (told.id !== id) return
        socket.off('message', heard)
        settle(told.result)
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
  await ask('HeapProfiler.collectGarbage')
  await ask('HeapProfiler.collectGarbage')
  const answer = await ask('Runtime.evaluate', { expression: 'JSON.stringify(process.memoryUsage())' })
  socket.terminate()
  const { heapUsed, external }: { heapUsed: number; external: number } = JSON.parse(answer!.result!.value!)
  return heapUsed + external
}
