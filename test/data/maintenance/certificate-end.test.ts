import { expect, test } from 'vitest'
import { makeLocalCertificate } from '../../../server/cli/certificate/local-certificate.ts'
import { CertificateEnd } from '../../../server/data/maintenance/certificate-end.ts'

const dayMs = 24 * 60 * 60_000

test('the end of a certificate is told from 30 days before, once a day, with what to do', () => {
  const { certificate, endsAt } = makeLocalCertificate(['hall.test'], Date.UTC(2026, 10, 29))
  let now = endsAt - 31 * dayMs
  let next = () => {}
  const said: string[] = []
  const clock = {
    now: () => now,
    monotonicMs: () => now,
    soon: (task: () => void) => task(),
    after(ms: number, task: () => void) {
      expect(ms).toBe(dayMs)
      next = task
      return () => {
        next = () => {}
      }
    },
  }
  const end = new CertificateEnd(Buffer.from(certificate), clock, (message) => said.push(message))
  let changes = 0
  end.listen(() => {
    changes += 1
  })
  end.begin()
  // X.509 has whole seconds.
  expect(end.facts).toEqual({ endsAt: Math.floor(endsAt / 1000) * 1000, state: 'good' })
  expect(said).toEqual([])
  const after = (ms: number) => {
    now = endsAt + ms
    next()
    return end.facts.state
  }
  expect([after(-29 * dayMs), said.length, changes]).toEqual(['ends-soon', 1, 1])
  expect([after(-28 * dayMs), said.length]).toEqual(['ends-soon', 2])
  expect(said[0]).toMatch(/ends on 20\d\d-\d\d-\d\d: make another with "nowserving certificate --out/u)
  expect([after(dayMs), said.length]).toEqual(['ended', 3])
  expect(said[2]).toMatch(/has ended on .* browsers refuse this hall/u)
  end.stop()
  expect([after(2 * dayMs), said.length]).toEqual(['ended', 3])
})
