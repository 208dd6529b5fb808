import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
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

/**
 * Two processes that unpack at once break each other, so only one may. The lock is an abstract socket:
 * the kernel drops it with its owner, whatever happened to that.
 */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const path = '\0nowserving-browser-unpack'
  for (;;) {
    const clients: Socket[] = []
    const door = createServer((client) => clients.push(client.on('error', () => undefined)))
    const mine = await new Promise<boolean>((settle) => {
      door.once('error', () => settle(false))
      door.listen(path, () => settle(true))
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
    await new Promise((settle) => {
      const waiting = connect(path)
      waiting.once('close', settle)
      waiting.once('error', () => undefined)
    })
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
