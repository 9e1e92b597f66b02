import { dim } from './style.ts'
import { isInteractive, shownText } from './terminal.ts'

/** Shows a line at a terminal while some work goes on, and removes it afterwards. */
export async function showWaiting<T>(line: string, work: () => Promise<T>): Promise<T> {
  if (!isInteractive()) return work()
  process.stdout.write(shownText(dim(line)))
  try {
    return await work()
  } finally {
    process.stdout.write('\r\u001B[K')
  }
}
