import { webChat } from '../../adapters/web/index.ts'
import { besideOf } from '../beside.ts'
import { publicPages } from '../public-pages.ts'
import { webChatRows } from '../store/web-chat.ts'
import { enlist } from './cast.ts'
import type { Playing } from './stage.ts'

/** Shows a play in the web chat while it is played: the same cards on a second platform. Returns the address. */
export async function showOnWeb(
  { bot, cast, assembly, now }: Playing,
  port: number,
  log: (line: string) => void,
): Promise<string> {
  const web = webChat({
    rows: webChatRows(bot.acting.store, () => assembly),
    now,
    zone: 'UTC',
    port,
    secure: false,
    log,
    pages: publicPages(bot.acting, () => assembly),
    beside: async () => await besideOf(bot.acting, assembly),
    // Everybody in it may be looked at; what they press counts as in any sandbox.
    sandbox: { reset: async () => await Promise.resolve() },
  })
  const home = { platform: web.platform, workspace: '' }
  await enlist(bot.acting, cast, { platform: 'web', workspace: '' }, (_name, member) => member)
  await bot.join(home)
  await bot.openChannels(home, assembly)
  await bot.drawAll(assembly)
  return web.address() ?? ''
}
