import { randomBytes } from 'node:crypto'
import { botIn } from './access.ts'
import type { Emulator, Interaction } from './emulator.ts'
import { channelPermissions } from './permissions.ts'
import { channelJson, memberJson, messageJson, userJson, type Json } from './wire.ts'
import type { Channel, Message, User } from './world.ts'

// The life of an interaction: begun by a person, told over the gateway, answered once within 3 s, then spoken through for
// 15 minutes. https://discord.com/developers/docs/interactions/receiving-and-responding

/** Kinds of interactions. */
export const Kind = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const

/** Types of answers. */
export const Reply = { message: 4, deferMessage: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const

interface Begun {
  readonly kind: Interaction['kind']
  readonly user: User
  readonly channel: Channel
  readonly data: Json
  readonly source?: Message | undefined
}

/** A person does something; the bot hears of it. Whether they may was asked before. */
export function begin(emulator: Emulator, { kind, user, channel, data, source }: Begun): Interaction {
  const { world, clock, settings } = emulator
  const guild = channel.guild === undefined ? undefined : world.guilds.get(channel.guild)
  const member = guild?.members.get(user.id)
  const id = world.mint()
  const token = randomBytes(48).toString('base64url')
  const payload: Json = {
    id,
    application_id: world.bot.id,
    type: kind,
    token,
    version: 1,
    data,
    channel: channelJson(world, channel),
    channel_id: channel.id,
    locale: user.locale,
    entitlements: [],
    attachment_size_limit: 10 * 1024 * 1024,
    app_permissions: botIn(emulator, channel).toString(),
    authorizing_integration_owners: { 0: guild?.id ?? '0' },
    context: guild ? 0 : 1,
    ...(guild && member
      ? {
          guild_id: guild.id,
          guild_locale: 'en-US',
          guild: { id: guild.id, locale: 'en-US', features: [] },
          member: { ...memberJson(member), permissions: channelPermissions(world, guild, channel, member).toString() },
        }
      : { user: userJson(user) }),
    ...(source && { message: messageJson(world, source) }),
  }
  const interaction: Interaction = {
    id,
    token,
    kind,
    user,
    guild,
    channel,
    source,
    at: clock.now(),
    payload,
    answer: undefined,
    original: undefined,
    choices: undefined,
    failed: false,
    touches: 0,
    touchedAt: 0,
    underway: 0,
    waiters: new Set(),
  }
  emulator.interactions.set(token, interaction)
  clock.after(settings.answerWithinMs, () => {
    if (interaction.answer === undefined) fail(emulator, interaction)
  })
  clock.after(settings.tokenMs, () => {
    if (interaction.original?.isPending !== true) return
    interaction.original.isPending = false
    changed(interaction)
    interaction.original.content = 'The application did not respond'
    emulator.faults.push({ kind: 'left thinking', says: `${describe(interaction)} was deferred and never answered` })
  })
  tell(emulator, interaction)
  return interaction
}

/** Discord delivers over the gateway, whether or not it did before. */
export function tell({ gateway }: Emulator, interaction: Interaction): void {
  gateway.tell('INTERACTION_CREATE', interaction.payload, { guild: interaction.guild?.id })
}

function fail(emulator: Emulator, interaction: Interaction): void {
  interaction.failed = true
  changed(interaction)
  const says = interaction.kind === Kind.component ? 'This interaction failed' : 'The application did not respond'
  emulator.faults.push({ kind: 'no answer', says: `${describe(interaction)} was not answered in time` })
  if (interaction.kind === Kind.autocomplete) return
  emulator.notices.push({
    user: interaction.user.id,
    channel: interaction.channel.id,
    says,
    at: emulator.clock.now(),
  })
}

function describe({ payload }: Interaction): string {
  const data = payload['data'] as { name?: string; custom_id?: string }
  return data.name === undefined ? `what ${data.custom_id ?? ''} does` : `the command ${data.name}`
}

/** Runs what the bot asks for: whoever waits is told when it is done. */
export async function during<T>(interaction: Interaction, work: () => T): Promise<T> {
  interaction.underway += 1
  try {
    return await Promise.resolve(work())
  } finally {
    interaction.underway -= 1
    interaction.touches += 1
    interaction.touchedAt = Math.max(interaction.touchedAt, Date.now())
    changed(interaction)
  }
}

function changed({ waiters }: Interaction): void {
  for (const look of waiters) look()
}

/**
 * Waits until the bot has answered and has had nothing more to say for a while, or until the person sees a failure. The
 * while is counted in turns of the event loop too, in which a bot in the same process has its turns: a busy machine slows
 * both down alike.
 */
export async function settled(emulator: Emulator, interaction: Interaction, from = 0): Promise<void> {
  const until = Date.now() + patienceMs
  for (let still = 0, seen = from; ;) {
    const { failed, underway, touches, touchedAt, answer } = interaction
    if (failed || Date.now() > until) return
    const isAnswered = underway === 0 && touches > from && !isAwaited(interaction)
    // After a deferred update more may come, or nothing: people look a little longer.
    const looks = answer === Reply.deferUpdate && touches - from < 2 ? 10 : 1
    const quietMs = emulator.settings.quietMs * looks
    still = isAnswered && touches === seen ? still + 1 : 0
    seen = touches
    if (isAnswered && touchedAt + quietMs <= Date.now() && still * turnMs >= quietMs) return
    await change(interaction, isAnswered ? turnMs : until - Date.now())
  }
}

const turnMs = 5

/** For as long a test waits in real time, when nothing else ends it. */
const patienceMs = 20_000

/** Something comes of an interaction, or the time is over. */
function change({ waiters }: Interaction, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      clearTimeout(timer)
      waiters.delete(look)
      resolve()
    }
    const timer = setTimeout(look, Math.max(1, ms))
    waiters.add(look)
  })
}

/** A person who sees "thinking…", or nothing yet, waits on. */
const isAwaited = ({ answer, original }: Interaction): boolean => answer === undefined || original?.isPending === true
