import { channelGoneCard, channelsOpenedCard, handChangeCard } from '../cards/channel.ts'
import { caucusReminderCard, reminderCard } from '../cards/reminder.ts'
import type { World } from '../domain/world.ts'
import type { Card } from '../port/card.ts'
import type { Notice } from '../store/notices.ts'
import { say } from '../text/say.ts'
import type { Rows } from '../views/viewer.ts'

/** What a notice says to its recipient now; nothing once it is of no more use. */
export function noticeCard(notice: Notice, world: World, rows: Rows): Card | undefined {
  switch (notice.kind) {
    case 'hand change':
      return handChangeCard(notice, world, rows, say)
    case 'channels opened':
      return channelsOpenedCard(notice, world, rows, say)
    case 'channel gone':
      return channelGoneCard(notice, world, rows, say)
    case 'caucus reminder':
      return caucusReminderCard(notice, world, rows, say)
    default:
      return reminderCard(notice, world, rows, say)
  }
}
