import type { Reply } from '../../src/port/invocation.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'

/** The platform, and somebody who listens at its door: what the core answers is not to be read off a message. */
export function overheard(platform: ChatPlatform, hears: (reply: Reply) => void): ChatPlatform {
  return {
    ...platform,
    start: async (commands, dispatch, hear) =>
      await platform.start(
        commands,
        async (invocation) => {
          const reply = await dispatch(invocation)
          hears(reply)
          return reply
        },
        hear,
      ),
  }
}

/** How somebody was answered, as a script speaks of it. */
export const howOf = (reply: Reply | undefined): 'done' | 'refused' | 'asked' => {
  if (reply?.kind === 'form') return 'asked'
  return reply?.kind === 'card' && reply.how === 'refused' ? 'refused' : 'done'
}
