import type { TodayAnswer } from '../../../server/protocol/reports/today.ts'
import type { FloorProps } from '../floor-props.ts'
import type { Behind } from './fetch-report.ts'

/** The tickets behind a figure, as they are opened. */
export interface OpenedSteps {
  readonly behind: Behind
  readonly title: string
}

/** For parts of the report that show figures. */
export interface TodayProps extends FloorProps {
  readonly report: TodayAnswer
  /** Opens the tickets behind a figure. */
  readonly openSteps: (steps: OpenedSteps) => void
}
