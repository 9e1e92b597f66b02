import { closeSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { JournalHead, JournalLine } from './journal-lines.ts'

/**
 * A file that a thread writes about itself. It is written in pieces, so that hardly anything is lost when
 * the process is killed. It consists of two files of limited size that take turns.
 */
export class Journal {
  readonly #file: string
  readonly #head: Omit<JournalHead, 'turn'>
  readonly #mostLines: number
  #turn = 0
  #lines = 0
  #fd: number

  constructor(dir: string, name: string, head: Omit<JournalHead, 'turn'>, mostLines: number) {
    this.#file = path.join(dir, name)
    this.#head = head
    this.#mostLines = mostLines
    this.#fd = this.#open()
  }

  #open(): number {
    const fd = openSync(`${this.#file}.${this.#turn % 2}.jsonl`, 'w', 0o600)
    writeSync(fd, textOf([{ ...this.#head, turn: this.#turn }]))
    return fd
  }

  write(lines: readonly JournalLine[]): void {
    if (lines.length === 0) return
    if (this.#lines > this.#mostLines) {
      closeSync(this.#fd)
      this.#turn += 1
      this.#lines = 0
      this.#fd = this.#open()
    }
    this.#lines += lines.length
    writeSync(this.#fd, textOf(lines))
  }
}

const textOf = (lines: readonly JournalLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')
