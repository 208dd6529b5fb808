// Builds, unless dist/ was built from the very same sources. The stamp lies where every build of the pages begins by
// removing all, so that none is left from an earlier or a broken build.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stamp = 'dist/pages/sources.txt'
const hash = createHash('sha256')
for (const room of ['kiosk', 'display', 'counter', 'server', 'printers'])
  for (const one of readdirSync(room, { recursive: true, withFileTypes: true }).sort((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  ))
    if (one.isFile())
      hash.update(join(one.parentPath, one.name)).update(readFileSync(join(one.parentPath, one.name)))
for (const file of ['package-lock.json', 'tsconfig.json', 'vite.config.ts']) hash.update(readFileSync(file))
const sources = hash.digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  rmSync('dist', { recursive: true, force: true })
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
  writeFileSync(stamp, sources)
}
