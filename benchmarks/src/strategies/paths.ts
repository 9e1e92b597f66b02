const vendors = ['oslo', 'lima', 'osaka', 'penny-harbour', 'fox-and-daughters', 'the-blue-crate']
const products = Array.from({ length: 100 }, (_, i) => i + 1)

/** Paths of the shop, each another one, because the latency of a call depends on its path. */
const paths: readonly string[] = [
  ...products.map((id) => `/products/${id}`),
  ...['price', 'stock', 'reviews'].flatMap((part) =>
    products.map((id) => `/products/${id}/${part}`),
  ),
  ...vendors.flatMap((vendor) => products.map((id) => `/vendors/${vendor}/price/${id}`)),
]

/** How many paths there are. */
export const mostCalls = paths.length

/** The first paths, at most {@link mostCalls}. */
export const firstPaths = (count: number): readonly string[] => paths.slice(0, count)
