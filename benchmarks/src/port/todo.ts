/** What every contender answers to `GET /todos/1`. */
export const todo = {
  userId: 1,
  id: 1,
  title: "label the neighbour's ladder by Friday",
  completed: false,
}
