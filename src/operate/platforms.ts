import type { Bot } from '../bot.ts'
import type { AssemblyId } from '../domain/id.ts'
import { assemblies } from '../store/facts.ts'
import { memberText, text } from '../text/part.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { assemblyNamed } from './here.ts'

/** What keeps the bot from its work on its platforms: channels that are gone or closed to it, rights that it lacks. */
export async function wrongIn(bot: Bot, only?: AssemblyId): Promise<readonly string[]> {
  const sentences: string[] = []
  for (const assembly of only ? [only] : await assemblies(bot.acting.query)) {
    const named = await assemblyNamed(bot.acting, assembly)
    for (const home of bot.homes) {
      if (!(await bot.channels.livesAt(home, assembly))) continue
      for (const { name, channel, findings } of await bot.channels.standing(home, assembly)) {
        const head = [memberText(`${named}, ${name} (${home.platform.name}): `)]
        if (channel === undefined)
          sentences.push(label([...head, ...say('channel/gone'), text(' '), ...say('channel/gone-mend')]))
        for (const { says, mend } of findings) sentences.push(label([...head, ...says, text(' '), ...mend]))
      }
    }
  }
  return sentences
}
