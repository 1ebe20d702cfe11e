import type { Scene } from '../../commands/doors.ts'
import type { Said } from '../../commands/reply.ts'
import type { Acting } from '../acts/acting.ts'
import { describePerson, finishLink, markAway, startLink } from '../acts/people.ts'
import { seatOf } from '../domain/members.ts'
import type { Own } from '../port/command.ts'
import { code } from '../text/part.ts'
import { say } from '../text/say.ts'
import { premisesOf, type Home } from './home.ts'

export type AboutOneself = Extract<
  Own,
  { readonly own: 'mark away' | 'mark back' | 'start linking' | 'finish linking' | 'tell about me' }
>

/** Rows about oneself that are no facts: away, a linked account, what one is called. */
export async function aboutOneself(
  acting: Acting,
  home: Home,
  { assembly, member, world, from }: Scene,
  own: AboutOneself,
): Promise<Said> {
  switch (own.own) {
    case 'mark away':
    case 'mark back': {
      const away = own.own === 'mark away'
      const done = await markAway(acting, assembly, member, away)
      if (!done.ok) return { ok: false, says: say('command/no-seat') }
      const alternate = seatOf(world.assembly, member)?.seat.alternate ? 'yes' : 'no'
      return {
        ok: true,
        says: away ? say('command/away', { alternate, back: code('/caucus me back') }) : say('command/back'),
      }
    }
    case 'start linking': {
      const given = await startLink(acting, assembly, member)
      return {
        ok: true,
        says: say('command/link-code', { code: code(given), line: code(`/caucus me linked ${given}`) }),
      }
    }
    case 'finish linking': {
      const done = await finishLink(acting, assembly, { ...premisesOf(home), user: from.who.id }, own.code)
      if (done.ok) return { ok: true, says: say('command/linked') }
      return {
        ok: false,
        says:
          done.refusal.code === 'people/both-take-part'
            ? say('command/both-take-part')
            : say('command/code-unknown', { line: code('/caucus me link') }),
      }
    }
    case 'tell about me': {
      const { own: _kind, ...changes } = own
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
      await describePerson(acting, member, given)
      return { ok: true, says: say('command/about-you', { name: own.name ?? '' }) }
    }
  }
}
