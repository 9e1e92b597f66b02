import type { Words } from './product-words.ts'

/** What is said in a review, by stars: the first list is for one star. */
export const VERDICTS: readonly [Words, Words, Words, Words, Words] = [
  [
    'It arrived before I knew why I wanted it.',
    'My cat and I agree on this one: no.',
    'It broke, and then it broke my heart.',
    'The moths were delighted.',
  ],
  [
    'It does what it says, and says rather a lot.',
    'Nice box. The box I would buy again.',
    'Almost right, like a song half remembered.',
    'We are still getting to know each other.',
  ],
  [
    'It is fine. It is exactly fine.',
    'Does its work and goes home at five.',
    'Neither of us is excited, but we manage.',
    'As expected, and I expected little.',
  ],
  [
    'Better than my old one, and less opinionated.',
    'I bought one; now my neighbour has two.',
    'Good on weekdays, splendid on Sundays.',
    'It took an hour, then I could not do without.',
  ],
  [
    'I would marry it if it were not taken.',
    'Finally something that is finished.',
    'My grandchildren will argue over it.',
    'I smile each time I walk past it.',
  ],
]

/** What a review adds. */
export const REMARKS: Words = [
  'The colour is warmer than on the picture.',
  'Delivery was quick, the courier whistled.',
  'It is heavier than it looks.',
  'The instructions rhyme, which helped.',
  'I have washed it twice and it forgave me.',
  'A present for my sister, who has kept it.',
  'It smells faintly of oranges.',
]

/** What there is to do. */
export const TASKS: Words = [
  'water',
  'sort',
  'return',
  'polish',
  'label',
  'borrow',
  'mend',
  'photograph',
  'count',
  'hide',
]

/** What it is to be done to. */
export const OBJECTS: Words = [
  'the office fern',
  'the spare keys',
  'the library books',
  'the trumpet',
  'all odd socks',
  "the neighbour's ladder",
  'the squeaking door',
  'the holiday slides',
  'the teaspoons',
  'the birthday cake',
]

/** When it is to be done. */
export const MOMENTS: Words = [
  'before noon',
  'after the storm',
  'by Friday',
  'while nobody looks',
  'once more',
]

/** Why a product is recommended. The name of another product follows. */
export const REASONS: Words = [
  'Goes well with the',
  'Chosen by people who bought the',
  'Because you looked twice at the',
]
