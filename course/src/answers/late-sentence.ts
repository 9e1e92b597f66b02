/** The message for a step that waits for something that never happens. */
export function lateSentence(step: string, seconds: number): string {
  return (
    `"${step}" had not ended after ${seconds} s. ` +
    'Your code is waiting: look for a promise that never settles.'
  )
}

/** The message for a step that keeps its thread busy for too long. */
export function busySentence(step: string, seconds: number): string {
  return (
    `"${step}" was still running after ${seconds} s, and it was not waiting for anything. Other ` +
    'programs may keep this computer busy. Close them, and check again. If that does not help, your ' +
    'code makes too many calls or sets too many timers.'
  )
}
