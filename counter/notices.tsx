import type { JSX } from 'preact'

/** Sentences below the head of a page about what somebody has to see to. */
export const Notices = ({ lines }: { lines: readonly string[] }): JSX.Element => (
  <div class="banner" role="status">
    {lines.map((line) => (
      <p key={line}>▲ {line}</p>
    ))}
  </div>
)
