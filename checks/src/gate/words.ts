/** Text with its line breaks and indents as single spaces: what a reader's eye makes of it. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim()
}
