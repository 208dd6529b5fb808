/** A label as people read it; screen readers spell it out, character by character. */
export const TicketLabel = ({ label, size }: { label: string; size?: string }) => (
  <span class={size ? `digits label label-${size}` : 'digits label'}>
    <span aria-hidden="true">{label}</span>
    <span class="visually-hidden">{[...label].join(' ')}</span>
  </span>
)
