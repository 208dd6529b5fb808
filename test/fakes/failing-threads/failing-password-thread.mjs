import { existsSync, writeFileSync } from 'node:fs'
import { isMainThread, parentPort } from 'node:worker_threads'

/**
 * Loaded into a hall by `--import`: its password thread fails over some passwords. `dies` ends it every time,
 * `dies-once FILE` and `hangs-once FILE` when the file is not there yet. All others it works out as the real one does.
 */
function fail({ given }) {
  const [how, file] = given.password.split(' ')
  if (how === 'dies') process.exit(7)
  if (file === undefined || existsSync(file)) return
  writeFileSync(file, '')
  if (how === 'dies-once') process.exit(7)
  if (how === 'hangs-once') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

if (!isMainThread && process.argv[1]?.includes('password-worker')) {
  const on = parentPort.on.bind(parentPort)
  parentPort.on = (event, listener) =>
    on(event, (request) => {
      fail(request)
      listener(request)
    })
}
