import { numberText } from '@overlap/trace'

/** The most bytes of an answer's output that are kept. */
const mostBytes = 64 * 1024
/** The most characters of one line that are kept. */
const longestLine = 500

/** The output of an answer, cut if there is too much to read. */
export class AnswerOutput {
  #text = ''
  #bytes = 0

  add(text: string): void {
    const room = mostBytes - this.#bytes
    this.#bytes += Buffer.byteLength(text)
    // Every character has at least one byte, so this never keeps too little.
    if (room > 0) this.#text += text.slice(0, room)
  }

  /** The lines, with a note where something was cut. */
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
