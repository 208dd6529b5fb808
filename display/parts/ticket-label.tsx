/** A label; screen readers get it character by character. */
export const TicketLabel = ({ label, size }: { label: string; size?: string }) => (
  <span class={size ? `digits label label-${size}` : 'digits label'}>
    <span aria-hidden="true">{label}</span>
    <span class="visually-hidden">{[...label].join(' ')}</span>
  </span>
)
