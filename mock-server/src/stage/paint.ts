/** Makes a text bold, or returns it unchanged without `color`. */
export function strong(text: string, color: boolean): string {
  return color ? `\u001B[1m${text}\u001B[22m` : text
}

/** Colours a line of code, with its comment faint, or returns it unchanged without `color`. */
export function paintCode(line: string, color: boolean): string {
  if (!color || line === '') return line
  const at = line.search(/(?<=^|\s)\/\/ /)
  const [code, comment] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at)]
  const faint = comment === '' ? '' : `\u001B[2m${comment}\u001B[22m`
  return `\u001B[36m${code}\u001B[39m${faint}`
}
