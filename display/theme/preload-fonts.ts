/**
 * Loads the font subsets of every message of a page. The browser loads a subset when its first character is drawn, and
 * "connection lost" is first drawn while the server is unreachable.
 */
export async function preloadFonts(...catalogues: object[]): Promise<void> {
  try {
    await document.fonts.load('1em "Noto Sans SC Variable"', JSON.stringify(catalogues))
  } catch {
    // A subset that failed to load is requested again when its text is drawn.
  }
}
