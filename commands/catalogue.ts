import type { Catalogue } from '../src/port/command.ts'
import { assemblyCommands } from './assembly.ts'
import { channelCommands } from './channel.ts'
import { concernCommands } from './concern.ts'
import { foundCommand } from './found.ts'
import { gaugeCommands } from './gauge.ts'
import { memberCommands } from './member.ts'
import { ownCommands, pageCommands } from './page.ts'
import { proposalCommands } from './proposal.ts'
import { readingCommands } from './reading.ts'
import { roundCommands } from './round.ts'
import { versionCommands } from './version.ts'

/** Every command, in the order in which help lists their nouns. */
export const catalogue: Catalogue = [
  ...pageCommands,
  ...gaugeCommands,
  ...concernCommands,
  ...readingCommands,
  ...proposalCommands,
  ...versionCommands,
  ...roundCommands,
  ...memberCommands,
  ...channelCommands,
  foundCommand,
  ...assemblyCommands,
  ...ownCommands,
]
