import { existsSync, writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

/**
 * A drawing thread that fails over some slips, told by their labels: `DIES` ends it every time, `DIES-ONCE` when the file
 * that the job is named after is not there yet, `HANGS` holds it up for ever. All others it draws as the real one does.
 */
function fail({ given }) {
  const { label, job } = given?.slip ?? {}
  const isFirst = label === 'DIES-ONCE' && !existsSync(job)
  if (isFirst) writeFileSync(job, '')
  if (label === 'DIES' || isFirst) process.exit(7)
  if (label === 'HANGS') for (;;) {}
}

const on = parentPort.on.bind(parentPort)
parentPort.on = (event, listener) =>
  on(event, (request) => {
    fail(request)
    listener(request)
  })
await import('../../../printers/drawing-thread/drawing-worker.ts')
