import { randomBytes } from 'node:crypto'
import type { AutocompleteInteraction, Client, Guild, Interaction } from 'discord.js'
import type { Catalogue } from '../../src/port/command.ts'
import type { Hear } from '../../src/port/heard.ts'
import { personId } from '../../src/port/id.ts'
import type { Dispatch } from '../../src/port/invocation.ts'
import { limitsOf } from '../../src/port/limits.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { code } from '../../src/text/part.ts'
import { say } from '../../src/text/say.ts'
import { answer, type Answer, type Answerable } from './answer.ts'
import { byHandIn, type ByHand } from './by-hand.ts'
import { callsAt } from './calls.ts'
import { channelsIn } from './channels.ts'
import { told, type Desk } from './desk.ts'
import { diagnosed } from './diagnose.ts'
import { editsThrough } from './edits.ts'
import { answerTo, choicesFor, isInPlace } from './interactions.ts'
import { keptForms } from './kept.ts'
import { handsThrough, messagesThrough } from './messages.ts'
import { peopleOf } from './people.ts'
import { rolesIn } from './roles.ts'
import { mentionsBy, plainSpelling, typedOnDiscord, type CommandIds, type Spelling } from './words.ts'

/** A server that the bot is in: as a platform for the core, and what comes in from Discord's events. */
export interface GuildHome {
  readonly platform: ChatPlatform
  readonly byHand: ByHand
  /** Somebody did something; never throws. */
  takes(interaction: Interaction): Promise<void>
  /** Rights or roles changed: what was refused may go well now. */
  changed(channel?: string): void
  shutOut(): Promise<void>
}

export interface GuildParts {
  readonly client: Client<true>
  readonly guild: string
  readonly register: (catalogue: Catalogue) => Promise<CommandIds>
  readonly now: () => string
  readonly log: (line: string) => void
  readonly deferAfterMs: number
  readonly betweenEditsMs: number
  readonly editPatienceMs: number
}

interface Started {
  readonly dispatch: Dispatch
  readonly catalogue: Catalogue
  readonly hear: Hear
  readonly ids: CommandIds
}

export function guildHome(parts: GuildParts): GuildHome {
  const { client, now, log } = parts
  const { rest } = client
  let started: Started | undefined
  const underway = new Set<Promise<void>>()
  const forms = keptForms()

  const guild = (): Guild => {
    const found = client.guilds.cache.get(parts.guild)
    if (!found) throw new Error(`the bot is not in the server ${parts.guild}`)
    return found
  }
  const bot = (): string => client.user.id
  const how = (): Spelling => {
    const typed = typedOnDiscord(started?.catalogue ?? [])
    return { ...plainSpelling, typed, mention: mentionsBy(started?.ids ?? new Map(), typed) }
  }
  const clock = (): number => Date.parse(now())
  const calls = callsAt(clock)
  const edits = editsThrough(handsThrough(rest, calls), {
    betweenMs: parts.betweenEditsMs,
    patienceMs: parts.editPatienceMs,
    now: clock,
  })
  const messages = messagesThrough({ rest, calls, edits, how, now, log })
  const people = peopleOf(guild)
  const roles = rolesIn(guild, log)
  const channels = channelsIn({ guild, bot, calls, people, roles })
  const hear: Hear = async (heard) => await started?.hear(heard)
  const byHand = byHandIn({ channels, people, roles, bot, hear, log })

  const deskOf = ({ catalogue, dispatch }: Started): Desk => ({ catalogue, dispatch, forms, how: how(), now })

  /** A fault of ours is logged with a reference, which the person is shown. */
  const worked = async (interaction: Answerable): Promise<Answer> => {
    if (!started) return told({ how: how(), now }, say('discord/starting'))
    try {
      return await answerTo(deskOf(started), interaction)
    } catch (error) {
      const reference = randomBytes(4).toString('hex')
      log(`${reference} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      return told({ how: how(), now }, say('command/trouble', { reference: code(reference) }))
    }
  }

  const answered = async (interaction: Answerable): Promise<void> => {
    const work = worked(interaction)
    const done = await answer(interaction, work, { inPlace: isInPlace(interaction), deferAfterMs: parts.deferAfterMs })
    if (done !== 'too late') return
    const late = await work
    // Discord has told them that it failed; what was done is told where it still can be.
    if (late.kind === 'messages') await messages.sendDirectly(personId.parse(interaction.user.id), late.messages)
  }

  const offered = async (interaction: AutocompleteInteraction): Promise<void> => {
    if (started) await choicesFor(deskOf(started), interaction)
  }

  const kindOf = (interaction: Interaction): (() => Promise<void>) | undefined => {
    if (interaction.isAutocomplete()) return async () => await offered(interaction)
    const isAnswerable =
      interaction.isChatInputCommand() ||
      interaction.isMessageContextMenuCommand() ||
      interaction.isButton() ||
      interaction.isModalSubmit()
    return isAnswerable ? async () => await answered(interaction) : undefined
  }

  return {
    byHand,
    changed: (channel) => calls.changed(channel),
    async shutOut() {
      await hear({ kind: 'shut out' })
    },
    async takes(interaction) {
      const work = kindOf(interaction)
      if (!work) return
      const { member, guildId } = interaction
      if (started && guildId === parts.guild && member)
        byHand.rolesSeen(
          interaction.user.id,
          new Set(Array.isArray(member.roles) ? member.roles : member.roles.cache.keys()),
        )
      const doing = work().catch((error: unknown) => log(`interaction ${interaction.id}: ${String(error)}`))
      underway.add(doing)
      await doing
      underway.delete(doing)
    },
    platform: {
      name: 'discord',
      limits: limitsOf.discord,
      async start(catalogue, dispatch, hears) {
        const ids = await parts.register(catalogue)
        started = { catalogue, dispatch, hear: hears, ids }
      },
      async stop() {
        started = undefined
        await Promise.allSettled(underway)
        edits.stop()
      },
      openChannel: async (wish) => await channels.open(wish),
      linkChannel: async (typed) => await channels.link(typed),
      isPrivate: async (channel) => await Promise.resolve(channels.isPrivate(channel)),
      setMembers: async (channel, members) => await channels.setMembers(channel, members),
      membersOf: async (channel) => await Promise.resolve(channels.membersOf(channel)),
      post: async (channel, card, thread) => await messages.post(channel, card, thread),
      update: async (channel, message, card) => await messages.update(channel, message, card),
      pin: async (channel, message) =>
        (await messages.setPinned(channel, message, true)) === 'gone' ? 'gone' : 'pinned',
      unpin: async (channel, message) =>
        (await messages.setPinned(channel, message, false)) === 'gone' ? 'gone' : 'unpinned',
      uploadFile: async (channel, file, card) => await messages.upload(channel, file, card),
      // Without a press of theirs Discord lets a bot show something to one person only in their own conversation.
      replyPrivately: async (_channel, person, card) => await messages.tellDirectly(person, card),
      directMessage: async (person, card) => await messages.tellDirectly(person, card),
      resolvePerson: async (typed) => await people.find(typed),
      diagnose: async (asked) => await diagnosed(rest, guild(), channels, asked),
    },
  }
}
