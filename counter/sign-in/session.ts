/** Why a sign-in did not work, as a key of the catalogue, with the status where it says something. */
export type SignInFault =
  | { fault: 'wrong' | 'wrong-role' | 'too-many' | 'no-link' | 'incomplete' | 'ended' }
  | { fault: 'broken'; status: number }

/** Signs in; the cookie comes with the answer. Returns why not, or nothing when it worked. */
export async function signIn(badge: string, password: string): Promise<SignInFault | undefined> {
  if (badge === '' || password === '') return { fault: 'incomplete' }
  const answer = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ badge, password }),
  }).catch(() => undefined)
  if (!answer) return { fault: 'no-link' }
  if (answer.ok) return undefined
  if (answer.status === 401 || answer.status === 400) return { fault: 'wrong' }
  if (answer.status === 429) return { fault: 'too-many' }
  return { fault: 'broken', status: answer.status }
}

/** Ends the session on the server; the page shows the form whether or not the server heard it. */
export async function signOut(): Promise<void> {
  await fetch('/api/session', { method: 'DELETE' }).catch(() => undefined)
}

export type Looked<View> = { view: View } | { status: number }

/** One look at a view; status 0 when the server cannot be reached. */
export async function lookAt<View>(view: string): Promise<Looked<View>> {
  const answer = await fetch(`/api/views/${view}`).catch(() => undefined)
  if (!answer) return { status: 0 }
  if (!answer.ok) return { status: answer.status }
  const read = (await answer.json().catch(() => undefined)) as { view?: View } | undefined
  return read?.view === undefined ? { status: answer.status } : { view: read.view }
}
