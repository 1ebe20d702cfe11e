import type { Emulator } from '../emulator.ts'
import { refusals } from '../refusal.ts'
import { part, type Route } from '../route.ts'
import { channelJson, userJson, type Json } from '../wire.ts'
import { directChannel } from '../world.ts'

const applicationJson = ({ world }: Emulator): Json => ({
  id: world.bot.id,
  name: world.bot.display,
  icon: null,
  description: '',
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  flags: 0,
  team: null,
  owner: userJson(world.bot),
  bot: userJson(world.bot),
})

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/users/@me', run: ({ world }) => userJson(world.bot) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    run: ({ world }) =>
      [...world.guilds.values()]
        .filter(({ members }) => members.has(world.bot.id))
        .map(({ id, name }) => ({ id, name, icon: null, owner: false, permissions: '0', features: [] })),
  },
  {
    method: 'GET',
    path: '/users/:user',
    run: ({ world }, call) => {
      const user = world.users.get(part(call, 'user'))
      if (!user) throw refusals.unknownUser()
      return userJson(user)
    },
  },
  {
    method: 'POST',
    path: '/users/@me/channels',
    shape: 'open direct channel',
    run: ({ world }, call) => {
      const { recipient_id: recipient } = call.body as { recipient_id: string }
      const user = world.users.get(recipient)
      if (!user || user.bot) throw refusals.unknownUser()
      return channelJson(world, directChannel(world, user))
    },
  },
  { method: 'GET', path: '/applications/@me', run: applicationJson },
  { method: 'GET', path: '/oauth2/applications/@me', run: applicationJson },
]
