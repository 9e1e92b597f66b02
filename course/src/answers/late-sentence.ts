/** What a learner reads about a step that waits in vain. */
export function lateSentence(step: string, seconds: number): string {
  return (
    `"${step}" had not ended after ${seconds} s. ` +
    'Your code is waiting: look for a promise that never settles.'
  )
}

/** What a learner reads about a step that goes on and on. */
export function busySentence(step: string, seconds: number): string {
  return (
    `"${step}" was still running after ${seconds} s, and it was not waiting for anything. Other ` +
    'programs may keep this computer busy: close them, and check again. If that changes nothing, your ' +
    'code makes too many calls or sets too many timers.'
  )
}
