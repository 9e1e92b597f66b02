import { expect, test } from 'vitest'
import { canRedraw, liveScreen } from './live-screen.ts'

const escape = '\u001B['
const tokens = new RegExp(String.raw`${RegExp.escape(escape)}\??\d*[a-zA-Z]|[^]`, 'gu')

/** A terminal that obeys escape sequences, and has the text on its screen. */
class FakeTerminal {
  columns = 80
  rows = 24
  readonly writes: string[] = []
  #lines = ['']
  #row = 0
  #column = 0

  readonly write = (text: string): void => {
    this.writes.push(text)
    for (const [token] of text.matchAll(tokens)) this.#take(token)
  }

  get text(): string {
    return this.#lines.join('\n')
  }

  #take(token: string): void {
    if (token.startsWith(escape)) this.#obey(token.slice(2))
    else if (token === '\r') this.#column = 0
    else if (token === '\n') {
      this.#row++
      this.#column = 0
      this.#lines[this.#row] ??= ''
    } else {
      const line = this.#lines[this.#row] ?? ''
      this.#lines[this.#row] = line.slice(0, this.#column) + token + line.slice(++this.#column)
    }
  }

  #obey(command: string): void {
    if (command === 'J') this.#lines.splice(this.#row, Infinity, '')
    else if (command === '2K') this.#lines[this.#row] = ''
    else if (command.endsWith('A')) this.#row -= Number.parseInt(command)
    else if (!/^\?2026[hl]$/.test(command)) throw new Error(`Unknown command ${command}`)
    if (this.#row < 0) throw new Error('Above the top of the screen')
  }
}

test('replaces the text on the screen, with more lines or fewer', () => {
  const terminal = new FakeTerminal()
  const { show, leave } = liveScreen(terminal.write, terminal)
  terminal.write('above\n')
  show('one\ntwo')
  show('one\n2\nthree')
  expect(terminal.text).toBe('above\none\n2\nthree\n')
  show('1')
  expect(terminal.text).toBe('above\n1\n')
  leave('one\ntwo')
  terminal.write('below\n')
  show('next')
  expect(terminal.text).toBe('above\none\ntwo\nbelow\nnext\n')
})

test('writes a frame in one go, and only the lines that have changed', () => {
  const terminal = new FakeTerminal()
  const { show } = liveScreen(terminal.write, terminal)
  show('the title\n1')
  show('the title\n2')
  expect(terminal.writes).toHaveLength(2)
  expect(terminal.writes[1]).not.toContain('title')
  expect(terminal.writes[1]).toContain('2')
})

test('shows as many lines as fit, and leaves all of them', () => {
  const terminal = new FakeTerminal()
  terminal.rows = 4
  const { show, leave } = liveScreen(terminal.write, terminal)
  show('1\n2\n3\n4\n5')
  expect(terminal.text).toBe('1\n2\n3\n')
  leave('1\n2\n3\n4\n5')
  expect(terminal.text).toBe('1\n2\n3\n4\n5\n')
})

test('continues on new lines when the terminal is resized', () => {
  const terminal = new FakeTerminal()
  const { show } = liveScreen(terminal.write, terminal)
  show('wide')
  terminal.columns = 60
  show('narrow')
  show('still narrow')
  expect(terminal.text).toBe('wide\nstill narrow\n')
})

test.each([
  [{ columns: 80, rows: 24 }, {}, true],
  [{ columns: 39, rows: 24 }, {}, false],
  [{ columns: 80, rows: 15 }, {}, false],
  [{ columns: 80, rows: 24 }, { TERM: 'dumb' }, false],
] as const)('whether a terminal of %j with %j can redraw: %s', (size, env, can) => {
  expect(canRedraw(size, env)).toBe(can)
})
