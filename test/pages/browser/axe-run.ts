import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const near = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))
/** Properties that a theme can change: colours, and the size of text and controls. The rest is names and structure. */
const drawn = ['color-contrast', 'link-in-text-block', 'target-size']
const timers = ['setTimeout', 'clearTimeout'] as const
/** Axe on the timers that a page had before its clock was taken over: a clock that stands would hold it up for ever. */
const source = `(({ ${timers} }) => {${readFileSync(near.resolve('axe-core/axe.min.js'), 'utf8')}
})(window.timersOfAxe ?? window)`

/** Keeps the timers of the machine for axe; runs in a page before its own scripts and before a clock is installed. */
export const keepTimers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.timersOfAxe = {
      setTimeout: setTimeout.bind(window),
      clearTimeout: clearTimeout.bind(window),
    }
  })

interface Run {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[]
}
declare global {
  interface Window {
    axe?: { run(where: Document, how: object): Promise<Run> }
    timersOfAxe?: object
  }
}

/** Moves what moves to where it comes to rest: halfway in, a text is pale and will not stay so. */
function atRest(): void {
  for (const animation of document.getAnimations())
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish()
}

/**
 * The findings of axe, one line each; empty when there are none. Run inside the page itself: about four times as fast as by
 * the package for Playwright, which opens a second page for each run. `only: 'drawn'`: the rules that another look of
 * a page can break whose names and structure were looked at in full in the same language.
 */
export async function axeFaultsHere(
  page: Page,
  { only }: { only?: 'drawn' | undefined } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source)
  await page.evaluate(atRest)
  const { violations } = await page.evaluate(
    (runOnly) =>
      // Nothing is asked of the stylesheets' sources: no rule of these tags needs them.
      window.axe!.run(document, { runOnly, resultTypes: ['violations'], preload: false }) as Promise<Run>,
    only === 'drawn' ? { type: 'rule', values: drawn } : { type: 'tag', values: tags },
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  )
}
