import { assemblyMeanings } from './assembly.ts'
import { concernMeanings } from './concern.ts'
import type { Happened } from './fact.ts'
import { gaugeMeanings } from './gauge.ts'
import { officeMeanings } from './office.ts'
import { proposalMeanings } from './proposal.ts'
import { readingMeanings } from './reading.ts'
import { roundMeanings } from './round.ts'
import { onRoom, type Meanings } from './rules.ts'
import { seatMeanings } from './seat.ts'
import type { World } from './world.ts'

// A new kind of fact does not compile until it means something here.
const meanings: Meanings = {
  ...assemblyMeanings,
  ...seatMeanings,
  ...officeMeanings,
  ...proposalMeanings,
  ...roundMeanings,
  ...gaugeMeanings,
  ...concernMeanings,
  ...readingMeanings,
}

/** The one meaning of a fact: it serves the live act, the replay, the import and the verifier. */
export function evolve(world: World, happened: Happened): World {
  const meaning = meanings[happened.kind] as (world: World, happened: Happened) => World
  return counted(meaning(world, happened), happened)
}

/** Each chain's newest number, so that whoever keeps the fold knows what it has read. */
const counted = (world: World, { chain, n }: Happened): World =>
  chain === 'public'
    ? { ...world, assembly: { ...world.assembly, n } }
    : onRoom(world, chain, (room) => ({ ...room, n }))
