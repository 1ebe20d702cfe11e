import { settle } from '../../src/acts/perform.ts'
import { loadWorld } from '../../src/acts/scene.ts'
import { makeBot, type Bot, type Home } from '../../src/bot.ts'
import { upcoming } from '../../src/domain/due.ts'
import type { Place } from '../../src/domain/id.ts'
import { fromMs, toMs } from '../../src/domain/instant.ts'
import { charterOf, type World } from '../../src/domain/world.ts'
import { castFor, enlist, type Cast } from '../../src/play/cast.ts'
import type { Stage, Told } from '../../src/play/run.ts'
import type { Script } from '../../src/play/script.ts'
import type { Reply } from '../../src/port/invocation.ts'
import { channelsOf } from '../../src/store/channels.ts'
import { keepDelivered, waitingNotice, waitingNotices } from '../../src/store/notices.ts'
import type { Store } from '../../src/store/open.ts'
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
  const home: Home = {
    platform: {
      ...platform,
      start: async (catalogue, dispatch, hear) =>
        await platform.start(
          catalogue,
          async (invocation) => {
            last = await dispatch(invocation)
            return last
          },
          hear,
        ),
    },
    workspace: slack.teamId,
  }
  await bot.join(home)
  deliverTo(slack, app, way)
  const users = new Map(Object.keys(script.people).map((name) => [name, slack.enrol(name)]))
  const userOf = (who: string): string => {
    const user = users.get(who)
    if (user === undefined) throw new Error(`nobody is called ${who}`)
    return user
  }
  const cast = await castFor(script, bot.acting, 'slack')
  const { assembly } = cast
  await enlist(bot.acting, cast, { platform: 'slack', workspace: slack.teamId }, userOf)
  await bot.openChannels(home, assembly)
  await bot.drawStale()

  const world = async (): Promise<World> => {
    const loaded = await loadWorld(bot.acting, assembly)
    if (!loaded) throw new Error('the assembly of this play is gone')
    return loaded
  }
  const channelAt = async (where: string): Promise<string> => {
    if (where === 'direct') return 'direct'
    const charter = charterOf((await world()).assembly)
    const place: Place | undefined =
      where === 'plenary' ? 'plenary' : charter.caucuses.find(({ key }) => key === where)?.id
    const channel = (await channelsOf(bot.acting.query, assembly)).find((one) => one.place === place)
    if (!channel) throw new Error(`there is no channel for ${where}`)
    return channel.channel
  }
  const afterwards = async () => {
    await bot.keepChannels(assembly)
    await bot.drawStale()
    for (const key of await waitingNotices(bot.acting.query)) {
      const notice = await waitingNotice(bot.acting.query, key)
      if (!notice) continue
      await bot.tell(notice)
      await keepDelivered(bot.acting.query, key, now)
    }
  }
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
    const reply = last as Reply | undefined
    await afterwards()
    now = fromMs(toMs(now) + 1_000)
    if (reply?.kind === 'form') return { how: 'asked', text }
    return { how: reply?.kind === 'card' && reply.how === 'refused' ? 'refused' : 'done', text }
  }

  return {
    setting,
    bot,
    cast,
    world,
    userOf,
    channelAt,
    async say(who, where, line) {
      const spot = await channelAt(where)
      const user = userOf(who)
      if (!line.startsWith('/caucus')) {
        slack.say(user, spot, line)
        return { how: 'done', text: '' }
      }
      return await doing(user, spot, async () => await slack.slash(user, spot, line))
    },
    async press(who, where, label) {
      const spot = where === 'home' ? 'home' : await channelAt(where)
      return await doing(userOf(who), spot, async () => await slack.click(userOf(who), spot, label))
    },
    seen: async (who, where) => slack.seenBy(userOf(who), await channelAt(where)),
    async wait(ms) {
      const until = fromMs(toMs(now) + ms)
      for (;;) {
        const next = upcoming(await world(), now)[0]
        now = next !== undefined && next <= until ? next : until
        await settle(bot.acting, assembly)
        await afterwards()
        if (now >= until) return
      }
    },
    async close() {
      await bot.leave()
      await slack.stop()
      if (troubles.length > 0) throw new Error(troubles.join('\n'))
    },
  }
}
