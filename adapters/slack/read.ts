import { z } from 'zod'
import type { Press } from '../../src/port/card.ts'
import { channelId, messageId } from '../../src/port/id.ts'
import type { Asking, ChannelRef } from '../../src/port/invocation.ts'
import { pressOf } from '../../src/port/token.ts'
import { mentioned, unescaped } from './escape.ts'
import { metadataOf } from './modal.ts'

// Slack's payloads, read: pure, and with nothing believed to be there that Slack does not promise.

/** A channel's id, or `direct`: someone's conversation with the bot, their Home among it. */
export type Spot = string

/** Where something happened, as the core takes it. */
export const place = (spot: Spot): ChannelRef => ({
  platform: 'slack',
  channel: spot === 'direct' ? 'direct' : channelId.parse(spot),
})

/** Direct messages are one place to the core, whatever their channel is called. */
export const spotOf = ({ id, name }: { readonly id: string; readonly name?: string | undefined }): Spot =>
  name === 'directmessage' ? 'direct' : id

/** The workspaces that a payload names, the one that the app is installed in first. */
export function teamsIn(body: unknown): readonly string[] {
  const read = teams.safeParse(body)
  if (!read.success) return []
  const { view, authorizations, team, team_id, user, enterprise, enterprise_id, is_enterprise_install } = read.data
  const organisation = enterprise?.id ?? enterprise_id ?? authorizations?.[0]?.enterprise_id
  const named = [
    String(is_enterprise_install) === 'true' ? organisation : undefined,
    view?.app_installed_team_id,
    authorizations?.[0]?.team_id,
    team_id,
    typeof team === 'string' ? team : team?.id,
    user?.team_id,
    organisation,
  ]
  return named.filter((one): one is string => typeof one === 'string' && one !== '')
}
const id = z.string().nullish()
const teams = z.object({
  team_id: id,
  enterprise_id: id,
  is_enterprise_install: z.union([z.boolean(), z.string()]).nullish(),
  team: z.union([z.string(), z.object({ id })]).nullish(),
  enterprise: z.object({ id }).nullish(),
  user: z.object({ team_id: id }).nullish().catch(undefined),
  view: z.object({ app_installed_team_id: id }).nullish(),
  authorizations: z.array(z.object({ team_id: id, enterprise_id: id })).nullish(),
})

/** A button that was pressed: what it means, and where it stood. */
export interface Pressed {
  readonly press: Press
  readonly where: Spot
  /** The card that everybody sees, where the button stood on one. */
  readonly message: string | undefined
  readonly surface: 'message' | 'modal' | 'home'
}

const pressed = z.object({
  container: z
    .object({
      type: z.string().nullish(),
      message_ts: z.string().nullish(),
      is_ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  channel: z.object({ id: z.string(), name: z.string().optional() }).nullish(),
  view: z.object({ type: z.string().nullish(), private_metadata: z.string().nullish() }).nullish(),
  actions: z.array(z.object({ value: z.string().nullish() })),
})

/** Nothing where the button is none of ours, or one that no version of ours has made. */
export function pressedIn(body: unknown): Pressed | undefined {
  const read = pressed.safeParse(body)
  const press = pressOf(read.data?.actions[0]?.value ?? '')
  if (!read.success || !press) return undefined
  const { view, channel, container } = read.data
  if (view) {
    const surface = view.type === 'home' ? 'home' : 'modal'
    return { press, where: whereIn(view.private_metadata ?? ''), message: undefined, surface }
  }
  const where = channel ? spotOf(channel) : 'direct'
  const isCard = where !== 'direct' && container?.is_ephemeral !== true
  return { press, where, message: (isCard && container?.message_ts) || undefined, surface: 'message' }
}

/** Where a person stood when a modal opened before them. */
const whereIn = (privateMetadata: string): Spot => {
  const written = metadataOf(privateMetadata)
  return written?.w ?? 'direct'
}

export const askedBy = ({ press, message }: Pressed): Asking => ({
  kind: 'press',
  press,
  ...(message !== undefined && { message: messageId.parse(message) }),
})

/** Looks up how the people in some words are called, before the words are read. */
export async function namesIn(
  typed: string,
  nameOf: (id: string) => Promise<string>,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(mentioned(typed))].slice(0, 20)
  return new Map(await Promise.all(ids.map(async (one) => [one, await nameOf(one)] as const)))
}

/**
 * A command line as its author saw it. Who is named alone stays the mention that Slack made of it, which means one person
 * and no other; inside quotes a mention is a word among others, and reads as a name.
 */
export function lineOf(typed: string, names: ReadonlyMap<string, string>): string {
  let quotes = 0
  return typed
    .split(/(<@[^<>]+>)/)
    .map((piece, n) => {
      if (n % 2 === 0) {
        quotes += piece.match(/(?<!\\)["“”„]/g)?.length ?? 0
        return unescaped(piece, (one, shown) => shown ?? one)
      }
      return quotes % 2 === 0
        ? piece.replace(/\|.*>$/, '>')
        : unescaped(piece, (one, shown) => names.get(one) ?? shown ?? one)
    })
    .join('')
}

/** The words of a message, for a shortcut on it. */
export const messageWords = (text: string, names: ReadonlyMap<string, string>): string =>
  unescaped(text, (one, shown) => names.get(one) ?? shown ?? one)
