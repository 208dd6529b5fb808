/** The methods of the browser's storage that pages use; `localStorage` and `sessionStorage` have them. */
export interface PageStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The browser's storage; undefined where it is blocked, for example together with cookies. */
export function browserStorage(kind: 'localStorage' | 'sessionStorage'): PageStorage | undefined {
  try {
    return (globalThis as { [name in typeof kind]?: PageStorage })[kind]
  } catch {
    return undefined
  }
}

/** The text under `key`; undefined where there is none or the storage is blocked. */
export function storedText(storage: PageStorage | undefined, key: string): string | undefined {
  try {
    return storage?.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** The JSON value under `key`; undefined also where the text is not JSON, as another version may have written it. */
export function storedJson(storage: PageStorage | undefined, key: string): unknown {
  const text = storedText(storage, key)
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Stores a text, or removes it when undefined. Returns false where the storage is blocked or full. */
export function store(storage: PageStorage | undefined, key: string, text: string | undefined): boolean {
  if (storage === undefined) return false
  try {
    if (text === undefined) storage.removeItem(key)
    else storage.setItem(key, text)
    return true
  } catch {
    return false
  }
}
