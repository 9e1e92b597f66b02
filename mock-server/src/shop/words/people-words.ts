import type { Words } from './product-words.ts'

/** As many as there are users. Their accents come off for the e-mail address. */
export const FIRST_NAMES: Words = [
  'Ada',
  'Zoë',
  'Kofi',
  'Mei',
  'José',
  'Anaïs',
  'Yusuf',
  'Priya',
  'Lars',
  'Noor',
  'Chloé',
  'Diego',
  'Hana',
  'Tomáš',
  'Amara',
  'Jürgen',
  'Leila',
  'Oskar',
  'Ines',
  'Ravi',
]

/** As many as there are users. */
export const LAST_NAMES: Words = [
  'Lindqvist',
  'Okafor',
  'Nguyen',
  'Marchetti',
  'Fernández',
  'Haddad',
  'Novák',
  'Baker',
  'Tanaka',
  'Moreau',
  'Sharma',
  'Weaver',
  'Silva',
  'Kowalski',
  'Aydin',
  'Byrne',
  'Mbeki',
  'Peeters',
  'Costa',
  'Winter',
]

/** Where people live and warehouses stand. */
export const CITIES: Words = [
  'Lisbon',
  'Oslo',
  'Kraków',
  'Accra',
  'Osaka',
  'Montréal',
  'Lima',
  'Utrecht',
  'Nairobi',
  'Ghent',
  'Turin',
  'Cork',
]
