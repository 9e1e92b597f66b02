export { asTheyFinish, mapStream, pages } from '../solution.ts'

/**
 * Believes that a chunk ends where a character ends.
 *
 * @fails reads the lines of a body, wherever its chunks end
 * @diagnosis a character was cut in two
 */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of body) {
    const lines = (rest + new TextDecoder().decode(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.replace(/\r$/, '')
  }
  if (rest) yield rest
}
