import { asText } from '../../src/port/as-text.ts'
import type { Card } from '../../src/port/card.ts'
import type { Parts } from '../../src/text/part.ts'
import { plain } from '../../src/text/plain.ts'
import type { Rows } from '../../src/views/viewer.ts'
import type { assembly } from '../domain/assembly-of.ts'

type Play = ReturnType<typeof assembly>

/** The rows that views are drawn from, for a played assembly: people are named by their ids. */
export const rowsOf = (play: Play): Rows => ({
  now: play.now,
  read: (ref) => play.words(ref),
  nameOf: (member) => `Member ${member}`,
  organisationOf: () => undefined,
  away: new Set(),
  answersIn: play.rows,
})

/** A card as people read it, in one run of words, however it is wrapped. */
export const read = (card: Card, play: Play): string =>
  asText(card, { now: play.now, zone: 'UTC', width: 400 }).replaceAll(/\s+/g, ' ')

export const plainOf = (parts: Parts, play: Play): string => plain(parts, { now: play.now, zone: 'UTC' })
