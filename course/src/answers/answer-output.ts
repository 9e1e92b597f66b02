import { numberText } from '@overlap/trace'

/** Bytes of an answer's output that are kept. */
const mostBytes = 64 * 1024
/** Characters of one line that are kept. */
const longestLine = 500

/** What an answer prints, cut where it is too much to be read. */
export class AnswerOutput {
  #text = ''
  #bytes = 0

  /** Takes note of more output. */
  add(text: string): void {
    const room = mostBytes - this.#bytes
    this.#bytes += Buffer.byteLength(text)
    // A character takes a byte or more, so that this is never too little.
    if (room > 0) this.#text += text.slice(0, room)
  }

  /** The lines, with a sentence where something was cut. */
  lines(): string[] {
    if (this.#bytes === 0) return []
    const lines = this.#text.replace(/\n$/, '').split('\n').map(cut)
    return this.#bytes <= mostBytes
      ? lines
      : [
          ...lines,
          `(cut: your code printed ${bytes(this.#bytes)}; only the first ${bytes(mostBytes)} are kept)`,
        ]
  }
}

function cut(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}… (the line goes on)`
}

function bytes(count: number): string {
  return `${numberText(count)} bytes`
}
