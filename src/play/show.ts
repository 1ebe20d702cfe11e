import { webChat } from '../../adapters/web/index.ts'
import { aroundIn } from '../around.ts'
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
  const shown = async () => await Promise.resolve([assembly])
  const web = webChat({
    rows: webChatRows(bot.acting.store, () => assembly),
    now,
    port,
    secure: false,
    log,
    pages: publicPages(bot.acting, shown),
    around: aroundIn(bot.acting, shown),
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
