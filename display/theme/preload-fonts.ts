/**
 * Fetches the letters of everything that a page may have to say, while its server still answers: fonts come in slices,
 * each when a letter of it is first drawn, and the words "connection lost" are first drawn when nothing comes any more.
 */
export function preloadFonts(...catalogues: object[]): void {
  document.fonts?.load('1em "Noto Sans SC Variable"', JSON.stringify(catalogues)).catch(() => {
    // The network went meanwhile: what was not fetched is fetched when it is drawn.
  })
}
