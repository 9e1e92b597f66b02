/** Parts of a query that only the response before can have told. */
const CURSOR =
  /[?&](?:cursor|after|before|since_id|max_id|scroll_?id|marker|(?:next|start|ending|continuation|page)[-_]?(?:token|key|cursor|before|after)|start(?:ing)?[-_]?after)=/iu

/** Whether a call asks for the next page of a list by a mark in the page before. */
export const isNextPage = (url: string): boolean => CURSOR.test(url)
