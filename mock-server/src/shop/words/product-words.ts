/** One word or more to pick from. */
export type Words = readonly [string, ...string[]]

/** Half of them go to each of the two products of a kind, so that no two names are equal. */
export const ADJECTIVES: readonly [Words, Words] = [
  ['Patient', 'Cheerful', 'Modest', 'Nimble', 'Gallant', 'Sleepy', 'Brave', 'Tidy', 'Curious'],
  ['Stubborn', 'Graceful', 'Humble', 'Merry', 'Solemn', 'Plucky', 'Dapper', 'Gentle', 'Bold'],
]

/** What things of a category are made of, and what is said of them. */
interface Category {
  readonly name: string
  readonly materials: Words
  readonly promises: Words
  readonly things: Words
}

/** The shelves of the shop. Together they hold 50 kinds of things. */
export const CATEGORIES: readonly Category[] = [
  {
    name: 'kitchen',
    materials: ['Copper', 'Enamel', 'Stoneware', 'Cast-Iron', 'Bamboo', 'Steel'],
    promises: [
      'Survives soups, stews and students.',
      'Older than it looks, and quieter than the last one.',
      'Rinses clean before the song on the radio is over.',
    ],
    things: [
      'Teapot',
      'Ladle',
      'Colander',
      'Egg Timer',
      'Crème Brûlée Dish',
      'Pepper Mill',
      'Rolling Pin',
      'Soup Bowl',
      'Kettle',
      'Whisk',
    ],
  },
  {
    name: 'desk',
    materials: ['Brass', 'Walnut', 'Cork', 'Leather', 'Slate', 'Birch'],
    promises: [
      'Makes Monday look like a plan.',
      'Holds more ideas than it has room for.',
      'Never runs out of battery, because it has none.',
    ],
    things: [
      'Pencil Case',
      'Bookend',
      'Inkwell',
      'Letter Tray',
      'Desk Lamp',
      'Paperweight',
      'Ruler',
      'Notebook Stand',
      'Stapler',
      'Hourglass',
    ],
  },
  {
    name: 'garden',
    materials: ['Terracotta', 'Willow', 'Cedar', 'Zinc', 'Hemp', 'Granite'],
    promises: [
      'Stays outside all winter and does not sulk.',
      'Snails have been seen to applaud.',
      'Half a garden already; the other half is yours.',
    ],
    things: [
      'Watering Can',
      'Bird Bath',
      'Plant Pot',
      'Trellis',
      'Trowel',
      'Beehive',
      'Wheelbarrow',
      'Sundial',
      'Bench',
      'Rain Gauge',
    ],
  },
  {
    name: 'travel',
    materials: ['Canvas', 'Felt', 'Waxed-Cotton', 'Leather', 'Aluminium', 'Linen'],
    promises: [
      'Fits under every seat that we have tried.',
      'Has missed fewer trains than its maker.',
      'Opens with one hand, even in the rain.',
    ],
    things: [
      'Suitcase',
      'Rucksack',
      'Umbrella',
      'Compass Case',
      'Picnic Box',
      'Hammock',
      'Bike Bell',
      'Sleeping Bag',
      'Water Bottle',
      'Map Tube',
    ],
  },
  {
    name: 'play',
    materials: ['Wooden', 'Tin', 'Paper', 'Woollen', 'Beech', 'Rubber'],
    promises: [
      'From three years on, and no upper limit.',
      'Loses no pieces that the sofa will not give back.',
      'Banned from meetings in two small companies.',
    ],
    things: [
      'Kite',
      'Yo-Yo',
      'Puzzle',
      'Marble Run',
      'Toy Boat',
      'Spinning Top',
      'Chess Set',
      'Ukulele',
      'Kazoo',
      'Puppet',
    ],
  },
]

/** How a description begins. */
export const OPENINGS: Words = [
  'Made by hand in a small workshop by the sea.',
  'The one that your grandmother meant.',
  'Designed twice, since the first one was too clever.',
  'A quiet classic that gets along with everything.',
  'Repaired free of charge for as long as we exist.',
  'Sturdy, honest and a little proud of it.',
]
