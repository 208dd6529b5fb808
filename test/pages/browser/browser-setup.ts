import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'

/** The settings with which a worker starts the browser, or the reason why it can't. */
export type BrowserOffer =
  | { executable: string; args: string[]; libraries: string; fonts: string }
  | { missing: string }

declare module 'vitest' {
  export interface ProvidedContext {
    browser: BrowserOffer
  }
}

const lockFile = join(tmpdir(), 'nowserving-browser-unpack.sock')

/**
 * Two processes that unpack at once break each other, so only one may. The lock is a socket file, which is seen from every
 * network namespace. A file on which nobody answers was left behind by a killed process.
 */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const clients: Socket[] = []
    const door = createServer((client) => clients.push(client.on('error', () => undefined)))
    const mine = await new Promise<boolean>((settle) => {
      door.once('error', () => settle(false))
      door.listen(lockFile, () => settle(true))
    })
    if (mine) {
      try {
        return await work()
      } finally {
        await new Promise((settle) => {
          door.close(settle)
          for (const client of clients) client.destroy()
        })
      }
    }
    // Until its holder has ended; a lock without a holder is moved away, which only one can do.
    const wasHeld = await new Promise<boolean>((settle) => {
      let isHeld = false
      const waiting = connect(lockFile, () => {
        isHeld = true
      })
      waiting.once('close', () => settle(isHeld))
      waiting.once('error', ({ code }: NodeJS.ErrnoException) => settle(code !== 'ECONNREFUSED'))
    })
    if (!wasHeld) {
      const left = `${lockFile}.${process.pid}`
      try {
        renameSync(lockFile, left)
        rmSync(left)
      } catch {
        // Another process was first.
      }
    }
  }
}

async function unpack(): Promise<BrowserOffer> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      missing: `the packaged browser runs on linux x64 only, this is ${process.platform} ${process.arch}`,
    }
  // Makes the package bring its own libraries; it must stand before the import.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  const answers = (executable: string): boolean => {
    try {
      return execFileSync(executable, ['--version'], { encoding: 'utf8' }).includes('Chrom')
    } catch {
      return false
    }
  }
  let executable = await chromium.executablePath()
  if (!answers(executable)) {
    // The package takes the rest of an interrupted run for a whole download, so the download begins anew.
    for (const left of ['chromium', 'fonts', 'al2023', 'swiftshader'])
      if (existsSync(join(tmpdir(), left))) rmSync(join(tmpdir(), left), { recursive: true })
    executable = await chromium.executablePath()
    if (!answers(executable)) return { missing: `${executable} was unpacked but does not start` }
  }
  return {
    executable,
    args: chromium.args.filter(
      (arg) =>
        !/^--(headless|single-process|no-zygote|window-size|disable-web-security|allow-running-insecure-content|disable-site-isolation-trials)/.test(
          arg,
        ),
    ),
    libraries: process.env.LD_LIBRARY_PATH ?? '',
    fonts: process.env.FONTCONFIG_PATH ?? '',
  }
}

/** Unpacks the packaged browser once for all workers. */
export default async function setup(project: TestProject): Promise<void> {
  const offer = await alone(unpack)
  if ('missing' in offer) process.stderr.write(`\nBROWSER TESTS ARE SKIPPED: ${offer.missing}\n\n`)
  project.provide('browser', offer)
}
