import { describe, expect, it } from 'vitest'
import { limits } from '../../server/hall/limits.ts'
import { chance } from './chance.ts'
import { type Act, PowerCut, place, yes } from './spool-rig.ts'

describe('600 jobs under faults and power cuts', () => {
  it.each([7, 11, 23])('seed %i: no silent loss and no silent duplicate', async (seed) => {
    const random = chance(seed)
    const faults = (): Act => {
      const dice = random()
      const paper = random() < 0.5 ? ('whole' as const) : ('torn' as const)
      if (dice < 0.3) return { paper: 'whole', outcome: yes }
      if (dice < 0.4) return { paper: 'none', outcome: { printed: 'no', why: 'no-paper' }, begin: false }
      if (dice < 0.5) return { paper: 'none', outcome: { printed: 'no', why: 'no-paper' } }
      if (dice < 0.65) return { paper, outcome: { printed: 'unsure', why: 'cut-off' } }
      if (dice < 0.8) return { paper, outcome: { printed: 'unsure', why: 'timed-out' } }
      if (dice < 0.9) return { paper, outcome: 'power cut' }
      return { paper: 'none', outcome: 'power cut' }
    }
    let isDark = false
    const hall = place(() => {
      const act = faults()
      // From here on nothing is written any more, until the next start.
      if (act.outcome === 'power cut') isDark = act.begin !== false
      return act
    })
    let spool = hall.start()
    const survive = async (work: () => Promise<unknown>): Promise<void> => {
      const cuts = random() < 0.3
      hall.cutPowerBefore(({ happened }) => (isDark && happened !== 'sending') || (cuts && random() < 0.2))
      await work().catch((error: unknown) => {
        if (!(error instanceof PowerCut)) throw error
      })
      if (!isDark && !cuts) return
      isDark = false
      await spool.close()
      spool = hall.start()
    }
    const count = 200
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const id = hall.issue()
      ids.push(id)
      await survive(() => spool.submit(id))
      hall.floor.pass(Math.floor(random() * 20_000))
      if (random() < 0.3) await survive(() => spool.wake())
    }
    hall.floor.at += limits.reprintMs + 1
    hall.cutPowerBefore()
    await spool.wake()
    await spool.close()

    const ends = { printed: 0, held: 0, expired: 0 }
    for (const id of ids) {
      const job = hall.job(id)
      const papers = hall.tray.filter((paper) => paper.job === id)
      const what = `seed ${seed}: ${id} is ${JSON.stringify(job)}, papers ${JSON.stringify(papers)}`
      expect(['printed', 'held', 'expired'], what).toContain(job?.print)
      ends[job?.print as 'printed'] += 1
      if (job?.print === 'printed')
        expect(
          papers.some((paper) => paper.whole),
          what,
        ).toBe(true)
      if (job?.print === 'expired') expect(papers, what).toEqual([])
      const marks = papers.map((paper) => paper.mark)
      expect(new Set(marks).size, what).toBe(marks.length)
    }
    expect(ends.printed).toBeGreaterThan(count / 4)
    process.stdout.write(`spool, seed ${seed}: ${JSON.stringify(ends)}, ${hall.tray.length} papers\n`)
  })
})
