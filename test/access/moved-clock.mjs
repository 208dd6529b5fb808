import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** The wall clock of a hall that moves 8 minutes on at each SIGUSR2, over its restarts; the monotonic clock stays true. */
const file = process.env.MOVED_CLOCK
const wall = Date.now
let movedMs = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
Date.now = () => wall() + movedMs
process.on('SIGUSR2', () => {
  movedMs += 8 * 60_000
  writeFileSync(file, String(movedMs))
})
