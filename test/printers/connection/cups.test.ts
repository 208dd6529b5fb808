import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openPrinter } from '../../../printers/connection/open-printer.ts'
import { createCupsTransport } from '../../../printers/connection/transports/cups.ts'
import { createInterpreter } from '../../../printers/virtual-printer/interpreter.ts'
import type { PaperEvent } from '../../../printers/virtual-printer/machine.ts'
import { patience } from '../../fakes/watch.ts'
import { ordinarySlip } from '../drawing/sample-slips.ts'
import { shows } from '../printer-rig.ts'
import { describeLine, type LineEnd } from './transport-contract.ts'

/** CUPS as its users see it: `lp`, `lpstat` and `cancel` before a folder of jobs. */
interface FakeCups extends LineEnd {
  /** The printer is away: jobs are taken and stay. */
  stop(): void
  cancelled(): string[]
  refuse(): void
}

const scripts = {
  lp: `[ -e "$SPOOL/blocked" ] && exec sleep 30
[ -e "$SPOOL/refusing" ] && { echo "lp: Destination \\"$2\\" is not accepting jobs." >&2; exit 1; }
n=$(($(ls "$SPOOL" | grep -c '^job') + 1))
cat > "$SPOOL/part" && mv "$SPOOL/part" "$SPOOL/job-$n"
echo "request id is $2-$n (1 file(s))"`,
  lpstat: `case "$1" in
-a) [ "$2" = kiosk ] || { echo "lpstat: Invalid destination name in list \\"$2\\"." >&2; exit 1; }
    echo "$2 accepting requests since now" ;;
-o) [ -e "$SPOOL/stopped" ] && ls "$SPOOL" | sed -n 's/^job-/kiosk-/p' | while read -r id; do
      grep -qx "$id" "$SPOOL/cancelled" 2>/dev/null || echo "$id  root  1024  now"; done
    exit 0 ;;
esac`,
  cancel: `echo "$1" >> "$SPOOL/cancelled"`,
}

async function fakeCups(): Promise<FakeCups> {
  const spool = mkdtempSync(join(tmpdir(), 'nowserving-cups-'))
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(spool, name), `#!/bin/sh\nSPOOL=${spool}\n${text}\n`)
    chmodSync(join(spool, name), 0o755)
  }
  const before = process.env.PATH ?? ''
  process.env.PATH = `${spool}${delimiter}${before}`
  const mark = (name: string) => (): void => writeFileSync(join(spool, name), '')
  return {
    line: () => createCupsTransport('kiosk'),
    nowhere: () => createCupsTransport('nobody'),
    arrived: () =>
      Buffer.concat(
        readdirSync(spool)
          .filter((name) => name.startsWith('job-'))
          .sort()
          .map((name) => readFileSync(join(spool, name))),
      ),
    block: mark('blocked'),
    stop: mark('stopped'),
    refuse: mark('refusing'),
    cancelled: () =>
      existsSync(join(spool, 'cancelled'))
        ? readFileSync(join(spool, 'cancelled'), 'utf8').trim().split('\n')
        : [],
    async close() {
      process.env.PATH = before
      rmSync(spool, { recursive: true, force: true })
    },
  }
}

describeLine('a queue of CUPS', fakeCups)

describe('a printer behind CUPS', () => {
  it('prints, and nobody claims that paper came out', async ({ onTestFinished: clean }) => {
    const cups = await fakeCups()
    clean(() => cups.close())
    const printer = openPrinter('cups:kiosk')
    clean(() => printer.close())
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'unsure', why: 'no-proof' })
    const events: PaperEvent[] = []
    createInterpreter((event) => events.push(event)).push(cups.arrived())
    const papers = events.filter((event) => event.type === 'paper')
    expect(papers).toHaveLength(1)
    expect(await shows(ordinarySlip, papers[0]?.picture)).toBe(true)
  })

  it('that is away keeps no job to be printed by itself later: it is cancelled at the deadline', async ({
    onTestFinished: clean,
  }) => {
    const cups = await fakeCups()
    clean(() => cups.close())
    cups.stop()
    const line = createCupsTransport('kiosk')
    await line.open(AbortSignal.timeout(patience))
    await line.write(Buffer.from('a ticket'))
    expect(await line.handOver?.(AbortSignal.timeout(700))).toBe('given-up')
    expect(cups.cancelled()).toEqual(['kiosk-1'])
  })

  it('whose queue takes no jobs has printed nothing', async ({ onTestFinished: clean }) => {
    const cups = await fakeCups()
    clean(() => cups.close())
    cups.refuse()
    const printer = openPrinter('cups:kiosk')
    clean(() => printer.close())
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'no', why: 'unreachable' })
  })

  it('is unreachable on a machine without CUPS', async ({ onTestFinished: clean }) => {
    const before = process.env.PATH
    process.env.PATH = '/nowhere'
    clean(() => {
      process.env.PATH = before
    })
    const opened = await createCupsTransport('kiosk').open(AbortSignal.timeout(patience))
    expect(opened).toMatchObject({ open: false, problem: /lpstat.*ENOENT/ })
  })
})
