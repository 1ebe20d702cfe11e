import { discordConfig, type DiscordConfig } from '../adapters/discord/config.ts'
import { discordApp } from '../adapters/discord/index.ts'
import { slackApp, slackConfig, type SlackConfig } from '../adapters/slack/index.ts'
import type { Home } from './bot.ts'
import { ConfigTrouble } from './config.ts'
import { toMs, type Instant } from './domain/instant.ts'
import { installationsOn } from './store/installations.ts'
import type { Store } from './store/open.ts'
import { label } from './text/plain.ts'
import { say } from './text/say.ts'

/** The chat platforms that the environment asks for, besides the web chat, which is always there. */
export interface Wanted {
  readonly slack?: SlackConfig
  readonly discord?: DiscordConfig
}

/** Reads what the environment says of platforms. Throws with one sentence a slip. */
export function platformsIn(environment: NodeJS.ProcessEnv): Wanted {
  const slack = slackConfig(environment)
  const discord = discordConfig(environment)
  const slips = [...(slack.kind === 'wrong' ? slack.slips : []), ...(discord && 'length' in discord ? discord : [])]
  if (slips.length > 0) throw new ConfigTrouble(slips)
  return {
    ...(slack.kind === 'on' && { slack: slack.config }),
    ...(discord && 'token' in discord && { discord }),
  }
}

export interface Opening {
  readonly store: Store
  readonly now: () => Instant
  readonly log: (line: string) => void
  /** Called for each workspace that the bot is in, now and when it is let into another. */
  readonly join: (home: Home) => Promise<void>
}

/** Connects to every platform that is wanted. Throws with a sentence where one does not let the bot in. */
export async function openPlatforms(
  { slack, discord }: Wanted,
  { store, now, log, join }: Opening,
): Promise<{ stop(): Promise<void> }> {
  const ends: (() => Promise<void>)[] = []
  if (slack) {
    const installations = installationsOn(store, 'slack', now)
    const app = await slackApp({ ...slack, installations, log, now: () => toMs(now()), onWorkspace: join })
    ends.push(async () => await app.stop())
    for (const home of app.homes()) await join(home)
    await app.start()
    const address = app.address()
    if (address !== undefined)
      log(label(say('slack/address', { address, oauth: 'oauth' in slack.access ? 'yes' : 'no' })))
  }
  if (discord) {
    const app = discordApp({ config: discord, now, log, onGuild: join })
    ends.push(async () => await app.stop())
    await app.start()
  }
  return {
    stop: async () => {
      for (const end of ends) await end()
    },
  }
}
