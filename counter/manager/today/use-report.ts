import { useEffect, useRef, useState } from 'preact/hooks'
import type { TodayAnswer } from '../../../server/protocol/reports/today.ts'
import { limits } from '../../limits.ts'
import { fetchReport } from './fetch-report.ts'

interface ShownReport {
  /** The latest that could be read; undefined before the first. */
  readonly report?: TodayAnswer
  readonly hasFailed: boolean
}

/** The report of the day, read anew when `changes` is another object, but not more often than every few seconds. */
export function useReport(changes: object): ShownReport {
  const [shown, setShown] = useState<ShownReport>({ hasFailed: false })
  const lastAt = useRef(Number.NEGATIVE_INFINITY)
  const isGone = useRef(false)
  useEffect(() => {
    const read = async (): Promise<void> => {
      lastAt.current = performance.now()
      const report = await fetchReport()
      if (!isGone.current)
        setShown((now) => (report ? { report, hasFailed: false } : { ...now, hasFailed: true }))
    }
    const waitMs = lastAt.current + limits.reportEveryMs - performance.now()
    if (waitMs <= 0) return void read()
    const timer = setTimeout(() => void read(), waitMs)
    return () => clearTimeout(timer)
  }, [changes])
  useEffect(
    () => () => {
      isGone.current = true
    },
    [],
  )
  return shown
}
