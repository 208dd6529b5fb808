/** A number stays on the line of the Chinese word after it: `5 号洽谈室` breaks nowhere after the 5. */
export const withWholeNumbers = (text: string): string =>
  text.replace(/(\d) (?=[\u3000-\u9fff])/g, '$1\u00a0')
