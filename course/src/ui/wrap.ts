import { stripVTControlCharacters } from 'node:util'

/** Breaks lines that are too long between words. Lines that begin with a space are left as they are. Colours take no room. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith(' ') ? [line] : broken(line, width)))
    .join('\n')
}

function broken(line: string, width: number): string[] {
  const lines = ['']
  for (const word of line.split(' ')) {
    const last = lines.length - 1
    const longer = lines[last] === '' ? word : `${lines[last]} ${word}`
    if (stripVTControlCharacters(longer).length <= width || lines[last] === '') lines[last] = longer
    else lines.push(word)
  }
  return lines
}
