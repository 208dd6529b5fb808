import { browserStorage, store, storedJson } from '../../server/protocol/client/page-storage.ts'

/**
 * The sign-in of this tab: its id, and whose it is. Another tab of the browser may have another, so that two people work
 * side by side. A reload keeps it, and it ends with the tab.
 */
interface TabSession {
  readonly signIn: string | undefined
  readonly badge: string
}

const storage = browserStorage('sessionStorage')
const storageKey = 'nowserving.sign-in'

let session = storedJson(storage, storageKey) as TabSession | undefined

export const tabSession = (): TabSession | undefined => session

export function keepTabSession(kept: TabSession | undefined): void {
  session = kept
  store(storage, storageKey, kept && JSON.stringify(kept))
  if (kept) tellOpened()
}

/** Between the tabs of this browser: that somebody signed in or unlocked a page, so that locked ones look whether they are open. */
const opened = new BroadcastChannel('nowserving.sign-in-opened')

export const tellOpened = (): void => opened.postMessage(undefined)

/** Calls `look` when somebody signed in or unlocked a page in another tab. Returns the function that ends it. */
export function listenOpened(look: () => void): () => void {
  opened.addEventListener('message', look)
  return () => opened.removeEventListener('message', look)
}

/** An id for a new sign-in, which need not be secret. */
export const newSignIn = (): string => Math.random().toString(36).slice(2, 12)

/** Sends a request as the person of this tab; undefined when the server cannot be reached. */
export const fetchAs = (
  path: string,
  init: RequestInit = {},
  signIn = session?.signIn,
): Promise<Response | undefined> =>
  fetch(path, {
    ...init,
    headers: { ...init.headers, ...(signIn ? { 'nowserving-sign-in': signIn } : {}) },
  }).catch(() => undefined)
