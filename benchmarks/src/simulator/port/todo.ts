/** The body that every contender sends for `GET /todos/1`. */
export const todo = {
  userId: 1,
  id: 1,
  title: "label the neighbour's ladder by Friday",
  completed: false,
}
