/** Gestures and keys by which a browser zooms a page. */
export function preventZoom(page: Document): void {
  const prevent = (event: Event): void => event.preventDefault()
  page.addEventListener('gesturestart', prevent)
  page.addEventListener('wheel', (event) => event.ctrlKey && prevent(event), { passive: false })
  page.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && ['+', '-', '=', '0'].includes(event.key)) prevent(event)
  })
}

/** Undoes what a customer changed outside of the session: selected text, the focus, and what was scrolled. */
export function resetPage(page: Document): void {
  page.getSelection()?.removeAllRanges()
  if (page.activeElement instanceof HTMLElement) page.activeElement.blur()
  for (const element of page.querySelectorAll('*')) {
    if (element.scrollTop !== 0) element.scrollTop = 0
    if (element.scrollLeft !== 0) element.scrollLeft = 0
  }
}
