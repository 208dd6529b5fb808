import type { Cases, Look } from './cases.ts'
import { spoken } from './spoken.ts'
import '../../../display/board/board.css'
import '../../../display/parts/parts.css'
import { signal } from '@preact/signals'
import { CallList } from '../../../display/board/call-list.tsx'
import { CallPanel } from '../../../display/board/call-panel.tsx'
import { boardLayout } from '../../../display/board/layout.ts'
import { panelTicket } from '../../../display/board/panel-content.ts'
import { QueueStrip } from '../../../display/board/queue-strip.tsx'
import { CallRow } from '../../../display/parts/call-row.tsx'
import { Clock } from '../../../display/parts/clock.tsx'
import { ConnectionLost } from '../../../display/parts/connection-lost.tsx'
import { CounterName } from '../../../display/parts/counter-name.tsx'
import { OfflineBanner } from '../../../display/parts/offline-banner.tsx'
import { TicketLabel } from '../../../display/parts/ticket-label.tsx'
import type { Announcer } from '../../../display/voice/announcer.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { board, hoursOf, nowAt, timeZone } from '../fixtures.ts'

const wide = 'position: relative; width: 760px; --small: 30px; --row: 44px; font-size: 30px'
const [newest, ...older] = board.calls
const silent = { current: signal(undefined), log: signal([]) } as unknown as Announcer

export function cases({ language }: Look): Cases {
  const translations = {
    first: spoken(language, 'board'),
    second: spoken(language === 'en' ? 'zh-CN' : 'en', 'board'),
  }
  const layout = boardLayout({
    width: 1600,
    height: 900,
    diagonal: 55,
    distance: 4,
    hall: 10,
    date: 7,
    services: [4, 4, 5, 4, 5, 5],
  })
  const panel = (view: Drawn<'board'>) => ({
    at: `${wide}; height: 420px; display: grid; grid-template: "panel" minmax(0, 1fr) / minmax(0, 1fr)`,
    part: (
      <CallPanel
        view={view}
        ticket={panelTicket(view, undefined, nowAt)}
        now={signal(nowAt)}
        translations={translations}
        layout={layout}
      />
    ),
  })
  const row = (state: 'called' | 'fresh' | 'past', label: string, counter: string, again?: string) => ({
    at: wide,
    part: (
      <ol>
        <CallRow label={label} counter={counter} again={again} state={state} />
      </ol>
    ),
  })
  const banner = (status: 'silent' | 'lost') => ({
    at: wide,
    part: (
      <OfflineBanner
        status={signal(status)}
        heardAt={signal(nowAt)}
        timeZone={timeZone}
        translations={{
          silent: translations.first('silent'),
          lost: translations.first('lost'),
          since: (time) => translations.first('lost.since', { time }),
        }}
      />
    ),
  })
  return {
    'label, spoken letter by letter': { at: 'font-size: 60px', part: <TicketLabel label="A027" /> },
    'clock with date': {
      at: wide,
      part: <Clock now={signal(nowAt)} timeZone={timeZone} language={language} />,
    },
    'clock alone': {
      at: wide,
      part: <Clock now={signal(nowAt)} timeZone={timeZone} language={language} withDate={false} />,
    },
    'counter with a number': {
      at: wide,
      part: <CounterName name={translations.first.language === 'en' ? 'Counter 3' : '3 号窗口'} />,
    },
    'counter with a name': {
      at: wide,
      part: <CounterName name={translations.first.language === 'en' ? 'Private room' : '接待室'} />,
    },
    'row: called': row('called', 'A027', '3'),
    'row: fresh': row('fresh', 'C014', '1'),
    'row: past, again': row('past', 'B031', '2', translations.first('again')),
    'row: past, to a room': row('past', 'G1003', '接待室'),
    'banner: silent': banner('silent'),
    'banner: lost': banner('lost'),
    'connection lost': {
      at: 'width: 900px',
      part: <ConnectionLost heardAt={signal(nowAt)} timeZone={timeZone} translations={translations} />,
    },
    'panel: called': panel(board),
    'panel: called again': panel({ ...board, calls: [{ ...newest!, again: true }, ...older] }),
    'panel: latest': panel({ ...board, calls: older.map((one) => ({ ...one, at: one.at - 60_000 })) }),
    'panel: open, nothing called': panel({ ...board, calls: [] }),
    'panel: closed until later today': panel({
      ...board,
      calls: [],
      doors: 'closed',
      opensAt: nowAt + 3_600_000,
    }),
    'panel: closed for today': panel({ ...board, calls: [], doors: 'closed', hours: hoursOf('2026-06-19') }),
    list: {
      at: `${wide}; height: 420px; display: grid; grid-template: "calls" minmax(0, 1fr) / minmax(0, 1fr); --rows: 4`,
      part: (
        <CallList
          view={board}
          announcer={silent}
          now={signal(nowAt)}
          translations={translations}
          layout={{ ...layout, rows: 4 }}
        />
      ),
    },
    'queues by name': {
      at: 'width: 1100px; font-size: 30px; --columns: 3; --gap: 24px',
      part: <QueueStrip view={board} translations={translations} named />,
    },
    'queues by letter': {
      at: 'width: 620px; font-size: 30px; --columns: 3; --gap: 24px',
      part: <QueueStrip view={board} translations={translations} named={false} />,
    },
  }
}
