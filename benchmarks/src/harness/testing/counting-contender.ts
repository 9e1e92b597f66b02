import { serveRounds } from '../contender-process.ts'

let play = 0

/** Resolves with the number of the play. Of three plays, only the second takes next to no time. */
serveRounds(() => {
  const number = play++
  let sum = 0
  if (number % 3 !== 1) for (let i = 0; i < 3e7; i++) sum += i % 7
  return Promise.resolve(sum < 0 ? -1 : number)
})
