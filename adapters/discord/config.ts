import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'

/** What the adapter needs of the environment. */
export interface DiscordConfig {
  readonly token: string
  /** Another server than Discord's: `https://discord.com/api` without it. */
  readonly rest?: URL
  /** Listens to members coming, leaving and changing roles; the intent has to be switched on in Discord's portal too. */
  readonly membersIntent: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** The environment of the adapter, checked: nothing where Discord is not wanted, else the settings or a sentence a slip. */
export function discordConfig(environment: Environment): DiscordConfig | readonly string[] | undefined {
  const given = (name: string): string => environment[name]?.trim() ?? ''
  const token = given('DISCORD_TOKEN').replace(/^Bot\s+/i, '')
  const address = given('DISCORD_REST_URL')
  const members = given('DISCORD_MEMBERS').toLowerCase()
  if (token === '' && address === '' && members === '') return undefined
  const slips = [
    token === '' && say('discord/token-missing'),
    // A token is three pieces: https://discord.com/developers/docs/reference#authentication
    token !== '' && !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) && say('discord/token-malformed'),
    address !== '' && !isAddress(address) && say('discord/rest-malformed'),
    !['', 'on', 'off'].includes(members) && say('discord/members-malformed'),
  ].filter((slip) => slip !== false)
  if (slips.length > 0) return slips.map(label)
  return { token, membersIntent: members === 'on', ...(address !== '' && { rest: new URL(address) }) }
}

const isAddress = (words: string): boolean => URL.canParse(words) && /^https?:$/.test(new URL(words).protocol)
