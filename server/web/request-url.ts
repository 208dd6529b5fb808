/**
 * The address that a request asks for; undefined when it is malformed, such as `//` or `http://hall:99999/`, for which
 * `new URL` throws.
 */
export const requestUrl = (target: string): URL | undefined =>
  URL.canParse(target, 'http://hall') ? new URL(target, 'http://hall') : undefined
