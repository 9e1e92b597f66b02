import { closeSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { JournalHead, JournalEntry } from './journal-entries.ts'

/**
 * A file that a thread writes about itself. It is written in pieces, so that hardly anything is lost when
 * the process is killed. It consists of two files of limited size that take turns.
 */
export class Journal {
  readonly #file: string
  readonly #head: Omit<JournalHead, 'turn'>
  readonly #most: number
  #turn = 0
  #isBroken = false
  #entries = 0
  #fd: number

  constructor(dir: string, name: string, head: Omit<JournalHead, 'turn'>, most: number) {
    this.#file = path.join(dir, name)
    this.#head = head
    this.#most = most
    this.#fd = this.#open()
  }

  #open(): number {
    const fd = openSync(`${this.#file}.${this.#turn % 2}.jsonl`, 'w', 0o600)
    writeSync(fd, textOf([{ ...this.#head, turn: this.#turn }]))
    return fd
  }

  /** Writes entries. If that fails, it is the end of the journal, but not of the program. */
  write(entries: readonly JournalEntry[]): void {
    if (entries.length === 0 || this.#isBroken) return
    try {
      this.#write(entries)
    } catch {
      this.#isBroken = true
    }
  }

  #write(entries: readonly JournalEntry[]): void {
    if (this.#entries > this.#most) {
      closeSync(this.#fd)
      this.#turn += 1
      this.#entries = 0
      this.#fd = this.#open()
    }
    this.#entries += entries.length
    writeSync(this.#fd, textOf(entries))
  }
}

const textOf = (entries: readonly JournalEntry[]): string => `${JSON.stringify(entries)}\n`
