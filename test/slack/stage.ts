import { makeBot, type Bot, type Home } from '../../src/bot.ts'
import { fromMs, toMs } from '../../src/domain/instant.ts'
import type { World } from '../../src/domain/world.ts'
import { castFor, type Cast } from '../../src/play/cast.ts'
import type { Stage, Told } from '../../src/play/run.ts'
import type { Script } from '../../src/play/script.ts'
import { enrolled, seatOn } from '../../src/play/seated.ts'
import type { Reply } from '../../src/port/invocation.ts'
import type { Store } from '../../src/store/open.ts'
import { howOf, overheard } from '../port/overheard.ts'
import { calmed, deliverTo, settingOf, type Setting, type Way } from './stand.ts'

// A whole assembly on an emulated Slack: people type and press there, the real Bolt brings it to the real bot.

/** So many that no script waits: how the limiter keeps its pace is tested on its own. */
const plenty = { burst: 100_000, perMinute: 100_000 }
const rates = { message: plenty, 2: plenty, 3: plenty, 4: plenty, edit: plenty }
const paced = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'pins.add', 'pins.remove', 'users.info']
const also = ['views.open', 'views.publish', 'conversations.members', 'conversations.invite', 'conversations.create']

export interface SlackStage extends Stage {
  readonly setting: Setting
  readonly bot: Bot
  readonly cast: Cast
  readonly world: () => Promise<World>
  /** Slack's id of somebody in the script. */
  readonly userOf: (who: string) => string
  readonly channelAt: (where: string) => Promise<string>
  /** Presses a button that somebody sees, and answers with what they are told. */
  press(who: string, where: string, label: string): Promise<Told>
  close(): Promise<void>
}

export async function slackStage(script: Script, store: Store, way: Way): Promise<SlackStage> {
  let now = fromMs(Date.parse(script.begins))
  const troubles: string[] = []
  const setting = await settingOf({ way, more: { rates } })
  const { slack, app, platform } = setting
  for (const method of [...paced, ...also]) slack.rate(method, plenty)
  const bot = makeBot({ store, now: () => now, log: (line) => troubles.push(line) })
  let last: Reply | undefined
  const home: Home = { platform: overheard(platform, (reply) => (last = reply)), workspace: slack.teamId }
  await bot.join(home)
  deliverTo(slack, app, way)
  const userOf = enrolled(script.people, (name) => slack.enrol(name))
  const cast = await castFor(script, bot.acting, 'slack')
  const { world, channelOf, afterwards, wait } = await seatOn(bot, home, cast, userOf)
  const closeAll = async (user: string) => {
    while (slack.seenBy(user, 'form') !== '') await slack.close(user)
  }
  /** What somebody is told in private, by what they see: a window, or a message for them alone. */
  const doing = async (user: string, spot: string, act: () => Promise<void>): Promise<Told> => {
    await closeAll(user)
    last = undefined
    const before = slack.seenBy(user, spot).length
    await act()
    await calmed(setting)
    const text = `${slack.seenBy(user, spot).slice(before)}\n${slack.seenBy(user, 'form')}`
    const how = howOf(last)
    await afterwards()
    now = fromMs(toMs(now) + 1_000)
    return { how, text }
  }

  return {
    setting,
    bot,
    cast,
    world,
    userOf,
    channelAt: channelOf,
    async say(who, where, line) {
      const spot = await channelOf(where)
      const user = userOf(who)
      if (!line.startsWith('/caucus')) {
        slack.say(user, spot, line)
        return { how: 'done', text: '' }
      }
      return await doing(user, spot, async () => await slack.slash(user, spot, line))
    },
    async press(who, where, label) {
      const spot = where === 'home' ? 'home' : await channelOf(where)
      return await doing(userOf(who), spot, async () => await slack.click(userOf(who), spot, label))
    },
    seen: async (who, where) => slack.seenBy(userOf(who), await channelOf(where)),
    wait: async (ms) => await wait(ms, (moment) => (now = moment)),
    async close() {
      await bot.leave()
      await slack.stop()
      if (troubles.length > 0) throw new Error(troubles.join('\n'))
    },
  }
}
